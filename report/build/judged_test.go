package build

import (
	"strings"
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/sectiontest"
)

// A gap with a judgement is not printed as 0. The column gets one more decimal if that shows most gaps; a smaller gap
// gets more decimals in its own cell.
func TestAJudgedGapIsNotZero(t *testing.T) {
	for name, c := range map[string]struct {
		metric, total string
		members       []string
		want          string
	}{
		"one decimal more": {"revenue", "152600000 156300000 1", []string{"A: 117000000 120000000 1", "B: 25300000 25700000 1", "C: 10300000 10600000 1"},
			"M€: A 120,0 117,0 ▼ −3,0 97,5 | B 25,7 25,3 ▼ −0,4 98,4 | C 10,6 10,3 ▼ −0,3 97,2 | Total 156,3 152,6 ▼ −3,7 97,6"},
		"more in its own cell": {"revenue", "399997 400003 1", []string{"A: 299996 300000 1", "B: 100001 100003 1"},
			"k€: A 300 300 ▼ −0,004 99,9 | B 100 100 ▼ −0,002 99,9 | Total 400 400 ▼ −0,006 99,9"},
		"ahead":     {"revenue", "101400 100000 1", []string{"A: 100300 100000 1", "B: 1100 0 1"}, "k€: A 100,0 100,3 ▲ +0,3 100,3 | B 0,0 1,1 ▲ +1,1 div. 0 | Total 100,0 101,4 ▲ +1,4 101,4"},
		"reached":   {"revenue", "100004 100000 1", []string{"A: 100004 100000 1"}, "k€: A 100 100 0 100,0"},
		"no cent":   {"revenue", "99999.9967 100000 1", []string{"A: 99999.9967 100000 1"}, "k€: A 100 100 0 99,9"},
		"in points": {"conversion", "0.2796 0.28 0.2", []string{"A: 0.2797 0.28 0.2"}, "%: A 28,00 27,97 ▼ −0,03 99,9 | Ensemble 28,00 27,96 ▼ −0,04 99,9"},
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{TargetTable: &section.TargetTable{Metric: c.metric, By: "rep", Period: period.MustPhrase("last week"),
			Columns: scalar.StringList{"target", "actual", "gap", "attainment"}}})
		sec := one(t, s, sectiontest.Members(s, c.metric, c.total, c.members...))
		var rows []string
		for _, row := range sec.Blocks[0].Table.Rows {
			var cells []string
			for _, cell := range row.Cells {
				cells = append(cells, cell.Text)
			}
			rows = append(rows, strings.Join(cells, " "))
		}
		if got := sectiontest.PlainSpaces(sec.Unit + ": " + strings.Join(rows, " | ")); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// Cards, headline and subject do not call a target reached that is missed by a small amount.
func TestACloseMissIsTold(t *testing.T) {
	for _, c := range []struct{ metric, ac, pl, card, headline string }{
		{"revenue", "399996", "400000", "▼ −4 €", "4 € sous l’objectif"},
		{"conversion", "0.2797", "0.28", "▼ −0,03 pt", "0,03 pt sous l’objectif"},
		{"revenue", "400000", "400000", "0,0 %", "au niveau de l’objectif"},
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Scorecard: &section.Scorecard{Metrics: []string{c.metric}, Period: period.MustPhrase("last week")}})
		doc := build(t, s, sectiontest.Members(s, c.metric, c.ac+" "+c.pl+" -nd-"))
		if got := sectiontest.PlainSpaces(doc.Sections[0].Blocks[0].Cards.Cards[0].Lines[0].Text); got != c.card {
			t.Errorf("%s of %s: card %q, want %q", c.ac, c.pl, got, c.card)
		}
		if got := sectiontest.PlainSpaces(doc.Headline); !strings.Contains(got, c.headline) {
			t.Errorf("%s of %s: headline %q, want %q", c.ac, c.pl, got, c.headline)
		}
	}
}

// The bar of unassigned rows is cut if it is too long for the scale of the members, and a table draws no bullet for
// them.
func TestRowsOfNobodyBeyondTheScale(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week")}},
		section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week")}},
		section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 2, Unit: period.Week}}})
	doc := build(t, s, sectiontest.Members(s, "revenue", "75 25 1", "A: 8 10 1", "B: 12 15 1", ": 700 -none- 1"))
	bars := doc.Sections[0].Blocks[0].Bars
	if nobody := bars.Bars[2]; !nobody.Beyond || bars.Max != 15 || !strings.Contains(strings.Join(doc.Sections[0].Footnotes, " "), "(non affecté)\u00a0: barre coupée") {
		t.Errorf("%+v to %v, notes %v", nobody, bars.Max, doc.Sections[0].Footnotes)
	}
	rows := doc.Sections[1].Blocks[0].Table.Rows
	if last := rows[2].Cells[5].Bullet; last != nil || rows[0].Cells[5].Bullet.Max != 15 {
		t.Errorf("bullets %+v and %+v", rows[0].Cells[5].Bullet, last)
	}
	if shade := doc.Sections[2].Blocks[0].Heat.Rows[0].Cells[0].Shade; shade != 1 {
		t.Errorf("the largest member is shaded %v", shade)
	}
}
