package metric

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/forecast"
	"bilan/report/foresight"
)

// LandingMethod is how an open period is carried on to its end.
type LandingMethod = forecast.Method

// The methods that cards name. A forecast that somebody set stands beside them.
const (
	RunRate    = forecast.RunRate
	MonthShape = forecast.Shape
)

// landing is by what the actual of an open period is multiplied. It is the whole metric's for every member: a rep's own
// months are noise, and members sum to the whole.
type landing struct {
	factor Num
	method forecast.Method
}

// landing chooses the method for an open period of which nothing is foreseen.
func (sh *sharing) landing(p period.Period) landing {
	l, ok := sh.landings[p]
	if !ok {
		factor, by := sh.past().Pace(p)
		l = landing{OrNone(factor, Undefined), by}
		sh.landings[p] = l
	}
	return l
}

// OrNone is a number or, where it is nil, why there is none.
func OrNone(r *big.Rat, why State) Num {
	if r == nil {
		return None(why)
	}
	return Of(r)
}

// past is what came of the whole metric, for what is to come.
func (sh *sharing) past() *foresight.Past {
	if sh.came == nil {
		sh.came = &foresight.Past{
			Calendar: sh.m.calendar(sh.metric),
			Covers:   func(p period.Period) bool { return sh.m.coverage(sh.whole.span.days, p) == covered },
			Whole:    func(p period.Period) *big.Rat { return sh.m.actual(sh.metric, sh.whole, cell{period: p}).Rat },
			Sum:      func(p period.Period) *big.Rat { return sh.whole.values[cell{period: p}].value.Rat },
		}
	}
	return sh.came
}

func (m *Model) calendar(mt *Metric) foresight.Calendar {
	return foresight.Calendar{Calendar: m.Calendar, CutOff: m.cutOff(mt)}
}

// foreseen tells whether the periods to come of a metric are foreseen.
func (m *Model) foreseen(mt *Metric) bool {
	return !m.bare && mt != nil && mt.Foreseen && mt.AddsUp && mt.Date != "" && mt.Formula == nil && !mt.Ahead && !m.cutOff(mt).IsZero()
}

// aheadPeriods lists what an ask needs to tell of what is to come: the days before an open month, or all of a history.
func (m *Model) aheadPeriods(a Ask) []period.Period {
	mt := m.Metrics[a.Metric]
	if m.bare || mt == nil || !mt.AddsUp || mt.Date == "" {
		return nil
	}
	cal := m.calendar(mt)
	var list []period.Period
	if m.foreseen(mt) {
		list = cal.Needs(a.Period)
	}
	if m.goesOn(a.Period) && cal.IsOpenMonth(a.Period) {
		list = append(list, cal.Days(a.Period)...)
	}
	return list
}

// yearBefore is the time by which members have a part of what is to come, where an ask of theirs needs one.
func (m *Model) yearBefore(asks []Ask) []period.Period {
	for _, a := range asks {
		if mt := m.Metrics[a.Metric]; m.foreseen(mt) {
			return []period.Period{m.calendar(mt).LastYear()}
		}
	}
	return nil
}

// foresight is what the past says of a period that is not over; nil where it is, or nobody asked.
func (c *computer) foresight(p period.Period, s slice) *foresight.Foresight {
	if !c.m.foreseen(c.metric) {
		return nil
	}
	f := c.sharing.past().Of(p)
	if f == nil || s.by == "" {
		return f
	}
	came := func(of facts, at cell) *big.Rat {
		if n := c.m.actual(c.metric, of, at); n.OK() {
			return n.Rat
		}
		return new(big.Rat)
	}
	year := c.m.calendar(c.metric).LastYear()
	return f.Part(came(c.cut, cell{p, s.key, s.none}), came(c.whole, cell{period: p}), came(c.cut, cell{year, s.key, s.none}), came(c.whole, cell{period: year}))
}

// foreseenGoal sets the actual against what is foreseen of a period: of one that has begun nothing says how much should have come.
func (f *Figure) foreseenGoal() Goal {
	whole := Of(f.Foresight.Value)
	if f.Period.Open() {
		return f.goal(whole, None(NotYet))
	}
	return f.goal(whole, whole)
}
