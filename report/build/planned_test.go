package build

import (
	"math/big"
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/scope"
)

// planned is story with budget, forecast, stretch target and outlook. Nothing is known from the slot's day on. The
// forecast is 60 000 € a day.
func planned(s *scope.Scope) *fakeBook {
	b := story(s)
	from := b.answer
	b.answer = func(a metric.Ask) metric.Answer {
		out := from(a)
		out.Total = plan(s, out.Total, a.Period, "1")
		for i := range out.Slices {
			out.Slices[i].Figure = plan(s, out.Slices[i].Figure, a.Period, reps[i].share)
		}
		return out
	}
	return b
}

func plan(s *scope.Scope, f metric.Figure, p period.Period, share string) metric.Figure {
	f.Period = p
	if !p.Start.Before(s.Slot) {
		f = figure(f.Metric, num("not yet"), f.PLToDate, f.PL, f.PY, f.PP)
	}
	days := func(from, to period.Date) metric.Num {
		return metric.Of(new(big.Rat).Mul(big.NewRat(int64(from.Days(to)), 1), rat(share)))
	}
	goal := func(daily string) metric.Goal {
		g := metric.Goal{Whole: num(daily), ToDate: num(daily)}
		if f.Metric.AddsUp {
			g = metric.Goal{Whole: metric.Mul(num(daily), days(p.Start, p.Close)), ToDate: metric.Mul(num(daily), days(p.Start, p.End))}
		}
		g.Delta, g.DeltaPct = versus(f.Metric, f.AC, g.ToDate)
		return g
	}
	f.BU, f.AN, f.ST = goal("58000"), goal("60000"), goal("70000")
	if f.Metric.Unit == metric.Percent {
		f.AN = goal("0.27")
	}
	f.FC = f.AN
	if !p.Open() || !f.Metric.AddsUp || !f.AC.OK() {
		return f
	}
	gone, left := s.Calendar.BusinessDays(p.Start, p.End), s.Calendar.BusinessDays(p.End, p.Close)
	n := func(i int) metric.Num { return metric.Of(big.NewRat(int64(i), 1)) }
	o := metric.Outlook{Elapsed: gone, Remaining: left, Pace: metric.Div(f.AC, n(gone)), GapToGo: metric.Sub(f.PL, f.AC)}
	o.Landing = metric.Mul(o.Pace, n(gone+left))
	rest := metric.Mul(num("60000"), days(p.End, p.Close))
	if rest.OK() {
		o.LandingForecast = metric.Of(new(big.Rat).Add(f.AC.Rat, rest.Rat))
	}
	o.Needed, o.MoreSales = metric.Div(o.GapToGo, n(left)), metric.Div(o.GapToGo, num("1420"))
	f.Outlook = o
	return f
}

// unplanned is planned without any scenario besides the target.
func unplanned(s *scope.Scope) *fakeBook {
	b := planned(s)
	from := b.answer
	bare := func(f metric.Figure) metric.Figure {
		none := metric.Goal{Whole: num("no target"), ToDate: num("no target"), Delta: num("no target"), DeltaPct: num("no target")}
		f.BU, f.AN, f.FC, f.ST, f.Outlook.LandingForecast = none, none, none, none, num("no target")
		return f
	}
	b.answer = func(a metric.Ask) metric.Answer {
		out := from(a)
		out.Total = bare(out.Total)
		for i := range out.Slices {
			out.Slices[i].Figure = bare(out.Slices[i].Figure)
		}
		return out
	}
	return b
}

// monthly is scopeOf with the month to date as its only period.
func monthly(t testing.TB, tag string, sections ...section.Section) *scope.Scope {
	t.Helper()
	s := scopeOf(t, tag, sections...)
	s.Periods, s.Report.Periods = s.Periods[1:2], s.Report.Periods[1:2]
	return s
}

func trends(list ...section.Trend) []section.Section {
	out := make([]section.Section, len(list))
	for i := range list {
		out[i].Trend = &list[i]
	}
	return out
}

func words(list ...string) scalar.StringList { return list }

func yearOfTrends() []section.Trend {
	return []section.Trend{
		{Metric: "revenue", Over: period.MustPhrase("this year"), Per: "month", Compare: words("target", "forecast")},
		{Metric: "revenue", Over: period.MustPhrase("this year"), Compare: words("target", "last_year")},
		{Metric: "revenue", Over: period.MustPhrase("this year"), Compare: words("target", "last_year", "forecast"), Sum: scalar.Running{ToDate: true}},
		{Metric: "conversion", Over: period.MustPhrase("this year"), Compare: words("target", "forecast"), Sum: scalar.Running{ToDate: true}},
		{Metric: "revenue", Over: period.MustPhrase("this quarter"), Compare: words("target")},
		{Metric: "revenue", Last: period.Span{N: 6, Unit: period.Month}, Sum: scalar.Running{Span: period.Span{N: 12, Unit: period.Month}}, Compare: words("last_year")},
		{Metric: "revenue", Over: period.MustPhrase("this year"), Years: 3},
		{Metric: "revenue", Over: period.MustPhrase("this year"), Years: 2, Compare: words("target", "forecast")},
		{Metric: "conversion", Last: period.Span{N: 6, Unit: period.Month}, Years: 3},
		{Metric: "revenue", Last: period.Span{N: 4, Unit: period.Month}, By: "rep", Limit: 2},
		{Metric: "revenue", Over: period.MustPhrase("this year"), By: "rep", As: "area", Compare: words("forecast")},
		{Metric: "conversion", Last: period.Span{N: 3, Unit: period.Month}, By: "rep", Limit: 3},
		{Metric: "revenue", Last: period.Span{N: 5, Unit: period.Week}, As: "area"},
	}
}

func TestTrendGolden(t *testing.T) {
	for _, tag := range []string{"fr-FR", "de-DE"} {
		s := monthly(t, tag, trends(yearOfTrends()...)...)
		golden(t, "trends-"+tag, build(t, s, planned(s)))
	}
	s := monthly(t, "en-GB", trends(yearOfTrends()[:4]...)...)
	golden(t, "trends-unplanned", build(t, s, unplanned(s)))
}

func TestTargetTableGolden(t *testing.T) {
	table := func(shown string, columns ...string) section.Section {
		own := period.Phrase{}
		if shown != "" {
			own = period.MustPhrase(shown)
		}
		return section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Period: own, Columns: columns}}
	}
	every := words("target", "actual", "gap", "gap_percent", "attainment", "full_target", "progress", "pace", "landing", "gap_to_go", "needed",
		"more_sales", "last_year", "vs_last_year", "budget", "vs_budget", "forecast", "vs_forecast", "stretch", "vs_stretch", "bullet")
	for _, tag := range []string{"fr-FR", "en-GB"} {
		s := monthly(t, tag, table(""), table("", every...), table("last month", "actual", "budget", "landing", "needed"),
			section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue", "conversion"}}})
		golden(t, "targets-"+tag, build(t, s, planned(s)))
	}
}
