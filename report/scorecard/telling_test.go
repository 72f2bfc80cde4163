package scorecard

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// heads returns the headings of the table below the cards of a scorecard.
func heads(t *testing.T, s *scope.Scope) (list []string) {
	t.Helper()
	blocks := maker.Sections(t, s, sectiontest.Story(s))[0].Blocks
	if len(blocks) < 2 {
		return nil
	}
	for _, c := range blocks[1].Table.Columns {
		list = append(list, sectiontest.PlainSpaces(c.Label))
	}
	return list
}

// The table below the cards has no column for a comparison that none of its metrics has.
func TestNoColumnForTargetsThatNobodySet(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"complaints"}}})
	if got, want := heads(t, s), []string{"Metric", "Nov to date", "vs LY", "2026 to date", "vs LY"}; !slices.Equal(got, want) {
		t.Errorf("headings %q, want %q", got, want)
	}
	if target, _, _ := Comparisons(s, s.Report.Sections[0].Scorecard); target {
		t.Error("the scorecard compares with a target that nobody set")
	}
	s = sectiontest.Scope(t, "en-GB", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"customers"}}})
	if got := heads(t, s); got != nil {
		t.Errorf("a state is what its card says in each period, and below it is a table with %q", got)
	}
	s = sectiontest.Scope(t, "en-GB", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"customers", "complaints"}}})
	if rows := maker.Sections(t, s, sectiontest.Story(s))[0].Blocks[1].Table.Rows; len(rows) != 1 || rows[0].Cells[0].Text == "Active customers" {
		t.Errorf("rows below a state and another metric: %+v", rows)
	}
}

// A period that occurs twice has one column, and a month of which only a weekend has passed has none.
func TestPeriodsThatTellNothingMoreAreLeftOut(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"complaints"}}})
	s.Periods[1] = s.Periods[0]
	if got, want := heads(t, s), []string{"Metric", "2026 to date", "vs LY"}; !slices.Equal(got, want) {
		t.Errorf("headings %q, want %q", got, want)
	}
	s = sectiontest.Scope(t, "en-GB", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"complaints"}}})
	month, err := period.ParseRelative("month to date")
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[int][]string{
		3: {"Metric", "2026 to date", "vs LY"}, // the 1st and 2nd of August are a weekend
		4: {"Metric", "Aug to date", "vs LY", "2026 to date", "vs LY"},
	} {
		s.Periods[1] = s.Calendar.Resolve(month, period.NewDate(2026, 8, day))
		if got := heads(t, s); !slices.Equal(got, want) {
			t.Errorf("on the %d of August: headings %q, want %q", day, got, want)
		}
	}
}

// Equal notes about several metrics are merged into one.
func TestNotesOfSeveralMetricsAreOne(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue", "complaints"}, Period: period.MustPhrase("last week")}})
	for _, m := range s.Metrics {
		m.CutOff, m.Newest = period.NewDate(2026, 11, 14), period.NewDate(2026, 11, 13)
	}
	var known []string
	for _, note := range maker.Sections(t, s, sectiontest.Story(s))[0].Footnotes {
		if strings.Contains(note, "known up to") {
			known = append(known, sectiontest.PlainSpaces(note))
		}
	}
	want := "Chiffre d’affaires HT and Réclamations: known up to 13 November 2026; later days are not yet known, and comparisons stop on that day."
	if !slices.Equal(known, []string{want}) {
		t.Errorf("%q, want %q", known, want)
	}
}
