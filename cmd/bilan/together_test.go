package main

import (
	"context"
	"strings"
	"testing"

	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/book"
	"bilan/sources/workbench"
)

// statements is a workbench that counts its statements.
type statements struct {
	*workbench.Workbench
	n, values int // all statements, and those that ask for values of metrics
}

func (s *statements) Query(ctx context.Context, sql string, params map[string]any) (*table.Table, error) {
	s.n++
	if strings.Contains(sql, "__v0") {
		s.values++
	}
	return s.Workbench.Query(ctx, sql, params)
}

// Metrics over the same rows come from one statement, each for its own periods, and equal those of separate statements.
// The error for a metric that fails names that metric.
func TestMetricsAreAskedTogether(t *testing.T) {
	m := figuresModel(t)
	m.Targets = nil
	m.Metrics["count"] = &metric.Metric{Name: "count", Dataset: "orders", Date: "day", Value: "count(*)", AddsUp: true}
	m.Metrics["largest"] = &metric.Metric{Name: "largest", Dataset: "orders", Date: "day", Value: "max(amount)"}
	m.Metrics["wrong"] = &metric.Metric{Name: "wrong", Dataset: "orders", Date: "day", Value: "sum(cast(status as integer))"}
	october, november := known(t, m, "2026-10"), known(t, m, "2026-11")
	asks := map[string][]metric.Ask{
		"revenue": {{Metric: "revenue", Period: october}, {Metric: "revenue", By: "rep", Period: october}},
		"count":   {{Metric: "count", Period: november}, {Metric: "count", By: "rep", Period: november}},
		"largest": {{Metric: "largest", By: "rep", Period: october}},
	}
	bench := loadedBench(t, randomOrders(2000))
	compute := func(asks []metric.Ask) (*book.Book, int, error) {
		s := &statements{Workbench: bench}
		book, err := book.Compute(t.Context(), m, s, asks)
		return book, s.n, err
	}
	var all []metric.Ask
	for _, list := range asks {
		all = append(all, list...)
	}
	together, fewer, err := compute(all)
	if err != nil {
		t.Fatal(err)
	}
	more := 0
	for name, list := range asks {
		alone, n, err := compute(list)
		if err != nil {
			t.Fatal(err)
		}
		more += n
		for _, a := range list {
			got, want := together.Answer(a), alone.Answer(a)
			if len(got.Slices) != len(want.Slices) || len(got.Slices) == 0 && a.By != "" || text(got.Total.AC) != text(want.Total.AC) || got.Rows != want.Rows {
				t.Errorf("%s by %q: %v, alone %v", name, a.By, got, want)
			}
			for i := range got.Slices {
				if g, w := got.Slices[i].Figure, want.Slices[i].Figure; text(g.AC) != text(w.AC) || text(g.PY) != text(w.PY) || text(g.PP) != text(w.PP) {
					t.Errorf("%s %s: %s %s %s, alone %s %s %s", name, got.Slices[i].Key, text(g.AC), text(g.PY), text(g.PP), text(w.AC), text(w.PY), text(w.PP))
				}
			}
		}
	}
	if fewer >= more {
		t.Errorf("%d statements together, %d alone", fewer, more)
	}
	wrong := metric.Ask{Metric: "wrong", By: "rep", Period: october}
	if _, _, err := compute(append(all, wrong)); err == nil || !strings.HasPrefix(err.Error(), `metric "wrong"`) {
		t.Errorf("error %v", err)
	}
}

func text(n metric.Num) string {
	if !n.OK() {
		return "none"
	}
	return n.Rat.RatString()
}
