package insights

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// maker makes the section.
var maker = sectiontest.Maker(func(s *scope.Scope, c section.Section, _ string) (scope.Part, error) { return New(s, c.Insights) })

// october is a report on October 2026.
func october(t *testing.T, tag string, sections ...section.Section) *scope.Scope {
	t.Helper()
	s := sectiontest.Scope(t, tag, sections...)
	s.Periods = []period.Period{s.Calendar.Containing(period.Month, period.NewDate(2026, 10, 1))}
	return s
}

func about(c section.Insights) section.Section { return section.Section{Insights: &c} }

// The sentences are in the text of the section and, with their numbers, in its insights.
func TestSentencesOfTheSection(t *testing.T) {
	s := october(t, "fr-FR", about(section.Insights{Metrics: sectiontest.Words("revenue"), By: sectiontest.Words("region"), Most: 3}))
	sec := maker.First(t, s, sectiontest.Missed(s))
	if sec.Kind != "insights" || sec.Title != "À retenir" || sectiontest.PlainSpaces(sec.Note) != "octobre 2026" || len(sec.Insights) == 0 {
		t.Fatalf("%+v", sec)
	}
	text := ""
	for _, p := range sec.Blocks[0].Text.Paragraphs {
		for _, r := range p.Runs {
			text += r.Text
		}
	}
	for _, f := range sec.Insights {
		if !strings.Contains(text, f.Text) || len(f.Numbers) == 0 {
			t.Errorf("%q with %v is not in %q", f.Text, f.Numbers, text)
		}
	}
}

// If nothing is unusual, one sentence says so.
func TestNothingToSay(t *testing.T) {
	s := october(t, "fr-FR", about(section.Insights{Metrics: sectiontest.Words("revenue"), By: sectiontest.Words("rep"), Most: 3}))
	sec := maker.First(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("100"), sectiontest.Num("100"), sectiontest.Num("100")))
	if got := sec.Blocks[0].Text.Paragraphs[0].Runs[0].Text; got != "Rien ne se détache sur cette période." || len(sec.Insights) != 0 {
		t.Errorf("says %q", got)
	}
}

// Every figure that the section reads is one that it asks for.
func TestSectionAsksForItsFigures(t *testing.T) {
	s := october(t, "en-GB", about(section.Insights{Metrics: sectiontest.Words("revenue"), By: sectiontest.Words("region"), Most: 3}))
	maker.UsesItsNeeds(t, s, sectiontest.Missed(s))
}

func TestSectionNamesWhatIsWrong(t *testing.T) {
	want := `insights.metrics: no metric is called "x"`
	if err := maker.Error(sectiontest.Scope(t, "fr-FR", about(section.Insights{Metrics: sectiontest.Words("revenue", "x")}))); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// The section can be made from any data.
func TestOnAnyData(t *testing.T) {
	maker.OnAnyData(t, about(section.Insights{Metrics: sectiontest.Words("revenue", "conversion", "complaints"), By: sectiontest.Words("rep"), Most: 3}))
}
