package main

import (
	"context"
	"math/big"
	"testing"

	"bilan/report/metric"
	"bilan/report/metric/book"
)

// A ratio has its number of rows. It has no status if they are too few for one.
func TestRatiosOfFewRowsHaveNoStatus(t *testing.T) {
	orders := randomOrders(2_500)
	bench, m := loadedBench(t, orders), figuresModel(t)
	won := m.Metrics["won"]
	won.SmallN, won.OnTrack, won.AtRisk = 10, big.NewRat(1, 1), big.NewRat(9, 10)
	m.Targets = append(m.Targets, metric.Target{Metric: "won", Literal: big.NewRat(1, 2)})
	seen := map[string]bool{}
	for _, id := range []string{"2026-10", "2026-W40", "2025", "2026-10-01"} {
		a := metric.Ask{Metric: "won", By: "rep", Period: known(t, m, id)}
		book, err := book.Compute(context.Background(), m, bench, []metric.Ask{a})
		if err != nil {
			t.Fatal(err)
		}
		check := func(f metric.Figure, mine func(order) bool) {
			var n int64
			for _, o := range orders {
				if a.Period.Contains(o.day) && o.cents > 0 && mine(o) {
					n++
				}
			}
			if f.N != n || f.HasFewRows() != (n > 0 && n < 10) || f.AC.OK() && (f.Status == metric.NoStatus) != (n < 30) {
				t.Errorf("%s: n %d, want %d; few %v, status %v", id, f.N, n, f.HasFewRows(), f.Status)
			}
			seen[map[bool]string{true: "few", false: "many"}[f.HasFewRows()]] = true
			seen[map[bool]string{true: "judged", false: "not judged"}[n >= 30]] = true
		}
		check(book.Answer(a).Total, func(order) bool { return true })
		for _, s := range book.Answer(a).Slices {
			if !s.Unassigned {
				check(s.Figure, func(o order) bool { return repOf(o) == s.Key })
			}
		}
	}
	if len(seen) != 4 {
		t.Errorf("only %v was tried", seen)
	}
}
