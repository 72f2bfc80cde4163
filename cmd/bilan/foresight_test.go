package main

import (
	"context"
	"math/big"
	"testing"

	"bilan/report/forecast"
	"bilan/report/metric"
	"bilan/report/metric/book"
)

// The forecasts of members sum to the forecast of the total: for an open month, a future month, and quarters.
func TestForeseenMembersSumToTheWhole(t *testing.T) {
	orders := randomOrders(20_000)
	bench, m := loadedBench(t, orders), figuresModel(t)
	m.Metrics["revenue"].HasForecast = true
	var asks []metric.Ask
	for _, id := range []string{"2026-11", "2026-12", "2026-Q4", "2027-Q1"} {
		for _, by := range []string{"", "rep", "team"} {
			asks = append(asks, metric.Ask{Metric: "revenue", By: by, Period: known(t, m, id)})
		}
	}
	book, err := book.Compute(context.Background(), m, bench, asks)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range asks {
		f := book.Answer(a).Total
		if f.Foresight.Basis != forecast.Smooth || f.Foresight.Months != 34 || !f.FC.Whole.OK() {
			t.Fatalf("%s: %+v", m.Calendar.ID(a.Period), f.Foresight)
		}
		if a.Period.Open() && (f.Outlook.Landing.Rat.Cmp(f.FC.Whole.Rat) != 0 || f.Outlook.Method == "") {
			t.Errorf("%s lands at %s by %q", m.Calendar.ID(a.Period), f.Outlook.Landing.Rat.FloatString(2), f.Outlook.Method)
		}
		sum := new(big.Rat)
		for _, s := range book.Answer(a).Slices {
			if s.Figure.FC.Whole.OK() {
				sum.Add(sum, s.Figure.FC.Whole.Rat)
			}
		}
		if a.By != "" && sum.Cmp(f.FC.Whole.Rat) != 0 {
			t.Errorf("%s by %s: %s, the total %s", m.Calendar.ID(a.Period), a.By, sum.FloatString(2), f.FC.Whole.Rat.FloatString(2))
		}
	}
}

// An announced value is shown beside a computed forecast, and replaces it if none is computed. A metric without
// forecast: has no computed one.
func TestAnnouncedStandsBesideTheForecast(t *testing.T) {
	orders := randomOrders(20_000)
	bench, m := loadedBench(t, orders), figuresModel(t)
	ask := metric.Ask{Metric: "revenue", Period: known(t, m, "2026-12")}
	seven := big.NewRat(7000, 1)
	m.Targets = append(m.Targets, metric.Target{Metric: "revenue", Scenario: metric.ForecastPlan, Per: "month", Literal: seven})
	for _, foreseen := range []bool{false, true} {
		m.Metrics["revenue"].HasForecast = foreseen
		book, err := book.Compute(context.Background(), m, bench, []metric.Ask{ask})
		if err != nil {
			t.Fatal(err)
		}
		f := book.Answer(ask).Total
		if (f.Foresight != nil) != foreseen {
			t.Errorf("foreseen: %v", f.Foresight)
		}
		if f.AN.Whole.Rat.Cmp(seven) != 0 || (f.FC.Whole.Rat.Cmp(seven) == 0) == foreseen || foreseen && f.FC.Whole.Rat.Cmp(f.Foresight.Value) != 0 {
			t.Errorf("forecast %v, announced %v", f.FC.Whole.Rat, f.AN.Whole.Rat)
		}
	}
}
