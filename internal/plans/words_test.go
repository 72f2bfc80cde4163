package plans

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/locale"
	"bilan/report/metric"
	"bilan/report/scope"
)

// planForTexts returns a plan with the parts that the texts of doubts need.
func planForTexts(t *testing.T, tag string) *Plan {
	t.Helper()
	loc, err := locale.For(tag)
	if err != nil {
		t.Fatal(err)
	}
	return &Plan{
		Scope: &scope.Scope{Locale: loc},
		Model: &metric.Model{Metrics: map[string]*metric.Metric{
			"a": {Name: "a", Label: "Commandes", Dataset: "orders"}, "b": {Name: "b", Label: "CA HT", Dataset: "orders"}}},
		Needs: scope.Needs{Asks: []metric.Ask{{Metric: "b"}, {Metric: "a"}}},
	}
}

// A dataset's label is that of its first metric in the report, else of a sum of money over its rows, else of any metric of
// it, else its own name.
func TestDatasetLabels(t *testing.T) {
	plan := planForTexts(t, "fr-FR")
	if got := plan.DatasetLabel("orders"); got != "CA HT" {
		t.Errorf("in the report: %q", got)
	}
	plan.Needs.Asks = nil
	if got := plan.DatasetLabel("orders"); got != "Commandes" {
		t.Errorf("elsewhere: %q", got)
	}
	plan.Model.Metrics["c"] = &metric.Metric{Name: "c", Label: "Facturé", Dataset: "orders", AddsUp: true, Unit: metric.Currency}
	if got := plan.DatasetLabel("orders"); got != "Facturé" {
		t.Errorf("elsewhere, with a sum of money: %q", got)
	}
	delete(plan.Model.Metrics, "c")
	plan.Report.Sections = []section.Section{{Cohorts: &section.Cohorts{Dataset: "all"}}, {Cohorts: &section.Cohorts{Dataset: "all", Title: "T"}},
		{Pipeline: &section.Pipeline{Dataset: "deals", Title: "Affaires"}}, {Pipeline: &section.Pipeline{Dataset: "orders"}}}
	for dataset, want := range map[string]string{"all": "Cohortes", "deals": "Affaires", "orders": "Commandes"} {
		if got := plan.DatasetLabel(dataset); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %s", dataset, got, want)
		}
	}
	if got := plan.DatasetLabel("reps"); got != "reps" {
		t.Errorf("nowhere: %q", got)
	}
}
