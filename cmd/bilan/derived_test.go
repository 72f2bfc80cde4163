package main

import (
	"context"
	"math/big"
	"slices"
	"strings"
	"testing"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/book"
)

// derivedModel returns a model with a formula over two datasets, a formula over another formula, and a metric with a
// window.
func derivedModel(t *testing.T) *metric.Model {
	t.Helper()
	m := figuresModel(t)
	add := func(mt metric.Metric) { m.Metrics[mt.Name] = &mt }
	formula := func(name, text string, terms ...string) {
		f, err := metric.ParseFormula(text)
		if err != nil {
			t.Fatal(err)
		}
		add(metric.Metric{Name: name, Formula: f, Terms: terms, Dataset: "orders", Date: "day", OnTrack: big.NewRat(1, 1), AtRisk: big.NewRat(9, 10)})
	}
	add(metric.Metric{Name: "plan", Dataset: "quotas", Date: "month", Value: "sum(quota)", AddsUp: true})
	add(metric.Metric{Name: "orders", Dataset: "orders", Date: "day", Value: "count(*)", AddsUp: true, Counts: true})
	formula("reached", "revenue / plan", "revenue", "plan")
	formula("gap", "100 * (reached - 1) + orders*0", "revenue", "plan", "orders")
	add(metric.Metric{Name: "year", Dataset: "orders", Date: "day", Value: "sum(amount)", Window: 12, WindowUnit: period.Month, MembersAdd: true})
	m.Targets = append(m.Targets, metric.Target{Metric: "reached", Literal: big.NewRat(3, 2)})
	return m
}

// quotasOf sums the quotas of the months in a period, as loadedBench creates them.
func quotasOf(p period.Period, member string) *big.Rat {
	sum := new(big.Rat)
	for month := range 36 {
		for i, r := range reps {
			first := period.DateOf(period.NewDate(2024, 1, 1).Time().AddDate(0, month, 0))
			if p.Contains(first) && (member == "" || member == r.key) {
				sum.Add(sum, big.NewRat(int64(1000*(i+1)), 1))
			}
		}
	}
	return sum
}

func mustEqual(t *testing.T, what string, got metric.Num, want *big.Rat) {
	t.Helper()
	if !got.OK() || got.Rat.Cmp(want) != 0 {
		t.Errorf("%s: %v, want %s", what, got, want.FloatString(4))
	}
}

func TestFormulasAreReckonedAtEachLevel(t *testing.T) {
	orders := randomOrders(20_000)
	bench, m := loadedBench(t, orders), derivedModel(t)
	for _, id := range []string{"2026-10", "2026-Q3", "2025"} {
		p := known(t, m, id)
		ask := metric.Ask{Metric: "reached", By: "rep", Period: p}
		of := metric.Ask{Metric: "gap", Period: p}
		book, err := book.Compute(context.Background(), m, bench, []metric.Ask{ask, of})
		if err != nil {
			t.Fatal(err)
		}
		all := func(order) bool { return true }
		total := book.Answer(ask).Total
		want := new(big.Rat).Quo(reckon(orders, p, all), quotasOf(p, ""))
		mustEqual(t, id, total.AC, want)
		if py, ok := m.Calendar.LastYear(p); ok {
			mustEqual(t, id+" last year", total.PY, new(big.Rat).Quo(reckon(orders, py, all), quotasOf(py, "")))
		}
		mustEqual(t, id+" target", total.PL, big.NewRat(3, 2))
		mustEqual(t, id+" gap", book.Answer(of).Total.AC, new(big.Rat).Mul(big.NewRat(100, 1), new(big.Rat).Sub(want, big.NewRat(1, 1))))
		members := 0
		for _, s := range book.Answer(ask).Slices {
			if s.Unassigned {
				if s.Figure.AC.State != metric.Undefined { // orders without a rep have no quota
					t.Errorf("%s unassigned: %v", id, s.Figure.AC)
				}
				continue
			}
			members++
			mine := func(o order) bool { return repOf(o) == s.Key }
			mustEqual(t, id+" "+s.Key, s.Figure.AC, new(big.Rat).Quo(reckon(orders, p, mine), quotasOf(p, s.Key)))
		}
		if members != len(reps) {
			t.Errorf("%s: %d members", id, members)
		}
	}
}

// A metric with a window has the same value in all periods that end on the same day. It has none before the data fills
// the window.
func TestWindowsHoldTheTimeUpToThePeriodsEnd(t *testing.T) {
	orders := randomOrders(20_000)
	bench, m := loadedBench(t, orders), derivedModel(t)
	var asks []metric.Ask
	for _, id := range []string{"2026-09", "2026-Q3", "2026-11", "2025-12", "2025", "2024-12", "2024-06"} {
		asks = append(asks, metric.Ask{Metric: "year", By: "team", Period: known(t, m, id)})
	}
	if first := book.Earliest(m, asks); first.After(period.NewDate(2022, 6, 1)) {
		t.Errorf("looks back to %s only", first)
	}
	book, err := book.Compute(context.Background(), m, bench, asks)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range asks {
		id, f := m.Calendar.ID(a.Period), book.Answer(a).Total
		until := a.Period.End
		span := period.Period{Start: period.NewDate(until.Year-1, until.Month, until.Day), End: until}
		if span.Start.Before(period.NewDate(2024, 1, 1)) {
			if f.AC.State != metric.NoData {
				t.Errorf("%s: %v of a window that the data does not fill", id, f.AC)
			}
			continue
		}
		mustEqual(t, id, f.AC, reckon(orders, span, func(order) bool { return true }))
		for _, s := range book.Answer(a).Slices {
			mustEqual(t, id+" "+s.Key, s.Figure.AC, reckon(orders, span, func(o order) bool { return teamOf(o) == s.Key }))
		}
		if f.Outlook != (metric.Outlook{}) {
			t.Errorf("%s lands: %+v", id, f.Outlook)
		}
	}
}

// A member without a row in the month before, or last year, has no ratio for that time, because nothing was divided.
func TestARatioOfNothing(t *testing.T) {
	m := derivedModel(t)
	formula, err := metric.ParseFormula("revenue / orders")
	if err != nil {
		t.Fatal(err)
	}
	m.Metrics["mean"] = &metric.Metric{Name: "mean", Formula: formula, Terms: []string{"revenue", "orders"}, Dataset: "orders", Date: "day"}
	october := known(t, m, "2026-10")
	orders := randomOrders(20_000)
	orders = slices.DeleteFunc(orders, func(o order) bool { return strings.TrimSpace(o.rep) == "02" && !october.Contains(o.day) })
	ask := metric.Ask{Metric: "mean", By: "rep", Period: october}
	book, err := book.Compute(t.Context(), m, loadedBench(t, orders), []metric.Ask{ask})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range book.Answer(ask).Slices {
		if f := s.Figure; !f.AC.OK() || s.Key == "02" && (f.PP.State != metric.NoData || f.PY.State != metric.NoData) || s.Key == "01" && (!f.PP.OK() || !f.PY.OK()) {
			t.Errorf("%s: %v, the month before %v, last year %v", s.Key, f.AC, f.PP, f.PY)
		}
	}
}
