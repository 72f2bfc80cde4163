package targettable

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

func TestTargetTableOrder(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week")}})
	m := s.Metrics["revenue"]
	slice := func(label, ac, pl string) metric.Slice {
		return metric.Slice{Key: label, Label: label, Figure: sectiontest.Figure(m, sectiontest.Num(ac), sectiontest.Num(pl), sectiontest.Num(pl), sectiontest.Num("1"), sectiontest.Num("1"))}
	}
	b := &sectiontest.Book{Answers: func(metric.Ask) metric.Answer {
		return metric.Answer{
			Total: sectiontest.Figure(m, sectiontest.Num("465.6"), sectiontest.Num("500"), sectiontest.Num("500"), sectiontest.Num("1"), sectiontest.Num("1")),
			Slices: []metric.Slice{
				slice("above", "200", "100"), slice("no target", "65.6", "no target"), slice("far below", "0", "300"),
				slice("below", "90", "100"), slice("gone", "0", "no target"),
				{Unassigned: true, Figure: sectiontest.Figure(m, sectiontest.Num("110"), sectiontest.Num("no target"), sectiontest.Num("no target"), sectiontest.Num("1"), sectiontest.Num("1"))},
			},
		}
	}}
	sec := maker.First(t, s, b)
	var names []string
	for _, row := range sec.Blocks[0].Table.Rows {
		names = append(names, row.Cells[0].Text)
	}
	if got := strings.Join(names, ", "); got != "far below, below, above, no target, (non affecté), Total" {
		t.Errorf("order: %s", got)
	}
	if got := strings.Join(sec.Notes(), " | "); !strings.Contains(got, "1\u00a0ligne sans objectif ni réalisé") ||
		!strings.Contains(got, "L’écart total compte aussi") || strings.Contains(got, "aucun objectif") {
		t.Errorf("footnotes: %s", got)
	}
}

// For a metric that should be low, a higher value is bad, and the largest line is still first.
func TestTargetTableLowerIsBetter(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{TargetTable: &section.TargetTable{Metric: "complaints", By: "team", Period: period.MustPhrase("last week")}})
	m := s.Metrics["complaints"]
	b := &sectiontest.Book{Answers: func(metric.Ask) metric.Answer {
		return metric.Answer{Total: sectiontest.Figure(m, sectiontest.Num("15"), sectiontest.Num("20"), sectiontest.Num("20"), sectiontest.Num("1"), sectiontest.Num("1")), Slices: []metric.Slice{
			{Key: "a", Label: "few", Figure: sectiontest.Figure(m, sectiontest.Num("2"), sectiontest.Num("10"), sectiontest.Num("10"), sectiontest.Num("1"), sectiontest.Num("1"))},
			{Key: "b", Label: "many", Figure: sectiontest.Figure(m, sectiontest.Num("13"), sectiontest.Num("10"), sectiontest.Num("10"), sectiontest.Num("1"), sectiontest.Num("1"))},
		}}
	}}
	rows := maker.First(t, s, b).Blocks[0].Table.Rows
	if gap := rows[0].Cells[3]; rows[0].Cells[0].Text != "many" || gap.Text != "▲\u00a0+3" || gap.Tone != report.Bad {
		t.Errorf("first row %+v", rows[0])
	}
	if gap := rows[1].Cells[3]; gap.Text != "▼\u00a0−8" || gap.Tone != report.Good {
		t.Errorf("second row %+v", rows[1])
	}
	if b := rows[0].Cells[5].Bullet; b == nil || b.Good != nil || b.Target == nil {
		t.Errorf("bullet %+v: the ranges of a higher-is-better scale do not hold", b)
	}
}
