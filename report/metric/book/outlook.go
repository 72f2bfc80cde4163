package book

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// hasLanding reports whether a figure has a landing: an additive metric with a date and an actual, in a period that is
// not over.
func (c *computer) hasLanding(f *metric.Figure) bool {
	return c.m.IsRunning(f.Period) && c.metric.AddsUp && c.metric.Date != "" && f.AC.OK()
}

// outlook sets f.Outlook, the expected end of an open period, if the figure has a landing.
func (c *computer) outlook(f *metric.Figure, r history.Reference, s history.Cut) {
	p := f.Period
	if !c.hasLanding(f) {
		return
	}
	cal := c.m.Calendar
	o := &f.Outlook
	o.Elapsed = cal.BusinessDays(p.Start, p.End)
	o.Remaining = cal.BusinessDays(p.End, p.Close)
	o.Pace = metric.Div(f.AC, metric.NumOfInt(o.Elapsed))
	o.LandingPace = metric.Mul(o.Pace, metric.NumOfInt(o.Elapsed+o.Remaining))
	if f.Foresight.IsForecast() {
		o.Landing, o.Method = metric.NumOf(f.Foresight.Value), f.Foresight.Method
	} else {
		l := c.sharing.Landing(p)
		o.Landing, o.Method = metric.Mul(f.AC, l.Factor), l.Method
	}
	o.LandingShape = c.landingByShape(f, r, s)
	o.GapToGo = metric.Sub(f.PL, f.AC)
	if o.GapToGo.OK() && o.GapToGo.Rat.Sign() < 0 {
		o.GapToGo = metric.NumOf(new(big.Rat))
	}
	o.Needed = divideGap(o.GapToGo, metric.NumOfInt(o.Remaining))
	sales := c.facts(s).Values[history.Cell{Period: p, Key: s.Key, None: s.None}].Count()
	o.MoreSales = divideGap(o.GapToGo, asDivisor(metric.Div(f.AC, sales)))
}

// divideGap is gap ÷ by. It is zero if gap is zero, whatever by is.
func divideGap(gap, by metric.Num) metric.Num {
	if gap.OK() && gap.Rat.Sign() == 0 {
		return gap
	}
	return metric.Div(gap, by)
}

// asDivisor is n as a divisor: Undefined if it is not above zero, because credit notes exceed the sales.
func asDivisor(n metric.Num) metric.Num {
	if n.OK() && n.Rat.Sign() <= 0 {
		return metric.NoNum(metric.Undefined)
	}
	return n
}

// landingByShape is the landing by last year's shape: AC × last year's total ÷ last year after the same number of
// business days.
func (c *computer) landingByShape(f *metric.Figure, r history.Reference, s history.Cut) metric.Num {
	if !r.HasPY || !f.PY.OK() {
		return metric.NoNum(metric.NoData)
	}
	year := r.PY.Whole()
	if history.Coverage(c.m, c.whole.Span.Days, year) != history.Covered {
		return metric.NoNum(metric.NoData)
	}
	full := history.Actual(c.m, c.metric, c.facts(s), history.Cell{Period: year, Key: s.Key, None: s.None})
	return metric.Mul(f.AC, metric.Div(full, asDivisor(f.PY)))
}

// addForecast sets f.Foresight, if the period is not complete and the metric has a forecast.
func (c *computer) addForecast(f *metric.Figure, p period.Period, s history.Cut) {
	if !history.HasForecast(c.m, c.metric) {
		return
	}
	f.Foresight = c.sharing.Past().Forecast(p)
	if f.Foresight == nil || s.By == "" {
		return
	}
	came := func(of history.Facts, at history.Cell) *big.Rat {
		if n := history.Actual(c.m, c.metric, of, at); n.OK() {
			return n.Rat
		}
		return new(big.Rat)
	}
	year := history.Calendar(c.m, c.metric).LastYear()
	f.Foresight = f.Foresight.ForMember(came(c.cut, history.Cell{Period: p, Key: s.Key, None: s.None}), came(c.whole, history.Cell{Period: p}), came(c.cut, history.Cell{Period: year, Key: s.Key, None: s.None}), came(c.whole, history.Cell{Period: year}))
}
