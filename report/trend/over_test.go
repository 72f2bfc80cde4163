package trend

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// Each trend uses exactly the figures that it asks for.
func TestTrendsAskWhatTheyUse(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR", trends(yearOfTrends()...)...)
	maker.UsesItsNeeds(t, s, sectiontest.Planned(s))
}

// asked returns the periods of a trend's asks as text.
func asked(t *testing.T, s *scope.Scope) string {
	t.Helper()
	var n scope.Needs
	for _, p := range maker.Parts(t, s) {
		p.Needs(&n)
	}
	var list []string
	for _, a := range n.Asks {
		id := s.Calendar.ID(a.Period)
		if a.Period.Open() {
			id += fmt.Sprintf(" of %s", s.Calendar.ID(a.Period.Whole()))
		}
		list = append(list, id)
	}
	return strings.Join(list, ", ")
}

// A running sum asks for the period from its first day on. A future period is asked for completely, and for a forecast
// also up to today.
func TestTrendAsks(t *testing.T) {
	for want, c := range map[string]section.Trend{
		"2026-08, 2026-09, 2026-10, 2026-11..2026-11-15 of 2026-11":                            {Last: period.Span{N: 4, Unit: period.Month}},
		"2026-Q1, 2026-Q2, 2026-Q3, 2026-Q4..2026-11-15 of 2026-Q4":                            {Over: period.MustPhrase("this year"), Per: "quarter"},
		"2026-Q1, 2026-Q1..2026-Q2, 2026-Q1..2026-Q3, 2026-Q1..2026-11-15 of 2026-Q1..2026-Q4": {Over: period.MustPhrase("this year"), Per: "quarter", Sum: scalar.Running{ToDate: true}},
		"2026-10, 2026-10..2026-11-15 of 2026-10..2026-11, 2026-10..2026-12":                   {Over: period.MustPhrase("this quarter"), Per: "month", Sum: scalar.Running{ToDate: true}},
		"2026-11..2026-11-01 of 2026-11, 2026-11..2026-11-08 of 2026-11, 2026-11..2026-11-15 of 2026-11, " + // an open week ends like the month to date
			"2026-11..2026-11-22 of 2026-11, 2026-11..2026-11-29 of 2026-11, 2026-11": {Over: period.MustPhrase("this month"), Per: "week", Sum: scalar.Running{ToDate: true}},
		"2025-11..2026-10, 2025-11-16..2026-11-15":                                                     {Last: period.Span{N: 2, Unit: period.Month}, Sum: scalar.Running{Span: period.Span{N: 12, Unit: period.Month}}},
		"2026-10, 2026-11..2026-11-15 of 2026-11, 2026-11, 2026-12":                                    {Over: period.MustPhrase("this quarter"), Per: "month", Compare: sectiontest.Words("forecast")},
		"2026-10, 2025-10, 2026-11..2026-11-15 of 2026-11, 2025-11..2025-11-16 of 2025-11":             {Last: period.Span{N: 2, Unit: period.Month}, Years: 3},
		"2025-12..2026-11-15 of 2025-12..2026-11, 2025-12..2026-11, 2026-01..2026-11-15 of 2026, 2026": {Over: period.MustPhrase("this quarter"), Per: "month", Sum: scalar.Running{Span: period.Span{N: 12, Unit: period.Month}}, Compare: sectiontest.Words("forecast")},
	} {
		c.Metric = "revenue"
		s := sectiontest.Monthly(t, "fr-FR", trends(c)...)
		got := asked(t, s)
		if c.Sum.Span.N == 12 && !c.Over.IsZero() {
			_, got, _ = strings.Cut(got, ", ") // drops October, which is complete
			want = strings.ReplaceAll(want, " of 2026, 2026", " of 2026-01..2026-12, 2026-01..2026-12")
		}
		if got != want {
			t.Errorf("%+v asks %s\nwant %s", c, got, want)
		}
	}
}

// If a report is made in the next year, "this year" is still the year of the report's period.
func TestOverIsSeenFromTheReportsPeriod(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", trends(section.Trend{Metric: "revenue", Over: period.MustPhrase("this year")})...)
	december, err := s.Calendar.ParsePeriod("2026-12")
	if err != nil {
		t.Fatal(err)
	}
	s.Slot, s.Periods = period.NewDate(2027, 1, 5), []period.Period{december}
	sec := maker.First(t, s, sectiontest.Planned(s))
	if n := len(sec.Blocks[0].Columns.AC); n != 12 || sectiontest.PlainSpaces(sec.Note) != "2026 — R = réalisé" || sec.Footnotes != nil {
		t.Errorf("%d points, note %q, footnotes %q", n, sec.Note, sec.Footnotes)
	}
}

func TestPartsOfAPeriod(t *testing.T) {
	for over, want := range map[string]string{
		"this year": "12 janv. déc.", "this quarter": "14 S40 S53", "this month": "30 1 30", "last week": "7 9 15", "last 3 years": "36 janv. déc.",
	} {
		s := sectiontest.Monthly(t, "fr-FR", trends(section.Trend{Metric: "revenue", Over: period.MustPhrase(over)})...)
		cats := maker.First(t, s, sectiontest.Planned(s)).Blocks[0]
		var list []string
		if c := cats.Columns; c != nil {
			list = c.Categories
		} else {
			list = cats.Line.Categories
		}
		if got := fmt.Sprintf("%d %s %s", len(list), list[0], list[len(list)-1]); got != want {
			t.Errorf("%s: %s, want %s", over, got, want)
		}
	}
}

// Without a forecast, only the open period has a landing; future periods have none instead of zero.
func TestForecastMethods(t *testing.T) {
	c := section.Trend{Metric: "revenue", Over: period.MustPhrase("this year"), Compare: sectiontest.Words("forecast")}
	s := sectiontest.Monthly(t, "fr-FR", trends(c)...)
	for name, b := range map[string]*sectiontest.Book{"nov. déc.": sectiontest.Planned(s), "nov.": sectiontest.Unplanned(s)} {
		chart := maker.First(t, s, b).Blocks[0].Columns
		var got []string
		for i, p := range chart.FC {
			if p.Value != nil {
				if got = append(got, chart.Categories[i]); !p.Forecast || p.Label == "" {
					t.Errorf("%s: %+v is not marked", name, p)
				}
			}
		}
		if strings.Join(got, " ") != name {
			t.Errorf("forecast in %q, want %s", got, name)
		}
	}
}

// Without a forecast of the company, the chart, its note and its footnotes call the estimate a landing.
func TestALandingIsNoForecast(t *testing.T) {
	for tag, want := range map[string]string{
		"fr-FR": "Atterr. = atterrissage", "en-GB": "Landing", "de-DE": "Hochr. = Hochrechnung", "es-ES": "Proy. = proyección",
		"it-IT": "Proiez. = proiezione", "nl-NL": "Eindpr. = eindprognose", "pt-PT": "Proj. = projeção",
	} {
		short, long, _ := strings.Cut(want, " = ")
		list := []section.Trend{{Over: period.MustPhrase("this year")}, {Over: period.MustPhrase("this year"), Years: 2}, {Last: period.Span{N: 3, Unit: period.Month}, As: "area"}, {Last: period.Span{N: 3, Unit: period.Month}, By: "rep"}, {Last: period.Span{N: 3, Unit: period.Month}, As: "line"}}
		for i := range list {
			list[i].Metric, list[i].Compare = "revenue", sectiontest.Words("forecast")
		}
		s := sectiontest.Monthly(t, tag, trends(list...)...)
		name := func(b report.Block) string {
			for _, c := range []*report.TimeChart{b.Columns, b.Line} {
				if c != nil {
					return c.Words.FC
				}
			}
			return b.Series.Words.FC
		}
		for i, sec := range maker.Sections(t, s, sectiontest.Unplanned(s)) {
			notes := strings.ToLower(strings.Join(sec.Footnotes, " "))
			if name(sec.Blocks[0]) != short || !strings.Contains(sec.Note, want) || !strings.Contains(notes, strings.ToLower(cmp.Or(long, short))) {
				t.Errorf("%s %d: %q, note %q, footnotes %q", tag, i, name(sec.Blocks[0]), sec.Note, sec.Footnotes)
			}
			if strings.Contains(sec.Note, s.ExplainScenario("fc")) {
				t.Errorf("%s %d: an estimate is called a forecast: %q", tag, i, sec.Note)
			}
		}
		for i, sec := range maker.Sections(t, s, sectiontest.Planned(s)) {
			if name(sec.Blocks[0]) != s.Word("scenario.fc") || !strings.Contains(sec.Note, s.ExplainScenario("fc")) {
				t.Errorf("%s %d: the forecast is called %q, note %q", tag, i, name(sec.Blocks[0]), sec.Note)
			}
		}
	}
}

// A rolling sum has no point if the data does not cover its complete span.
func TestRollingNeedsItsTime(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR", trends(section.Trend{Metric: "revenue", Last: period.Span{N: 3, Unit: period.Month}, Sum: scalar.Running{Span: period.Span{N: 3, Unit: period.Month}}})...)
	b := &agedBook{sectiontest.Planned(s), period.NewDate(2026, 7, 20)}
	chart := maker.First(t, s, b).Blocks[0].Columns
	if names := strings.Join(chart.Categories, " "); names != "oct. nov." || chart.AC[0].Value == nil {
		t.Errorf("%s: points %+v", names, chart.AC)
	}
}

type agedBook struct {
	*sectiontest.Book
	first period.Date
}

func (b *agedBook) DataBegun(_ string, p period.Period) bool { return !p.Start.Before(b.first) }

func TestTrendRefuses(t *testing.T) {
	for want, c := range map[string]section.Trend{
		`trend.metric: "customers" has no date column, so it has no past to show (add date: to it, or name another metric)`: {Metric: "customers"},
		"trend.over: cannot be used with last (write one of them)":                                                          {Last: period.Span{N: 3, Unit: period.Week}, Over: period.MustPhrase("this year")},
		"trend.years: cannot be used with by (write one of them)":                                                           {Last: period.Span{N: 3, Unit: period.Week}, Years: 2, By: "rep"},
		"trend.as: an area shows one year (write line or grouped)":                                                          {Last: period.Span{N: 3, Unit: period.Week}, Years: 2, As: "area"},
		"trend.compare: target and last_year cannot be used with series that fill the chart (leave out by and as: area)":    {Last: period.Span{N: 3, Unit: period.Week}, As: "area", Compare: sectiontest.Words("target")},
	} {
		c.Metric = cmp.Or(c.Metric, "revenue")
		s := sectiontest.Scope(t, "fr-FR", trends(c)...)
		if err := maker.Error(s); err == nil || err.Error() != want {
			t.Errorf("%+v: %v, want %s", c, err, want)
		}
	}
}

// Each form of a trend can be built from any data.
func TestTrendsOnAnyData(t *testing.T) {
	list := append(yearOfTrends(),
		section.Trend{Metric: "revenue", Last: period.Span{N: 1, Unit: period.Month}, By: "rep"}, section.Trend{Metric: "revenue", Last: period.Span{N: 1, Unit: period.Day}, As: "area"},
		section.Trend{Metric: "revenue", Last: period.Span{N: 365, Unit: period.Day}, By: "rep"}, section.Trend{Metric: "revenue", Over: period.MustPhrase("last 3 years"), Compare: sectiontest.Words("forecast", "target")},
		section.Trend{Metric: "complaints", Last: period.Span{N: 2, Unit: period.Year}, Years: 3, As: "line"}, section.Trend{Metric: "revenue", Last: period.Span{N: 60, Unit: period.Week}, Years: 2})
	for name, v := range map[string][3]string{
		"nothing": {"no data", "no target", "no data"}, "zero": {"0", "0", "0"}, "negative": {"-1234567.89", "-1000000", "-2000000"},
		"ahead": {"not yet", "1600", "not yet"}, "undefined": {"÷0", "0.28", "÷0"}, "tiny": {"0.0001", "0.0002", "0"},
		"huge": {"1000000000000", "1", "99999999999"}, "mixed": {"10", "no target", "-3"},
	} {
		for _, members := range []int{0, 1, 25} {
			s := sectiontest.Monthly(t, "fr-FR", trends(list...)...)
			if sections := maker.Sections(t, s, sectiontest.Uniform(s, members, sectiontest.Num(v[0]), sectiontest.Num(v[1]), sectiontest.Num(v[2]))); sections[0].Note == "" && name == "zero" {
				t.Errorf("%s: no note", name)
			}
		}
	}
	maker.OnAnyData(t, trends(
		section.Trend{Metric: "revenue", Last: period.Span{N: 6, Unit: period.Week}, Compare: sectiontest.Words("target", "last_year")},
		section.Trend{Metric: "conversion", Last: period.Span{N: 6, Unit: period.Month}, Compare: sectiontest.Words("last_year")},
		section.Trend{Metric: "revenue", Last: period.Span{N: 5, Unit: period.Year}, As: "line", Compare: sectiontest.Words("target", "last_year")})...)
}

// The parts of each stack sum to the total of the engine.
func TestStacksAreTheTotal(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR", trends(section.Trend{Metric: "revenue", Over: period.MustPhrase("this year"), By: "rep", Compare: sectiontest.Words("forecast"), Limit: 1})...)
	c := maker.First(t, s, sectiontest.Planned(s)).Blocks[0].Series
	for i, total := range c.Totals {
		sum := 0.0
		for _, s := range c.Series {
			sum += *s.Points[i].Value
		}
		if gap := sum - *total.Value; gap > 1e-6 || gap < -1e-6 || total.Forecast != (i > 9) {
			t.Errorf("%s: stack %v, total %+v", c.Categories[i], sum, total)
		}
	}
}

// A trend with negative values is not stacked, a member with only zeros has no series, and all others together have the
// sum of the members that they replace.
func TestMembersFold(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR", trends(section.Trend{Metric: "revenue", Last: period.Span{N: 2, Unit: period.Month}, By: "rep", Limit: 2})...)
	m := s.Metrics["revenue"]
	book := func(values ...string) *sectiontest.Book {
		return &sectiontest.Book{Answers: func(metric.Ask) metric.Answer {
			out := metric.Answer{Total: sectiontest.Figure(m, sectiontest.Num("10"), sectiontest.Num("1"), sectiontest.Num("1"), sectiontest.Num("1"), sectiontest.Num("1"))}
			for i, v := range values {
				out.Slices = append(out.Slices, metric.Slice{Key: fmt.Sprint(i), Label: fmt.Sprintf("%d:%s", i, v), Unassigned: i == 0,
					Figure: sectiontest.Figure(m, sectiontest.Num(v), sectiontest.Num("1"), sectiontest.Num("1"), sectiontest.Num("1"), sectiontest.Num("1"))})
			}
			return out
		}}
	}
	names := func(c *report.SeriesChart) string {
		var list []string
		for _, s := range c.Series {
			list = append(list, s.Name+" "+s.Points[0].Label)
		}
		return strings.Join(list, ", ")
	}
	got := maker.First(t, s, book("1", "2", "0", "4", "1", "2"))
	if c := got.Blocks[0].Series; c.Form != report.Stacked || names(c) != "3:4 4, 1:2 2, Autres (2) 3, (non affecté) 1" || c.Totals[0].Label != "10" {
		t.Errorf("%s %s, totals %v", c.Form, names(c), c.Totals)
	}
	got = maker.First(t, s, book("1", "12", "-3"))
	if c := got.Blocks[0].Series; c.Form != report.Grouped || c.Totals != nil || !slices.ContainsFunc(got.Footnotes, func(f string) bool { return strings.Contains(f, "négatives") }) {
		t.Errorf("%s, footnotes %q", c.Form, got.Footnotes)
	}
}
