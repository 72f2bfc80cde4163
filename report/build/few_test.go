package build

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// A ratio of too few rows is grey, has its n, has no judgement, and is last whatever its value is.
func TestFewRowsAreShownAndNotJudged(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR",
		section.Section{TargetTable: &section.TargetTable{Metric: "conversion", By: "rep", Period: period.MustPhrase("last week")}},
		section.Section{Breakdown: &section.Breakdown{Metric: "conversion", By: "rep", Period: period.MustPhrase("last week")}},
		section.Section{Scorecard: &section.Scorecard{Metrics: []string{"conversion"}, Period: period.MustPhrase("last week")}})
	m := s.Metrics["conversion"]
	m.SmallN = 10
	of := func(ac string, n int64) metric.Figure {
		f := sectiontest.Figure(m, sectiontest.Num(ac), sectiontest.Num("0.5"), sectiontest.Num("0.5"), sectiontest.Num("0.4"), sectiontest.Num("0.4"))
		if f.N = n; f.Few() {
			f.Status = metric.NoStatus
		}
		return f
	}
	b := &sectiontest.Book{Answers: func(metric.Ask) metric.Answer {
		return metric.Answer{Total: of("0.25", 7), Slices: []metric.Slice{
			{Key: "a", Label: "Anna", Figure: of("0.9", 4)}, {Key: "b", Label: "Bruno", Figure: of("0.4", 40)}, {Key: "c", Label: "Chloé", Figure: of("0.1", 9)},
			{Key: "e", Label: "Émile", Figure: of("no data", 0)}, {Key: "d", Label: "Denis", Figure: of("0.6", 10)},
		}}
	}}
	doc := build(t, s, b)
	table, bars, card := doc.Sections[0].Blocks[0].Table, doc.Sections[1].Blocks[0].Bars, doc.Sections[2].Blocks[0].Cards.Cards[0]
	var lines, bar []string
	for _, r := range table.Rows {
		lines = append(lines, r.Cells[0].Text)
		few := strings.Contains(r.Cells[0].Text, "n\u00a0=") || r.Kind == report.Total
		for i, c := range r.Cells[1:] {
			if few && (c.Tone != report.Muted || c.Status != report.Neutral) {
				t.Errorf("%s, column %d is in colour: %+v", r.Cells[0].Text, i+1, c)
			}
		}
	}
	for _, b := range bars.Bars {
		bar = append(bar, b.Label)
		if strings.Contains(b.Label, "n\u00a0=") && b.Tone != report.Muted {
			t.Errorf("%s is in colour", b.Label)
		}
	}
	if want := []string{"Bruno", "Denis", "Chloé (n\u00a0=\u00a09)", "Anna (n\u00a0=\u00a04)", "Émile"}; !slices.Equal(lines[:5], want) {
		t.Errorf("lines %q, want %q", lines, want)
	}
	if want := []string{"Denis", "Bruno", "Anna (n\u00a0=\u00a04)", "Chloé (n\u00a0=\u00a09)", "Émile"}; !slices.Equal(bar[:5], want) {
		t.Errorf("bars %q, want %q", bar, want)
	}
	if card.Status != "" || !slices.ContainsFunc(card.Lines, func(l report.CardLine) bool { return l.Label == "n\u00a0=\u00a07" }) {
		t.Errorf("card %+v", card)
	}
	for i, sec := range doc.Sections {
		if !slices.ContainsFunc(sec.Footnotes, func(f string) bool { return strings.HasPrefix(f, "Moins de 10 cas (n)") }) {
			t.Errorf("section %d does not say why: %q", i, sec.Footnotes)
		}
	}
}

// The table below the cards also shows the n of a ratio of too few rows.
func TestFewRowsBelowTheCards(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"conversion"}}})
	m := s.Metrics["conversion"]
	m.SmallN = 10
	f := sectiontest.Figure(m, sectiontest.Num("0.25"), sectiontest.Num("0.5"), sectiontest.Num("0.5"), sectiontest.Num("0.4"), sectiontest.Num("0.4"))
	f.N = 7
	doc := build(t, s, &sectiontest.Book{Answers: func(metric.Ask) metric.Answer { return metric.Answer{Total: f} }})
	cells := doc.Sections[0].Blocks[1].Table.Rows[0].Cells
	if sectiontest.PlainSpaces(cells[1].Text) != "(n = 7) 25,0 %" {
		t.Errorf("the value is %q", cells[1].Text)
	}
	for _, c := range cells[1:] {
		if c.Tone != report.Muted {
			t.Errorf("%q is in colour", c.Text)
		}
	}
	if !slices.ContainsFunc(doc.Sections[0].Notes(), func(n string) bool { return strings.Contains(n, "trop peu") }) {
		t.Errorf("the notes are %q", doc.Sections[0].Notes())
	}
}
