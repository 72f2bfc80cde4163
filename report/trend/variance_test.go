package trend

import (
	"strings"
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// A tier of percentages is left out if none has a meaning, and a footnote gives the reason. If some have, the tier is
// shown.
func TestTierWithoutPins(t *testing.T) {
	of := func(refs ...string) (pins []report.Point, notes string) {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Trend: &section.Trend{Metric: "revenue", Last: period.Span{N: 3, Unit: period.Week}, Compare: scalar.StringList{"last_year"}}})
		i := 0
		sec := maker.First(t, s, &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
			ref := refs[i%len(refs)]
			i++
			return metric.Answer{Total: sectiontest.Figure(s.Metrics["revenue"], sectiontest.Num("0"), sectiontest.Num("1"), sectiontest.Num("1"), sectiontest.Num(ref), sectiontest.Num("1"))}
		}})
		return sec.Blocks[0].Columns.DeltaPLPct, sectiontest.PlainSpaces(strings.Join(sec.Notes(), " "))
	}
	for _, c := range []struct {
		refs []string
		pins int
		note string
	}{
		{[]string{"0"}, 0, "Écart N-1 % : division par zéro"}, {[]string{"-5"}, 0, "Écart N-1 % : non significatif, la référence est négative"},
		{[]string{"-5", "0", "20"}, 3, "Écart N-1 % : non significatif, la référence est négative"}, {[]string{"0", "20"}, 3, ""}, {[]string{"20"}, 3, ""},
	} {
		pins, notes := of(c.refs...)
		if len(pins) != c.pins || !strings.Contains(notes, c.note) || strings.Contains(notes, "Écart") != (c.note != "") {
			t.Errorf("of %q: %d pins, %q", c.refs, len(pins), notes)
		}
	}
}

// A chart leaves out percentages of a negative reference, and a footnote gives the reason.
func TestNegativeReference(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", trends(section.Trend{Metric: "revenue", Last: period.Span{N: 3, Unit: period.Week}, Compare: scalar.StringList{"last_year"}})...)
	sec := maker.First(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("-10"), sectiontest.Num("0"), sectiontest.Num("-20")))
	if pins := sec.Blocks[0].Columns.DeltaPLPct; pins != nil {
		t.Errorf("pins %+v", pins)
	}
	if got := strings.Join(sec.Notes(), " "); !strings.Contains(got, "la référence est négative") {
		t.Errorf("notes %q", got)
	}
}
