package matrix

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// If only five of the last thirteen weeks have data, small multiples and heat maps show five.
func TestOnlyWeeksOfWhichDataTells(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Multiples: &section.Multiples{Metric: "revenue", By: "rep", Last: period.Span{N: 13, Unit: period.Week}}},
		section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 13, Unit: period.Week}}})
	sections := maker.Sections(t, s, sectiontest.Since(s, period.NewDate(2026, 10, 12), "900"))
	if panels, columns := len(sections[0].Blocks[0].Multiples.Panels[0].AC), len(sections[1].Blocks[0].Heat.Columns); panels != 5 || columns != 5 {
		t.Errorf("%d and %d weeks", panels, columns)
	}
	for _, sec := range sections {
		if !strings.HasPrefix(sectiontest.PlainSpaces(sec.Note), "5 semaines, 12 oct.") {
			t.Errorf("%s: note %q", sec.Kind, sec.Note)
		}
	}
}

// If a metric's data ends on a Thursday, the week's column has a star, and a footnote names the day.
func TestHeatMapIsCutWhereTheMetricEnds(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB", section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 3, Unit: period.Week}}})
	s.Metrics["revenue"].CutOff, s.Metrics["revenue"].Newest = period.NewDate(2026, 11, 13), period.NewDate(2026, 11, 12)
	for _, a := range maker.Needs(t, s).Asks {
		if a.Period == s.Periods[0] {
			t.Error("the whole week is asked for")
		}
	}
	sec := maker.First(t, s, sectiontest.Members(s, "revenue", "412000 430000 398000", "Anna: 412000 430000 398000"))
	if !slices.ContainsFunc(sec.Footnotes, func(text string) bool { return strings.Contains(text, "known up to 12 November 2026") }) {
		t.Errorf("footnotes %q", sec.Footnotes)
	}
	if columns := sec.Blocks[0].Heat.Columns; columns[2] != "W46*" {
		t.Errorf("columns %q", columns)
	}
}

// If no cell has a value, one sentence gives the reason instead of a grid of signs. A grid without shades has no
// footnote about them.
func TestOneSentenceForNothing(t *testing.T) {
	for _, c := range []struct {
		show, ac, pl, py string
		want             string // the sentence; "" if a grid is shown
	}{
		{"vs_last_year", "5", "4", "no data", "N-1 : aucune donnée pour cette période."},
		{"attainment", "5", "no target", "4", "Obj. : aucun objectif n’est fixé."},
		{"attainment", "5", "4", "no data", ""}, {"vs_last_year", "5", "4", "0", ""},
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 3, Unit: period.Week}, Show: c.show}})
		sec := maker.First(t, s, sectiontest.Uniform(s, 2, sectiontest.Num(c.ac), sectiontest.Num(c.pl), sectiontest.Num(c.py)))
		got := ""
		if text := sec.Blocks[0].Text; text != nil {
			got = sectiontest.PlainSpaces(text.Paragraphs[0].Runs[0].Text)
		}
		if notes := strings.Join(sec.Footnotes, " "); got != c.want || (c.py == "0" || got != "") && strings.Contains(notes, "Vert") {
			t.Errorf("%s of %s, %s, %s: %q, notes %q", c.show, c.ac, c.pl, c.py, got, notes)
		}
	}
}

// The value of unassigned rows does not weaken the shades of the members.
func TestRowsOfNobodyBeyondTheScale(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 2, Unit: period.Week}}})
	sec := maker.First(t, s, sectiontest.Members(s, "revenue", "75 25 1", "A: 8 10 1", "B: 12 15 1", ": 700 -none- 1"))
	if shade := sec.Blocks[0].Heat.Rows[0].Cells[0].Shade; shade != 1 {
		t.Errorf("the largest member is shaded %v", shade)
	}
}

// The differences of a score are in its own points, never in per cent.
func TestScoresDifferInPoints(t *testing.T) {
	for _, tag := range []string{"fr-FR", "en-GB", "de-DE"} {
		s := sectiontest.Scope(t, tag, section.Section{HeatMap: &section.HeatMap{Metric: "nps", By: "rep", Last: period.Span{N: 3, Unit: period.Week}, Show: "vs_last_year"}})
		b := sectiontest.Scores(s)
		if text := maker.First(t, s, b).Blocks[0].Heat.Rows[0].Cells[0].Text; text != "+29" {
			t.Errorf("%s: %q", tag, text)
		}
	}
}

// If no member has a target although the section compares with it, a footnote gives the reason.
func TestAPlanForTheWholeAlone(t *testing.T) {
	months := period.Span{N: 3, Unit: period.Month}
	for want, c := range map[string]struct {
		section section.Section
		whole   bool
	}{
		"Fixé pour l’ensemble seulement, non par rep : objectif.": {section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: months, Show: "attainment"}}, true},
		"Non fixé pour cette période : objectif.":                 {section.Section{Multiples: &section.Multiples{Metric: "revenue", By: "rep", Last: months, Compare: "target"}}, false},
	} {
		s := sectiontest.Monthly(t, "fr-FR", c.section)
		sec := maker.First(t, s, sectiontest.Without(s, c.whole, metric.TargetScenario))
		sectiontest.CheckUnset(t, sec, want)
	}
}

// A footnote names the scenarios that the section shows and that are not split as the YAML asks, and no others.
func TestUnshapedIsNoted(t *testing.T) {
	months := period.Span{N: 5, Unit: period.Month}
	const both = "objectif (T3 2026 et T4 2026)"
	for _, c := range []struct {
		section section.Section
		want    string
	}{
		{section.Section{Multiples: &section.Multiples{Metric: "revenue", By: "rep", Last: months, Compare: "target"}}, both},
		{section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: months, Show: "attainment"}}, both},
		{section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: months}}, ""},
	} {
		s := sectiontest.Monthly(t, "fr-FR", c.section)
		sectiontest.CheckUnshaped(t, s, maker, c.want)
	}
}

func TestSectionsNameWhatIsWrong(t *testing.T) {
	for want, c := range map[string]section.Section{
		`small_multiples.metric: "customers" has no date column, so it has no past to show (add date: to it, or name another metric)`: smallMultiples("customers", period.Span{N: 3, Unit: period.Week}, ""),
		`cohorts.per: "decade" is not one of week, month, quarter, year`:                                                              {Cohorts: &section.Cohorts{Per: "decade"}},
	} {
		if err := maker.Error(sectiontest.Scope(t, "fr-FR", c)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}
