package trend

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/sectiontest"
)

// After one of five business days, a week has no difference from its target yet; after two days it has one.
func TestAWeekThatHasJustBegun(t *testing.T) {
	for day, want := range map[int]bool{16: false, 17: true} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Trend: &section.Trend{Metric: "revenue", Last: period.Span{N: 3, Unit: period.Week}, Compare: scalar.StringList{"target"}}})
		r, err := period.ParseRelative("week to date")
		if err != nil {
			t.Fatal(err)
		}
		s.Periods = []period.Period{s.Calendar.Resolve(r, period.NewDate(2026, 11, day+1))}
		c := maker.First(t, s, sectiontest.Since(s, period.NewDate(2026, 1, 1), "900")).Blocks[0].Columns
		if last := c.DeltaPL[2]; !c.AC[2].Open || (last.Value != nil) != want || (last.Label != "") != want || c.DeltaPL[1].Value == nil {
			t.Errorf("on the %dth: open %v, distance %+v", day, c.AC[2].Open, last)
		}
	}
}

// If only five of the last thirteen weeks have data, a trend shows five. A trend over this year shows all its months.
func TestOnlyWeeksOfWhichDataTells(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", trends(section.Trend{Metric: "revenue", Last: period.Span{N: 13, Unit: period.Week}, Compare: scalar.StringList{"target"}},
		section.Trend{Metric: "revenue", Over: period.MustPhrase("this year")})...)
	sections := maker.Sections(t, s, sectiontest.Since(s, period.NewDate(2026, 10, 12), "900"))
	if got := sections[0].Blocks[0].Columns.Categories; !slices.Equal(got, []string{"S42", "S43", "S44", "S45", "S46"}) {
		t.Errorf("weeks: %q", got)
	}
	if got := sections[1].Blocks[0].Columns.Categories; len(got) != 12 {
		t.Errorf("months: %q", got)
	}
	if note := sections[0].Note; !strings.HasPrefix(note, "5\u00a0semaines, 12 oct.") {
		t.Errorf("note %q", note)
	}
}

// Only the last, open period is marked as open.
func TestOpenPeriod(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR", trends(section.Trend{Metric: "revenue", Last: period.Span{N: 3, Unit: period.Month}, Compare: scalar.StringList{"target"}})...)
	ac := maker.First(t, s, sectiontest.Story(s)).Blocks[0].Columns.AC
	if !ac[2].Open || ac[1].Open {
		t.Errorf("open marks %+v", ac)
	}
}

// If a metric's data ends on a Thursday, a footnote names the day, and later days are blank.
func TestTrendIsCutWhereTheMetricEnds(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB", trends(section.Trend{Metric: "revenue", Last: period.Span{N: 7, Unit: period.Day}})...)
	s.Metrics["revenue"].CutOff, s.Metrics["revenue"].Newest = period.NewDate(2026, 11, 13), period.NewDate(2026, 11, 12)
	sec := maker.First(t, s, sectiontest.Uniform(s, 1, sectiontest.Num("412000"), sectiontest.Num("430000"), sectiontest.Num("398000")))
	if !slices.ContainsFunc(sec.Footnotes, func(text string) bool { return strings.Contains(text, "known up to 12 November 2026") }) {
		t.Errorf("footnotes %q", sec.Footnotes)
	}
	points := sec.Blocks[0].Columns.AC
	if last := points[len(points)-1]; last.Value != nil {
		t.Errorf("the 15th has %+v", last)
	}
}
