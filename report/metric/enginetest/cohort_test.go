package enginetest

import (
	"strings"
	"testing"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/cohort"
	"bilan/report/metric/metrictest"
)

func cells(list []metric.Cohort) string {
	var rows []string
	for _, c := range list {
		texts := []string{}
		for _, n := range c.Cells {
			texts = append(texts, metrictest.Show(n))
		}
		rows = append(rows, strings.Join(texts, ", "))
	}
	return strings.Join(rows, " | ")
}

// A member belongs to the cohort of its first row. Later rows count in their periods, and rows from the cut-off on do
// not count.
func TestCohorts(t *testing.T) {
	m := model(t)
	m.CutOff = period.NewDate(2026, 3, 20)
	var months []period.Period
	for _, id := range []string{"2026-01", "2026-02", "2026-03", "2026-04"} {
		months = append(months, metrictest.Period(t, m.Calendar, id))
	}
	engine := tables(t, map[string][]string{"orders": {"customer, day, amount",
		"'A', date '2026-01-05', 10.0", "' A', date '2026-01-20', 5.0", "'A', date '2026-03-05', 20.0",
		"'B', date '2026-01-31', 1.0", "'C', date '2026-02-01', 2.0", "'C', date '2026-03-25', 99.0",
		"'D', date '2025-12-31', 3.0", "'D', date '2026-01-02', 3.0", "null, date '2026-01-02', 7.0", "'E', null, 7.0"}})
	ask := metric.CohortAsk{Dataset: "orders", Member: "customer", Date: "day", Periods: months}
	list, err := cohort.Compute(t.Context(), m, engine, ask)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := cells(list), "2, 0, 1, not yet | 1, 0, not yet | 0, not yet | not yet"; got != want {
		t.Errorf("members: %s, want %s", got, want)
	}
	if list[0].Size != 2 || list[1].Size != 1 || list[2].Size != 0 {
		t.Errorf("%+v", list)
	}
	ask.Value, ask.AddsUp = "sum(amount)", true
	if list, err = cohort.Compute(t.Context(), m, engine, ask); err != nil {
		t.Fatal(err)
	}
	if got, want := cells(list), "16, 0, 20, not yet | 2, 0, not yet | 0, not yet | not yet"; got != want {
		t.Errorf("amounts: %s, want %s", got, want)
	}
	ask.Value, ask.AddsUp = "avg(amount)", false
	if list, err = cohort.Compute(t.Context(), m, engine, ask); err != nil {
		t.Fatal(err)
	}
	if got := metrictest.Show(list[0].Cells[1]); got != "no data" {
		t.Errorf("the mean of nobody is %s", got)
	}
	if none, err := cohort.Compute(t.Context(), m, engine, metric.CohortAsk{Dataset: "orders"}); none != nil || err != nil {
		t.Errorf("of no period: %v, %v", none, err)
	}
}
