package figure

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/place"
	"bilan/internal/period"
	"bilan/internal/yamlfile"
)

// checker returns a Checker over metrics whose keys count as written in a file.
func checker(metrics map[string]Metric) *Checker {
	r := yamlfile.NewReader(nil, nil)
	r.Files = []*yamlfile.File{{Name: "bilan.yaml"}}
	n := place.New(r)
	for name, m := range metrics {
		for key, written := range map[string]bool{"formula": m.Formula != "", "value": m.Value != "", "dataset": m.Dataset != "", "date": m.Date != ""} {
			if written {
				n.Positions["metrics."+name+"."+key] = yamlfile.Position{Line: 1}
			}
		}
	}
	return &Checker{Notes: n, Set: Set{Metrics: metrics}}
}

// A formula gets its terms, the metrics with values that it is made of, also through other formulas. Its dataset is
// that of a term, of a state if there is one.
func TestDeriveTerms(t *testing.T) {
	l := checker(map[string]Metric{
		"revenue": {Dataset: "orders", Date: "day", Value: "sum(amount)"}, "sales": {Dataset: "orders", Date: "day", Value: "count(*)"}, "stock": {Dataset: "stocks", Value: "sum(pieces)"},
		"basket": {Formula: "revenue / sales"}, "cover": {Formula: "basket / stock + revenue"},
	})
	l.DeriveTerms()
	if len(l.Found) != 0 {
		t.Fatal(l.Found)
	}
	if m := l.Metrics["basket"]; !slices.Equal(m.Terms, []string{"revenue", "sales"}) || m.Dataset != "orders" || m.Date != "day" {
		t.Errorf("%+v", m)
	}
	if m := l.Metrics["cover"]; !slices.Equal(m.Terms, []string{"revenue", "sales", "stock"}) || m.Dataset != "stocks" || m.Date != "" {
		t.Errorf("%+v", m)
	}
	if got := l.Terms("revenue"); !slices.Equal(got, []string{"revenue"}) {
		t.Error(got)
	}
}

// The mistake for a formula that depends on itself shows the way back. A metric has either a value or a formula.
func TestDeriveMistakes(t *testing.T) {
	for name, c := range map[string]struct {
		metrics map[string]Metric
		want    string
	}{
		"a circle":   {map[string]Metric{"a": {Formula: "b + 1"}, "b": {Formula: "a + 1"}}, "depends on itself: a → b → a"},
		"no value":   {map[string]Metric{"a": {Dataset: "orders"}}, `has no "value"`},
		"no dataset": {map[string]Metric{"a": {Value: "sum(x)"}}, `has no "dataset"`},
	} {
		l := checker(c.metrics)
		l.DeriveTerms()
		var got []string
		for _, m := range l.Found {
			got = append(got, m.Message)
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	l := checker(map[string]Metric{"a": {Formula: "missing / 2"}})
	if l.DeriveTerms(); l.AllLegible("metrics.a.formula") {
		t.Error("a formula over what is not there counts as read")
	}
}

func TestParseIdentity(t *testing.T) {
	if i, err := ParseIdentity(" revenue = sales *basket* rate "); err != nil || i.Of != "revenue" || !slices.Equal(i.Factors, []string{"sales", "basket", "rate"}) {
		t.Errorf("%+v, %v", i, err)
	}
	for _, text := range []string{"revenue", "revenue = sales", "= a * b", "revenue = a / b", "revenue = (a * b)", "revenue = a * b + c"} {
		if _, err := ParseIdentity(text); err == nil || !strings.Contains(err.Error(), "write revenue = sales * basket") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// The expression of a metric tells whether it is additive over time, unless the YAML says so.
func TestSums(t *testing.T) {
	yes, no := true, false
	for name, c := range map[string]struct {
		m          Metric
		sums, ever bool
	}{
		"a sum":            {Metric{Value: "sum(amount)"}, true, true},
		"a count":          {Metric{Value: " Count(*) "}, true, true},
		"a distinct count": {Metric{Value: "count(distinct id)"}, false, true},
		"a mean":           {Metric{Value: "avg(amount)"}, false, false},
		"an expression":    {Metric{Value: "sum(a) / sum(b)"}, false, true},
		"a share":          {Metric{Value: "sum(a) / sum(b)", Unit: "percent"}, false, false},
		"a formula":        {Metric{Formula: "a / b"}, false, false},
		"a window":         {Metric{Value: "sum(amount)", Window: period.Span{N: 12, Unit: period.Month}}, false, false},
		"said so":          {Metric{Value: "max(total)", AddsUp: &yes}, true, true},
		"said not to":      {Metric{Value: "sum(amount)", AddsUp: &no}, false, false},
	} {
		if got := c.m.surelyAdds(); got != c.sums {
			t.Errorf("%s sums: %v", name, got)
		}
		if got := !c.m.NeverAdds(); got != c.ever {
			t.Errorf("%s may sum: %v", name, got)
		}
	}
}

func TestDimensionNames(t *testing.T) {
	for name, c := range map[string]struct {
		d             Dimension
		label, header string
	}{
		"a roster":           {Dimension{Dataset: "reps", Key: "id", Label: "name"}, "name", ""},
		"a roster of keys":   {Dimension{Dataset: "reps", Key: "id", Name: "Commercial"}, "id", "Commercial"},
		"values in the data": {Dimension{Label: "Région"}, "", "Région"},
	} {
		if got := c.d.LabelColumn(); got != c.label {
			t.Errorf("%s: %q", name, got)
		}
		if got := c.d.Heading(); got != c.header {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// FillIn sets the defaults of targets and metrics.
func TestFillIn(t *testing.T) {
	target := Target{Metric: "revenue"}
	target.FillIn()
	if target.Scale.Rat.RatString() != "1" || target.Scenario != "target" || target.Share != "business_days" {
		t.Errorf("%+v", target)
	}
	m := Metric{Unit: "currency", Formula: "a / b"}
	m.FillIn("EUR")
	if m.Currency != "EUR" || m.Parsed == nil || m.OnTrack.Rat.RatString() != "1" || m.AtRisk.Rat.RatString() != "9/10" || m.Better != "higher" {
		t.Errorf("%+v", m)
	}
	count := Metric{}
	if count.FillIn("EUR"); count.Currency != "" || count.Unit != "number" {
		t.Errorf("%+v", count)
	}
}

// A parent gets the case in which the dimension of its name is written.
func TestFoldParents(t *testing.T) {
	s := Set{Dimensions: map[string]Dimension{"Region": {}, "rep": {Parent: "region"}, "store": {Parent: "zone"}}}
	s.FoldParents()
	if s.Dimensions["rep"].Parent != "Region" || s.Dimensions["store"].Parent != "zone" {
		t.Errorf("%+v", s.Dimensions)
	}
}
