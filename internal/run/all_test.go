package run

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"bilan/internal/loaded"
	"bilan/internal/plans"
)

// Reports that can share their data are made from one read, and are the same as when made alone. A report that cannot be
// planned or made does not prevent the others.
func TestProduceAll(t *testing.T) {
	c := readCompany(t, "burst")
	c["bilan.yaml"] += `  mois:
    title: Mois
    periods: [month to date]
    sections: [{scorecard: [revenue, basket]}, {breakdown: {metric: revenue, by: product}}]
  anglais: {title: In English, locale: en-GB, periods: [last week], sections: [{scorecard: [revenue]}]}
`
	p := c.program(t, nil)
	opened, open := 0, p.OpenWorkbench
	p.OpenWorkbench = func(ctx context.Context, dir string, zone *time.Location) (loaded.Workbench, error) {
		opened++
		return open(ctx, dir, zone)
	}
	orders := []plans.Order{{Report: "hebdo"}, {Report: "anglais"}, {Report: "nobody"}, {Report: "mois"}}
	made := map[string][]byte{}
	var order []string
	err := p.ProduceAll(t.Context(), orders, func(report string, e *Edition, err error) error {
		order = append(order, report)
		if report == "nobody" {
			if err == nil || e != nil {
				t.Error("an unknown report was made")
			}
			return nil
		}
		if err != nil {
			t.Fatalf("%s: %v", report, err)
		}
		made[report], err = e.JSON()
		return err
	})
	if err != nil || !slices.Equal(order, []string{"nobody", "hebdo", "mois", "anglais"}) {
		t.Fatalf("%v, %v", order, err)
	}
	if opened != 3 { // once to plan them, once for the French reports, once for the English one
		t.Errorf("%d workbenches were opened", opened)
	}
	for report, text := range made {
		e, err := p.Produce(t.Context(), plans.Order{Report: report})
		if err != nil {
			t.Fatal(err)
		}
		if alone, err := e.JSON(); err != nil || !bytes.Equal(alone, text) {
			t.Errorf("%s is another report alone: %v", report, err)
		}
	}
}

// An error of the function that takes the editions ends the run.
func TestProduceAllEnds(t *testing.T) {
	p := readCompany(t, "burst").program(t, nil)
	enough, n := errors.New("enough"), 0
	err := p.ProduceAll(t.Context(), []plans.Order{{Report: "hebdo"}, {Report: "hebdo"}}, func(string, *Edition, error) error {
		n++
		return enough
	})
	if !errors.Is(err, enough) || n != 1 {
		t.Errorf("%v after %d", err, n)
	}
}

// If a fault makes the common read fail, only the report with the fault gets its error.
func TestProduceAllBlamesOne(t *testing.T) {
	c := readCompany(t, "burst")
	c["bilan.yaml"] += "  plus: {title: Plus, periods: [last week], sections: [{table: {query: \"select nothing from more\"}}]}\n"
	c.change(t, "bilan.yaml", "  deals: {source: data, query: select * from deals, keys: {rep: owner}}",
		"  deals: {source: data, query: select * from deals, keys: {rep: owner}}\n  more: {source: data, query: \"select 1 / amount as nothing, missing_column from orders\"}")
	p := c.program(t, nil)
	failed := map[string]bool{}
	if err := p.ProduceAll(t.Context(), []plans.Order{{Report: "hebdo"}, {Report: "plus"}}, func(report string, e *Edition, err error) error {
		failed[report] = err != nil
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if failed["hebdo"] || !failed["plus"] || len(failed) != 2 {
		t.Errorf("failed: %v", failed)
	}
}
