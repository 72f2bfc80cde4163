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

// The column of a scenario that no member has is blank instead of full of signs, and a footnote gives the reason.
func TestAPlanForTheWholeAlone(t *testing.T) {
	const notBy, notSet = "Fixé pour l’ensemble seulement, non par rep : ", "Non fixé pour cette période : "
	table := func(columns ...string) section.Section {
		return section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Columns: columns}}
	}
	for i, c := range []struct {
		section section.Section
		whole   bool
		lost    []metric.Scenario
		want    string
		blank   string // the blank columns of the first line, then those of the total
	}{
		{table("actual", "budget", "vs_budget", "stretch"), true, []metric.Scenario{metric.Budget}, notBy + "budget.", "2 3 / "},
		{table("actual", "budget", "vs_budget", "stretch"), true, []metric.Scenario{metric.Budget, metric.Stretch}, notBy + "budget et ambition.", "2 3 4 / "},
		{table("actual", "budget"), false, []metric.Scenario{metric.Budget}, notSet + "budget.", "2 / 2"},
		{table("actual", "budget"), true, nil, "", " / "},
		{table("target", "actual", "gap", "attainment", "needed"), true, []metric.Scenario{metric.TargetScenario}, notBy + "objectif.", "1 3 4 5 / "},
		{table("actual", "stretch"), true, []metric.Scenario{metric.TargetScenario}, "", " / "},
		{section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: "target"}}, true, []metric.Scenario{metric.TargetScenario}, notBy + "objectif.", ""},
		{section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 3, Unit: period.Month}, Show: "attainment"}}, true, []metric.Scenario{metric.TargetScenario}, notBy + "objectif.", ""},
		{section.Section{Multiples: &section.Multiples{Metric: "revenue", By: "rep", Last: period.Span{N: 3, Unit: period.Month}, Compare: "target"}}, false, []metric.Scenario{metric.TargetScenario}, notSet + "objectif.", ""},
	} {
		s := sectiontest.Monthly(t, "fr-FR", c.section)
		sec := one(t, s, sectiontest.Without(s, c.whole, c.lost...))
		said := slices.ContainsFunc(sec.Footnotes, func(f string) bool { return sectiontest.PlainSpaces(f) == c.want })
		other := slices.ContainsFunc(sec.Footnotes, func(f string) bool {
			f = sectiontest.PlainSpaces(f)
			return f != c.want && (strings.HasPrefix(f, notBy) || strings.HasPrefix(f, notSet))
		})
		if said != (c.want != "") || other {
			t.Errorf("%d: footnotes %q, want %q", i, sec.Footnotes, c.want)
		}
		if table := sec.Blocks[0].Table; table != nil {
			if got := blanks(table.Rows[0]) + " / " + blanks(table.Rows[len(table.Rows)-1]); got != c.blank {
				t.Errorf("%d: blank are %q, want %q: %+v", i, got, c.blank, table.Rows[0])
			}
		}
		if bars := sec.Blocks[0].Bars; bars != nil && (bars.Bars[0].RefTxt != "" || bars.Bars[0].DeltaTxt != "" || bars.Bars[len(bars.Bars)-1].RefTxt == "") {
			t.Errorf("%d: %+v", i, bars.Bars[0])
		}
	}
}

func blanks(r report.Row) string {
	var list []string
	for i, c := range r.Cells {
		if c.Text == "" && c.Bullet == nil {
			list = append(list, string(rune('0'+i)))
		}
	}
	return strings.Join(list, " ")
}
