package scorecard

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// The table below the cards also shows the n of a ratio of too few rows.
func TestFewRowsBelowTheCards(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"conversion"}}})
	m := s.Metrics["conversion"]
	m.SmallN = 10
	f := sectiontest.Figure(m, sectiontest.Num("0.25"), sectiontest.Num("0.5"), sectiontest.Num("0.5"), sectiontest.Num("0.4"), sectiontest.Num("0.4"))
	f.N = 7
	sections := maker.Sections(t, s, &sectiontest.Book{Answers: func(metric.Ask) metric.Answer { return metric.Answer{Total: f} }})
	cells := sections[0].Blocks[1].Table.Rows[0].Cells
	if sectiontest.PlainSpaces(cells[1].Text) != "(n = 7) 25,0 %" {
		t.Errorf("the value is %q", cells[1].Text)
	}
	for _, c := range cells[1:] {
		if c.Tone != report.Muted {
			t.Errorf("%q is in colour", c.Text)
		}
	}
	if !slices.ContainsFunc(sections[0].Notes(), func(n string) bool { return strings.Contains(n, "trop peu") }) {
		t.Errorf("the notes are %q", sections[0].Notes())
	}
}

// A card of a ratio of too few rows has its n and no status.
func TestFewRowsAreShownAndNotJudged(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", lastWeek("conversion"))
	sec := maker.First(t, s, sectiontest.FewRows(s))
	card := sec.Blocks[0].Cards.Cards[0]
	if card.Status != "" || !slices.ContainsFunc(card.Lines, func(l report.CardLine) bool { return l.Label == "n\u00a0=\u00a07" }) {
		t.Errorf("card %+v", card)
	}
	if !slices.ContainsFunc(sec.Footnotes, func(f string) bool { return strings.HasPrefix(f, "Moins de 10 cas (n)") }) {
		t.Errorf("the section does not say why: %q", sec.Footnotes)
	}
}
