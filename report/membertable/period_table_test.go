package membertable

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

func periodTableOf(t *testing.T, c *section.PeriodTable) (*sectiontest.Book, report.Section) {
	t.Helper()
	s := sectiontest.Scope(t, "fr-FR", section.Section{PeriodTable: c})
	s.Periods = []period.Period{s.Resolve(period.MustPhrase("month to date"))}
	maker.UsesItsNeeds(t, s, sectiontest.Year(s))
	b := sectiontest.Year(s)
	sections := maker.Sections(t, s, b)
	return b, sections[0]
}

// In a table with a line for each month, past months are complete, the open month ends with the last known day, and future
// months have only a target. Sums to date begin in the first line and have the unit of the months. The total goes up to
// the last known day.
func TestPeriodTable(t *testing.T) {
	b, sec := periodTableOf(t, &section.PeriodTable{Over: period.MustPhrase("this year"), Per: "month", Lines: "periods", Columns: []section.PeriodColumn{
		{Metric: "revenue", Show: "value"},
		{Metric: "revenue", Show: "target"},
		{Metric: "revenue", Show: "gap", Sum: scalar.Running{ToDate: true}},
		{Metric: "conversion", Show: "value"},
	}})
	table := sec.Blocks[0].Table
	got := sectiontest.CellTexts(table)
	want := []string{
		"janv. | 1 000 | 2 000 | ▼ −1 000 | 50,0",
		"févr. | 1 000 | 2 000 | ▼ −2 000 | 50,0",
		"nov.* | 1 000 | 2 000 | ▼ −11 000 | 50,0",
		"déc. |  | 2 000 |  | 50,0",
		"Cumul 2026 | 11 000 | 22 000 |  | 50,0",
	}
	if picked := []string{got[0], got[1], got[10], got[11], got[12]}; len(got) != 13 || !slices.Equal(picked, want) {
		t.Errorf("lines\n%s\nwant\n%s", strings.Join(picked, "\n"), strings.Join(want, "\n"))
	}
	var heads []string
	for _, c := range table.Columns {
		heads = append(heads, sectiontest.PlainSpaces(c.Label+" "+c.Unit))
	}
	if want := "Période |Chiffre d’affaires HT €|Objectif €|Cumul écart €|Taux de transformation %"; strings.Join(heads, "|") != want {
		t.Errorf("headings %q", strings.Join(heads, "|"))
	}
	cut := period.Period{Unit: period.Month, Start: period.NewDate(2026, 1, 1), End: period.NewDate(2026, 11, 16), Close: period.NewDate(2026, 12, 1)}
	if !b.Asked[metric.Ask{Metric: "revenue", Period: cut}] {
		t.Errorf("the sum to date of the open month is not asked for")
	}
	if want := "* Novembre 2026 en cours : chiffres jusqu’au 15 novembre 2026."; !slices.ContainsFunc(sec.Footnotes, func(f string) bool { return sectiontest.PlainSpaces(f) == want }) {
		t.Errorf("footnotes %q", sec.Footnotes)
	}
}

// With "lines: metrics" in the YAML, each metric is a line with its unit beside its name, and each period is a column.
func TestPeriodTableOfMetrics(t *testing.T) {
	_, sec := periodTableOf(t, &section.PeriodTable{Last: period.Span{N: 2, Unit: period.Quarter}, Lines: "metrics", Columns: []section.PeriodColumn{
		{Metric: "revenue", Show: "value"},
		{Metric: "conversion", Show: "value"},
		{Metric: "revenue", Show: "value", Sum: scalar.Running{Span: period.Span{N: 2, Unit: period.Month}}},
	}})
	want := []string{"Chiffre d’affaires HT, € | 3 000 | 2 000 | 5 000", "Taux de transformation, % | 50,0 | 50,0 | 50,0", "Chiffre d’affaires HT (2 mois glissants), € | 2 000 | 3 000 | "}
	if got := sectiontest.CellTexts(sec.Blocks[0].Table); !slices.Equal(got, want) {
		t.Errorf("lines\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
