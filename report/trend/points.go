package trend

import (
	"fmt"

	"bilan/internal/period"
	"bilan/report/scope"
)

// stage says whether a point's period is over.
type stage int

const (
	past  stage = iota // the period is over
	open               // the period has begun, and is cut where the data ends
	ahead              // the period has not begun
)

// point is one place of a trend's time axis.
type point struct {
	at    period.Period // the complete period on the axis
	stage stage
	known period.Period // the period of its actual, which ends where the data ends; equal to whole if no day is known
	whole period.Period // the complete period of its target, last year's value and forecast
}

// end is the day after the last day of the report's primary period.
func (k *trend) end() period.Date { return k.s.Periods[0].End }

// known is the first day without data: end, or an earlier day if the data ends there.
func (k *trend) known() period.Date {
	if cutOff := k.m.CutOff; !cutOff.IsZero() && cutOff.Before(k.end()) {
		return cutOff
	}
	return k.end()
}

// axis are the complete periods along the time axis, oldest first.
func (k *trend) axis() ([]period.Period, error) {
	if !k.c.Over.IsZero() {
		return k.partsOfPeriod()
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

// ahead are the coming periods from the open one on. The past periods that the YAML key last counts come before them.
func (k *trend) ahead() ([]period.Period, error) {
	unit := k.c.Next.Unit
	first := k.s.Calendar.Containing(unit, k.end())
	var list []period.Period
	if back := k.c.Last; !back.IsZero() && back.Unit != unit {
		return nil, fmt.Errorf("trend.last: %q and next: %q have different units (write both in the same, such as months)", k.c.Last.String(), k.c.Next.String())
	}
	for i := k.c.Last.N; i > 0; i-- {
		list = append(list, k.s.Calendar.Shift(first, -i))
	}
	for i := range k.c.Next.N {
		list = append(list, k.s.Calendar.Shift(first, i))
	}
	return list, nil
}

// partsOfPeriod divides the period in the YAML key over. A week at its edge has only the days inside it.
func (k *trend) partsOfPeriod() ([]period.Period, error) {
	over := k.resolveOver()
	k.over = over
	unit := period.Unit(k.c.Per)
	if unit == "" {
		unit = partOf(over)
	}
	return k.s.Parts(over, unit), nil
}

// resolveOver is the period of the YAML key over, complete, on the last day of the report's primary period. A report
// about December that is made in January shows December's year.
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
		p := point{at: at, whole: k.summedPeriod(axis[0], at)}
		switch known := k.known(); {
		case k.m.HasFuture, !known.Before(at.Close):
		case at.Start.Before(known):
			p.stage = open
		default:
			p.stage = ahead
		}
		if p.known = p.whole; p.stage != past {
			p = k.cutAtKnown(p)
		}
		k.points[i] = p
	}
}

// summedPeriod is the complete period that the point at sums up: its own, all periods from the first, or a rolling span.
func (k *trend) summedPeriod(first, at period.Period) period.Period {
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

// isToDate reports whether points of a unit are a year to date, or another period to date. Weeks and days end inside
// months, so they are compared by business days like any period to date.
func (k *trend) isToDate(u period.Unit) bool {
	return k.toDate && !k.over.Start.IsZero() && (u == period.Week || u == period.Day)
}

// rolling is the rolling span that ends before a day.
func (k *trend) rolling(end period.Date) period.Period { return k.s.RollingTo(k.rolls, end) }

// cutAtKnown ends the point's actual where the data ends. A rolling span is moved back to that day instead, unless a forecast
// extends it.
func (k *trend) cutAtKnown(p point) point {
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

// complete reports whether an open point's actual covers a complete span, which rolls up to the last known day.
func (p point) complete() bool { return !p.known.Open() }
