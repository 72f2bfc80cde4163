package enginetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"bilan/report/metric"
	"bilan/report/metric/metrictest"
	"bilan/report/metric/pipeline"
)

func stage(s metric.Stage) string {
	name := s.Name
	if s.Unknown {
		name += "?"
	}
	return strings.TrimSpace(fmt.Sprintf("%s %d %s %s", name, s.Count, metrictest.Show(s.Amount), metrictest.Show(s.Weighted)))
}

// deals returns the ask for the deals of November, whose columns are id, rep, stage, amount, p and close.
func deals(t *testing.T, m *metric.Model) metric.PipelineAsk {
	return metric.PipelineAsk{Dataset: "deals", ID: "id", Stage: "stage", Stages: []string{"Contact", "Offer", "Contract"}, Won: []string{"Won"}, Lost: []string{"Lost"},
		Amount: "amount", Close: "close", Probability: "p", Period: metrictest.Period(t, m.Calendar, "2026-11")}
}

const dealColumns = "id, rep, stage, amount, p, close"

func manyDeals() []string {
	return []string{dealColumns,
		"'D1', 'R1', 'Offer', 1000.00, 0.5, date '2026-12-15'",
		"'D1', 'R1', 'Offer', 1000.00, 0.5, date '2026-12-15'",
		"'D2', 'R2', 'Contact', 400.00, 0.1, date '2026-10-15'",
		"'D3', 'R2', 'Contact', 600.00, null, null",
		"'D4', 'R1', 'Demo', 50.00, 1.0, date '2026-12-01'",
		"'D5', 'R1', 'Won', 300.00, 1.0, date '2026-11-30'",
		"'D6', 'R2', 'Won', 900.00, 1.0, date '2026-12-01'",
		"'D7', 'R2', 'Lost', 80.00, 0.0, date '2026-11-01'",
		"null, 'R1', 'Offer', 10.00, 0.2, date '2026-12-01'",
		"null, 'R1', 'Offer', 10.00, 0.2, date '2026-12-01'",
	}
}

// Stages are in the YAML's order, those without deals as zero, unknown ones last. A deal counts once, and a row without
// an id is a deal.
func TestPipelineByStage(t *testing.T) {
	m := model(t)
	p, err := pipeline.Compute(t.Context(), m, tables(t, map[string][]string{"deals": manyDeals()}), deals(t, m))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"Contact 2 1000 40", "Offer 3 1020 504", "Contract 0 0 0", "Demo? 1 50 50"} {
		if got := stage(p.Open[i]); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	for what, c := range map[string]struct {
		is   metric.Stage
		want string
	}{
		"total":      {p.Total, "6 2070 594"},
		"won":        {p.Won, "1 300 300"}, // D6 was won in December
		"lost":       {p.Lost, "1 80 0"},
		"overdue":    {p.Overdue, "1 400 40"},
		"unweighted": {p.Unweighted, "1 600 no data"},
	} {
		if got := stage(c.is); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
}

// If any probability is above 1, all are percentages.
func TestProbabilitiesInPerCent(t *testing.T) {
	m := model(t)
	rows := []string{dealColumns, "'D1', 'R1', 'Offer', 1000.00, 50, null::date", "'D2', 'R1', 'Offer', 100.00, 0, null", "'D3', 'R1', 'Offer', 10.00, 100, null"}
	p, err := pipeline.Compute(t.Context(), m, tables(t, map[string][]string{"deals": rows}), deals(t, m))
	if err != nil || stage(p.Open[1]) != "Offer 3 1110 510" {
		t.Errorf("%+v, %v", p, err)
	}
}

// If rows contradict each other, Compute returns an error that names the column and the first deals.
func TestContradictionsInAPipeline(t *testing.T) {
	m := model(t)
	for name, c := range map[string]struct {
		rows         []string
		column, says string
	}{
		"beyond 100":      {[]string{"'D1', 'R1', 'Offer', 1.0, 150, null"}, "probability", "the probability of id D1 is 150"},
		"both notations":  {[]string{"'D1', 'R1', 'Offer', 1.0, 0.5, null", "'D2', 'R1', 'Offer', 1.0, 80, null"}, "probability", "the probability of id D1 is 0.5, but others are above 1"},
		"two amounts":     {[]string{"'D1', 'R1', 'Offer', 1.0, 0.5, null", "'D1', 'R1', 'Offer', 2.0, 0.5, null"}, "amount", "id D1 is on several rows with different amounts: 1.0, 2.0"},
		"two stages":      {[]string{"'D1', 'R1', 'Offer', 1.0, 0.5, null", "'D1', 'R1', 'Won', 1.0, 0.5, null"}, "stage", "id D1 is in several stages: Offer, Won"},
		"two likelihoods": {[]string{"'D1', 'R1', 'Offer', 1.0, 0.5, null", "'D1', 'R1', 'Offer', 1.0, 0.6, null"}, "probability", "id D1 is on several rows with different probabilities"},
	} {
		_, err := pipeline.Compute(t.Context(), m, tables(t, map[string][]string{"deals": append([]string{dealColumns}, c.rows...)}), deals(t, m))
		var e *pipeline.Error
		if !errors.As(err, &e) || e.Column != c.column || !strings.HasPrefix(e.Message(), c.says) || e.Hint() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	var rows []string
	for i := range 7 {
		rows = append(rows, fmt.Sprintf("'D%d', 'R1', 'Offer', 1.0, 101, null", i))
	}
	_, err := pipeline.Compute(t.Context(), m, tables(t, map[string][]string{"deals": append([]string{dealColumns}, rows...)}), deals(t, m))
	if err == nil || !strings.HasSuffix(err.Error(), "the probability of id D4 is 101.0; and 2 more") && !strings.HasSuffix(err.Error(), "the probability of id D4 is 101; and 2 more") {
		t.Errorf("seven: %v", err)
	}
}

// The pipelines of the members sum to the total, and each member owns the amounts of his pipeline.
func TestPipelinesOfMembers(t *testing.T) {
	m := model(t)
	m.Datasets["deals"] = metric.Dataset{Name: "deals", Keys: map[string]string{"rep": "rep"}}
	list := sales()
	list["deals"] = append(manyDeals(), "'D8', 'R9', 'Offer', 5.00, 0.2, null")
	engine, who := tables(t, list), metric.NewOwners()
	parts, err := pipeline.Parts(t.Context(), m, engine, deals(t, m), "rep", who)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"R1": "4 1070 554", "R2": "2 1000 40", "": "1 5 1"} {
		if got := stage(parts[key].Total); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
	if won := parts["R1"].Won; stage(won) != "1 300 300" || won.Amount.Whose != who.Number(metric.Owner{Dimension: "rep", Key: "R1"}) {
		t.Errorf("R1 won %s, which is %v's", stage(won), won.Amount.Whose)
	}
	none := pipeline.NoDeals(deals(t, m))
	if len(none.Open) != 3 || none.Total.Count != 0 || !none.Open[0].Amount.OK() {
		t.Errorf("nobody's: %+v", none)
	}
}

// Without a column of dates there are no overdue deals, and without probabilities no unweighted ones.
func TestPipelineOfCounts(t *testing.T) {
	m := model(t)
	m.Datasets["deals"] = metric.Dataset{Name: "deals", Keys: map[string]string{"rep": "rep"}}
	list := sales()
	list["deals"] = manyDeals()
	engine, ask := tables(t, list), deals(t, m)
	ask.ID, ask.Close, ask.Probability = "", "", ""
	p, err := pipeline.Compute(t.Context(), m, engine, ask)
	if err != nil {
		t.Fatal(err)
	}
	if got := stage(p.Total); got != "7 3070 no data" { // without an id, each row is a deal
		t.Error(got)
	}
	if p.Won.Count+p.Overdue.Count+p.Unweighted.Count != 0 {
		t.Errorf("%+v", p)
	}
	parts, err := pipeline.Parts(t.Context(), m, engine, ask, "rep", metric.NewOwners())
	if err != nil || stage(parts["R1"].Total) != "5 2070 no data" || stage(parts["R2"].Total) != "2 1000 no data" {
		t.Errorf("%+v, %v", parts, err)
	}
	ask.Close, ask.Won = "close", nil
	if parts, err = pipeline.Parts(t.Context(), m, engine, ask, "rep", metric.NewOwners()); err != nil || stage(parts["R2"].Lost) != "1 80 no data" || parts["R1"].Won.Count != 0 {
		t.Errorf("nothing is won: %+v, %v", parts, err)
	}
}
