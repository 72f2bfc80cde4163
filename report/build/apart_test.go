package build

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// If the targets of the lines do not sum to the target of the total, a footnote says so. If only some lines have no
// target, another footnote says that.
func TestTargetsOfTheLinesAndOfTheWhole(t *testing.T) {
	const apart, unmatched = "Die Pläne der Zeilen ergeben ", "Die Gesamtabweichung enthält auch das Ist der Zeilen ohne Plan."
	table := func(columns ...string) section.Section {
		return section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Columns: columns}}
	}
	bars := func(compare string) section.Section {
		return section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: compare}}
	}
	for i, c := range []struct {
		section section.Section
		off     int64 // the total's target minus that of the lines, in cents
		want    string
	}{
		{table("target", "actual", "gap"), 0, unmatched},
		{table("target", "actual", "gap"), 1, unmatched}, // the difference is rounded to zero
		{table("target", "actual", "gap"), 5_000_000, apart},
		{table("full_target", "actual"), 5_000_000, apart},
		{table("actual", "budget"), 5_000_000, ""},
		{table("target", "actual"), 0, ""},
		{bars("target"), 5_000_000, apart},
		{bars("target"), 0, ""},
		{bars("last_year"), 5_000_000, ""},
	} {
		s := sectiontest.Monthly(t, "de-DE", c.section)
		b := sectiontest.Planned(s)
		from := b.Answers
		b.Answers = func(a metric.Ask) metric.Answer {
			out := from(a)
			sum := big.NewRat(c.off, 100)
			for _, slice := range out.Slices {
				if n := slice.Figure.PLToDate; n.OK() {
					sum.Add(sum, n.Rat)
				}
			}
			f := &out.Total
			*f = sectiontest.Figure(f.Metric, f.AC, metric.Of(sum), metric.Of(sum), f.PY, f.PP)
			whole := big.NewRat(c.off, 100)
			for _, slice := range out.Slices {
				if n := slice.Figure.PL; n.OK() {
					whole.Add(whole, n.Rat)
				}
			}
			f.PL = metric.Of(whole)
			return out
		}
		sec := one(t, s, b)
		for _, note := range []string{apart, unmatched} {
			said := slices.ContainsFunc(sec.Footnotes, func(f string) bool { return strings.HasPrefix(sectiontest.PlainSpaces(f), note) })
			if said != (note == c.want) {
				t.Errorf("%d: footnotes %q, want %q", i, sec.Footnotes, c.want)
			}
		}
	}
}
