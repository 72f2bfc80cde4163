package trend

import (
	"fmt"

	"bilan/internal/period"
	"bilan/report/scope"
)

// stage is how far a point's time has come.
type stage int

const (
	past  stage = iota // it is over
	open               // it is cut where the known time ends
	ahead              // it has not begun
)

// point is one place of a trend's time axis.
type point struct {
	at    period.Period // the period on the axis, uncut
	stage stage
	known period.Period // the period of its actual; whole if nothing of it is known
	whole period.Period // the period of its target, last year and forecast
}

// end is the last day of the trend: the end of the report's first period.
func (k *trend) end() period.Date { return k.s.Periods[0].End }

// known is the first day that the trend does not know: its end, or an earlier day if the data ends there.
func (k *trend) known() period.Date {
	if cutOff := k.m.CutOff; !cutOff.IsZero() && cutOff.Before(k.end()) {
		return cutOff
	}
	return k.end()
}

// axis is the uncut periods along the time axis, oldest first.
func (k *trend) axis() ([]period.Period, error) {
	if !k.c.Over.IsZero() {
		return k.parts()
	}
	last := k.c.Last
	if !k.c.Next.IsZero() {
		return k.ahead()
	}
	if last.IsZero() {
		last = period.Span{N: scope.SparkPeriods, Unit: k.s.Periods[0].Unit}
	}
	list := k.s.Calendar.Last(last.N, last.Unit, k.end())
	list[last.N-1] = list[last.N-1].Whole()
	return list, nil
}

// ahead are the future periods, starting with the open one; those of last: precede them.
func (k *trend) ahead() ([]period.Period, error) {
	unit := k.c.Next.Unit
	first := k.s.Calendar.Containing(unit, k.end())
	var list []period.Period
	if back := k.c.Last; !back.IsZero() && back.Unit != unit {
		return nil, fmt.Errorf("trend.last: %q and next: %q are of two units", k.c.Last.String(), k.c.Next.String())
	}
	for i := k.c.Last.N; i > 0; i-- {
		list = append(list, k.s.Calendar.Shift(first, -i))
	}
	for i := range k.c.Next.N {
		list = append(list, k.s.Calendar.Shift(first, i))
	}
	return list, nil
}

// parts splits the whole period into its parts. Only the days of a week inside the period count.
func (k *trend) parts() ([]period.Period, error) {
	over := k.resolveOver()
	k.over = over
	unit := period.Unit(k.c.Per)
	if unit == "" {
		unit = partOf(over)
	}
	return k.s.Parts(over, unit), nil
}

// resolveOver is the period as it is seen when the report's first one ends: in a review of December that is made in
// January, this year is still the one of December.
func (k *trend) resolveOver() period.Period {
	return k.s.Calendar.Resolve(k.c.Over.Relative, k.end()).Whole()
}

// partOf is the default unit into which a period is divided: days up to a month, weeks up to a quarter, then months.
func partOf(p period.Period) period.Unit {
	switch days := p.Start.Days(p.Close); {
	case days <= 35: // a month of five weeks
		return period.Day
	case days <= 100: // a quarter of fourteen weeks
		return period.Week
	}
	return period.Month
}

func (k *trend) setPoints(axis []period.Period) {
	k.points = make([]point, len(axis))
	for i, at := range axis {
		p := point{at: at, whole: k.held(axis[0], at)}
		switch known := k.known(); {
		case k.m.Ahead, !known.Before(at.Close):
		case at.Start.Before(known):
			p.stage = open
		default:
			p.stage = ahead
		}
		if p.known = p.whole; p.stage != past {
			p = k.cut(p)
		}
		k.points[i] = p
	}
}

// held is the whole time that a point sums up.
func (k *trend) held(first, at period.Period) period.Period {
	switch {
	case k.isToDate(at.Unit):
		return period.Period{Unit: k.over.Unit, Start: k.over.Start, End: at.Close, Close: k.over.Close}
	case k.toDate:
		at.Start = first.Start
	case k.rolls.N > 0:
		return k.rolling(at.Close)
	}
	return at
}

// isToDate reports whether points of a unit are the shown period to date. Weeks and days of a year end on no month's end, so
// only as a part of the year are they compared as the year to date is.
func (k *trend) isToDate(u period.Unit) bool {
	return k.toDate && !k.over.Start.IsZero() && (u == period.Week || u == period.Day)
}

// rolling is the span of the points that ends on a day.
func (k *trend) rolling(end period.Date) period.Period { return k.s.RollingTo(k.rolls, end) }

// cut ends the actual where the known time ends. A rolling span up to there is complete; only a forecast extends it to
// the point's end.
func (k *trend) cut(p point) point {
	known := k.known()
	switch {
	case p.stage == open && k.rolls.N > 0 && !k.compares("forecast"):
		p.known = k.rolling(known)
	case p.whole.Start.Before(known) && k.isToDate(p.at.Unit) && k.compares("forecast"):
		p.known = period.Period{Unit: p.at.Unit, Start: p.whole.Start, End: known, Close: p.at.Close} // it lands at the point's end
	case p.whole.Start.Before(known):
		p.known.End = known
	}
	return p
}

// complete reports whether an open point's actual lacks nothing: a span that rolls up to the known day.
func (p point) complete() bool { return !p.known.Open() }
