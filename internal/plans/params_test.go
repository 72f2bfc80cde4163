package plans

import (
	"testing"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/scope"
)

// A section on a later period than the report's gets its rows, up to the cut-off. A table section stays within the
// report's periods.
func TestDatasetsReachAsFarAsSections(t *testing.T) {
	cal, err := period.NewCalendar(period.Options{})
	if err != nil {
		t.Fatal(err)
	}
	named := func(id string) period.Period {
		p, err := cal.ParsePeriod(id)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, c := range []struct{ asked, dataset, table string }{
		{"2026-10", "2026-11-01", "2026-11-01"},
		{"2026..2026-11-15", "2026-11-16", "2026-11-01"},
		{"2026-11-15", "2026-11-16", "2026-11-01"},
		{"2026-12", "2026-11-01", "2026-11-01"}, // the period is in the future
	} {
		plan := &Plan{
			Periods: []period.Period{named("2026-10"), named("2026-09")}, CutOff: period.NewDate(2026, 11, 16),
			Model: &metric.Model{Calendar: cal}, Needs: scope.Needs{Asks: []metric.Ask{{Metric: "revenue", Period: named(c.asked)}}},
		}
		plan.Params = plan.params()
		if got := DateOf(plan.Params["period_end"]).String(); got != c.dataset {
			t.Errorf("%s: datasets end on %s, want %s", c.asked, got, c.dataset)
		}
		if got := DateOf(plan.TableParams()["period_end"]).String(); got != c.table {
			t.Errorf("%s: tables end on %s, want %s", c.asked, got, c.table)
		}
	}
}
