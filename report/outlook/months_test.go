package outlook

import (
	"math/big"
	"testing"
	"time"

	"bilan/internal/period"
	"bilan/report/forecast"
	"bilan/report/foresight"
	"bilan/report/metric"
)

func number(n int64) metric.Num { return metric.NumOf(big.NewRat(n, 1)) }

// A month has a forecast and an announced value, apart from each other. Without a forecast the announced value is the
// line's value.
func TestForecastAndAnnounced(t *testing.T) {
	cal, err := period.NewCalendar(period.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m := &metric.Metric{Name: "revenue", AddsUp: true, HasForecast: true}
	months, err := NewMonths(m, cal, period.NewDate(2026, time.November, 16), 2)
	if err != nil || len(months.Periods) != 3 || months.Open().End != period.NewDate(2026, time.November, 16) {
		t.Fatalf("%v %v", months, err)
	}
	answer := func(a metric.Ask) metric.Answer {
		f := metric.Figure{Metric: m, AN: metric.Goal{Whole: number(1129)}, PL: number(1110)}
		switch a.Period.Start.Month {
		case time.November:
			f.Foresight = &foresight.Foresight{Basis: forecast.Smooth, Value: big.NewRat(997, 1), Low: big.NewRat(932, 1), High: big.NewRat(1061, 1)}
		case time.December:
			f.AN.Whole = metric.NoNum(metric.NoTarget)
			f.Foresight = &foresight.Foresight{Basis: forecast.Smooth, Value: big.NewRat(1123, 1), Low: big.NewRat(1056, 1), High: big.NewRat(1190, 1)}
		}
		return metric.Answer{Total: f}
	}
	lines := months.Lines(answer, nil)
	if l := lines[0]; l.Value.Rat.Cmp(big.NewRat(997, 1)) != 0 || l.Announced.Rat.Cmp(big.NewRat(1129, 1)) != 0 || l.Reach() != OutOfReach {
		t.Errorf("%+v", l)
	}
	if l := lines[1]; l.Announced.State != metric.NotYet || l.Reach() != WithinReach {
		t.Errorf("%+v", l)
	}
	bare := *m
	bare.HasForecast = false
	months.Metric, m = &bare, &bare
	none := months.Lines(func(a metric.Ask) metric.Answer {
		out := answer(a)
		out.Total.Foresight = nil
		return out
	}, nil)
	if l := none[0]; l.Value.Rat.Cmp(big.NewRat(1129, 1)) != 0 || l.Announced.OK() || l.Reach() != NotJudged {
		t.Errorf("%+v", l)
	}
}
