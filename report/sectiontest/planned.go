package sectiontest

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/scope"
)

// Planned is Story with budget, forecast, stretch target and outlook. Nothing is known from the slot's day on. The
// forecast is 60 000 € a day.
func Planned(s *scope.Scope) *Book {
	b := Story(s)
	from := b.Answers
	b.Answers = func(a metric.Ask) metric.Answer {
		out := from(a)
		out.Total = plan(s, out.Total, a.Period, "1")
		for i := range out.Slices {
			out.Slices[i].Figure = plan(s, out.Slices[i].Figure, a.Period, reps[i].share)
		}
		return out
	}
	return b
}

// plan adds the scenarios to a figure.
func plan(s *scope.Scope, f metric.Figure, p period.Period, share string) metric.Figure {
	f.Period = p
	if !p.Start.Before(s.Slot) {
		f = Figure(f.Metric, Num("not yet"), f.PLToDate, f.PL, f.PY, f.PP)
	}
	goal := func(daily string) metric.Goal {
		g := metric.Goal{Whole: Num(daily), ToDate: Num(daily)}
		if f.Metric.AddsUp {
			g = metric.Goal{Whole: metric.Mul(Num(daily), shareOfDays(p.Start, p.Close, share)), ToDate: metric.Mul(Num(daily), shareOfDays(p.Start, p.End, share))}
		}
		g.Delta, g.DeltaPct = difference(f.Metric, f.AC, g.ToDate)
		return g
	}
	f.BU, f.AN, f.ST = goal("58000"), goal("60000"), goal("70000")
	if f.Metric.Unit == metric.Percent {
		f.AN = goal("0.27")
	}
	f.FC = f.AN
	if p.Open() && f.Metric.AddsUp && f.AC.OK() {
		f.Outlook = outlook(s, f, p, share)
	}
	return f
}

// shareOfDays is a share of the number of days from one day to before another.
func shareOfDays(from, to period.Date, share string) metric.Num {
	return metric.NumOf(new(big.Rat).Mul(big.NewRat(int64(from.Days(to)), 1), Rat(share)))
}

// outlook is the outlook of an open period: the pace of its business days goes on, and a sale is 1 420 €.
func outlook(s *scope.Scope, f metric.Figure, p period.Period, share string) metric.Outlook {
	gone, left := s.Calendar.BusinessDays(p.Start, p.End), s.Calendar.BusinessDays(p.End, p.Close)
	n := func(i int) metric.Num { return metric.NumOf(big.NewRat(int64(i), 1)) }
	o := metric.Outlook{Elapsed: gone, Remaining: left, Pace: metric.Div(f.AC, n(gone)), GapToGo: metric.Sub(f.PL, f.AC)}
	o.Landing = metric.Mul(o.Pace, n(gone+left))
	rest := metric.Mul(Num("60000"), shareOfDays(p.End, p.Close, share))
	if rest.OK() {
		o.LandingForecast = metric.NumOf(new(big.Rat).Add(f.AC.Rat, rest.Rat))
	}
	o.Needed, o.MoreSales = metric.Div(o.GapToGo, n(left)), metric.Div(o.GapToGo, Num("1420"))
	return o
}

// Unplanned is Planned without any scenario besides the target.
func Unplanned(s *scope.Scope) *Book {
	b := Planned(s)
	from := b.Answers
	bare := func(f metric.Figure) metric.Figure {
		none := metric.Goal{Whole: Num("no target"), ToDate: Num("no target"), Delta: Num("no target"), DeltaPct: Num("no target")}
		f.BU, f.AN, f.FC, f.ST, f.Outlook.LandingForecast = none, none, none, none, Num("no target")
		return f
	}
	b.Answers = func(a metric.Ask) metric.Answer {
		out := from(a)
		out.Total = bare(out.Total)
		for i := range out.Slices {
			out.Slices[i].Figure = bare(out.Slices[i].Figure)
		}
		return out
	}
	return b
}

// Without is Planned without the scenarios in lost: members have none of them, and the total has them only if whole is
// true.
func Without(s *scope.Scope, whole bool, lost ...metric.Scenario) *Book {
	b := Planned(s)
	from := b.Answers
	b.Answers = func(a metric.Ask) metric.Answer {
		out := from(a)
		if !whole {
			out.Total = strip(out.Total, lost)
		}
		for i := range out.Slices {
			out.Slices[i].Figure = strip(out.Slices[i].Figure, lost)
		}
		return out
	}
	return b
}

// strip removes the scenarios from a figure.
func strip(f metric.Figure, lost []metric.Scenario) metric.Figure {
	none := metric.Goal{Whole: Num("no target"), ToDate: Num("no target"), Delta: Num("no target"), DeltaPct: Num("no target"), Attainment: Num("no target")}
	for _, s := range lost {
		switch s {
		case metric.Budget:
			f.BU = none
		case metric.Stretch:
			f.ST = none
		default:
			f.PL, f.PLToDate, f.DeltaPL, f.DeltaPLPct, f.Attainment, f.Progress = none.Whole, none.ToDate, none.Delta, none.DeltaPct, none.Attainment, none.Whole
		}
	}
	return f
}
