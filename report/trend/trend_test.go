package trend

import (
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// Ratios and averages are lines, unless the YAML says otherwise. Sums and counts, also of distinct values, are columns.
func TestTrendDecidesHowItIsDrawn(t *testing.T) {
	for _, c := range []struct {
		name string
		m    metric.Metric
		as   string
		line bool
	}{
		{"sum", metric.Metric{Unit: metric.Currency, Value: "sum(amount)", AddsUp: true}, "", false},
		{"sum as a line", metric.Metric{Unit: metric.Currency, AddsUp: true}, "line", true},
		{"percent", metric.Metric{Unit: metric.Percent}, "", true},
		{"percent as columns", metric.Metric{Unit: metric.Percent}, "columns", false},
		{"average in money", metric.Metric{Unit: metric.Currency, Value: "avg(amount)"}, "", true},
		{"average", metric.Metric{Unit: metric.Number, Value: "avg(amount)"}, "", true},
		{"ratio of counts", metric.Metric{Unit: metric.Number, Value: "count(*) / count(distinct rep)"}, "", true},
		{"distinct", metric.Metric{Unit: metric.Number, Counts: true}, "", false},
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Trend: &section.Trend{Metric: "revenue", Last: period.Span{N: 3, Unit: period.Week}, As: c.as}})
		c.m.Name, c.m.Label, c.m.Date, c.m.Currency, c.m.OnTrack, c.m.AtRisk = "revenue", "CA", "day", "EUR", sectiontest.Rat("1"), sectiontest.Rat("0.9")
		s.Metrics["revenue"] = &c.m
		block := maker.First(t, s, sectiontest.Uniform(s, 0, sectiontest.Num("10"), sectiontest.Num("9"), sectiontest.Num("8"))).Blocks[0]
		if got := block.Line != nil; got != c.line {
			t.Errorf("%s: line %v", c.name, got)
		}
	}
}

// A scenario without any value is neither drawn nor named.
func TestTrendNamesOnlyWhatIsThere(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Trend: &section.Trend{Metric: "revenue", Last: period.Span{N: 3, Unit: period.Week}, Compare: scalar.StringList{"target", "last_year"}}})
	sec := maker.First(t, s, sectiontest.Uniform(s, 0, sectiontest.Num("10"), sectiontest.Num("9"), sectiontest.Num("no data")))
	if c := sec.Blocks[0].Columns; c.PY != nil || len(c.PL) != 3 {
		t.Errorf("PY %v, PL %v", c.PY, c.PL)
	}
	if got := sectiontest.PlainSpaces(sec.Note); got != "3 semaines, 26 oct. – 15 nov. 2026 — R = réalisé, Obj. = objectif" {
		t.Errorf("note %q", got)
	}
	sec = maker.First(t, s, sectiontest.Uniform(s, 0, sectiontest.Num("10"), sectiontest.Num("no target"), sectiontest.Num("8")))
	if c := sec.Blocks[0].Columns; c.PL != nil || sectiontest.PlainSpaces(c.Words.DeltaPL) != "Écart N-1" {
		t.Errorf("PL %v, variances against %q", c.PL, c.Words.DeltaPL)
	}
}
