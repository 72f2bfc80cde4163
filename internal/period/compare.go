package period

// Previous returns the period before p: for rolling months, as many months before them. If p is cut, the result is cut at
// the same stage. It returns false only for an empty period.
func (c *Calendar) Previous(p Period) (Period, bool) {
	if !p.Start.Before(p.Close) {
		return Period{}, false
	}
	if n := c.rollingMonths(p); n > 0 && c.unitCount(p) == 0 {
		return c.cutAtSameStage(p, wholePeriod(p.Unit, c.unitsBefore(Month, p.Close, 2*n), p.Start)), true
	}
	return c.cutAtSameStage(p, c.Shift(p, -1)), true
}

// LastYear returns the same period a year earlier: the week with the same number; the month, quarter or year with the
// same name; for a day, the same weekday of the week with the same number. It returns false for a week 53 without a
// counterpart. If p is cut, the result is cut at the same stage.
func (c *Calendar) LastYear(p Period) (Period, bool) {
	py, ok := c.yearEarlier(p.Whole())
	if !ok || !p.Start.Before(p.Close) {
		return Period{}, false
	}
	return c.cutAtSameStage(p, py), true
}

// LastYearByWeek is LastYear for data that has one row per week. If a month, quarter or year is cut inside a month, the
// result ends on the same weekday of the week with the same number. A cut by business days could contain a week more or
// less.
func (c *Calendar) LastYearByWeek(p Period) (Period, bool) {
	py, ok := c.LastYear(p)
	if !ok || !p.Open() || p.Unit == Week || p.Unit == Day || c.startOf(Month, p.End) == p.End {
		return py, ok
	}
	if last, ok := c.LastYear(c.Containing(Day, p.End.AddDays(-1))); ok && py.Start.Before(last.End) && last.End.Before(py.Close) {
		py.End = last.End
	}
	return py, true
}

func (c *Calendar) yearEarlier(p Period) (Period, bool) {
	k := c.unitCount(p)
	switch {
	case p.Unit == Month || p.Unit == Quarter || p.Unit == Year:
		if k == 0 {
			return wholePeriod(p.Unit, c.unitsBefore(Year, p.Start, 1), c.unitsBefore(Year, p.Close, 1)), true
		}
		start := c.unitsAfter(Month, p.Start, -12)
		return wholePeriod(p.Unit, start, c.unitsAfter(p.Unit, start, k)), true
	case p.Unit == Week && k == 1:
		return c.weekYearEarlier(p)
	case p.Unit == Day && k == 1:
		week := c.Containing(Week, p.Start)
		py, ok := c.weekYearEarlier(week)
		start := py.Start.AddDays(week.Start.Days(p.Start))
		return wholePeriod(Day, start, start.AddDays(1)), ok
	}
	// Thirteen weeks that contain a week 53 have no counterparts by number. 52 weeks earlier, length and weekdays stay.
	return wholePeriod(p.Unit, p.Start.AddDays(-364), p.Close.AddDays(-364)), true
}

func (c *Calendar) weekYearEarlier(p Period) (Period, bool) {
	y, n := c.Number(p)
	return c.nthWeek(y-1, n)
}

// cutAtSameStage cuts the whole period to at the stage at which p is cut. It takes as many whole months as p has before
// its cut, and in the next month as many business days. For a period of weeks, and for months made of whole weeks, it
// takes whole weeks first in the same way.
func (c *Calendar) cutAtSameStage(p, to Period) Period {
	if !p.Open() {
		return to
	}
	cutPart, counterpart := p, to
	for _, u := range c.wholeUnits(p.Unit) {
		cutPart, counterpart = c.partAtCut(u, cutPart, counterpart)
	}
	if end := c.endAtSameStage(cutPart, counterpart); end.Before(to.Close) {
		to.End = end
	}
	return to
}

// wholeUnits returns the units, longest first, that are compared as wholes in a cut period of the unit.
func (c *Calendar) wholeUnits(u Unit) []Unit {
	switch {
	case u == Day:
		return nil
	case u == Week:
		return []Unit{Week}
	case c.retail != nil:
		return []Unit{Month, Week}
	}
	return []Unit{Month}
}

// partAtCut returns the part of the cut period p in the unit that contains its cut, and the corresponding unit of the
// whole period to. If a unit ends exactly at the cut, the part is the empty beginning of the next unit.
func (c *Calendar) partAtCut(u Unit, p, to Period) (part, counterpart Period) {
	start := c.startOf(u, p.End)
	if c.unitCount(p) == 0 {
		return c.rollingPartAtCut(p, to)
	}
	at := c.unitsAfter(u, to.Start, c.unitsBetween(u, p.Start, start))
	return Period{u, start, p.End, c.unitsAfter(u, start, 1)}, wholePeriod(u, at, c.unitsAfter(u, at, 1))
}

// rollingPartAtCut is partAtCut for rolling months and weeks, which start on no calendar boundary. They are counted
// back from the close.
func (c *Calendar) rollingPartAtCut(p, to Period) (part, counterpart Period) {
	u, n := Month, c.rollingMonths(p)
	if p.Unit == Week {
		u, n = Week, p.Start.Days(p.Close)/7
	}
	for ; n > 0; n-- {
		if end := c.unitsBefore(u, p.Close, n-1); p.End.Before(end) {
			return Period{u, c.unitsBefore(u, p.Close, n), p.End, end}, wholePeriod(u, c.unitsBefore(u, to.Close, n), c.unitsBefore(u, to.Close, n-1))
		}
	}
	return p, to
}

// unitsBetween returns the number of units between two dates that are first days of a unit.
func (c *Calendar) unitsBetween(u Unit, from, to Date) int {
	if monthsIn[u] > 0 {
		return (c.monthIndex(to) - c.monthIndex(from)) / monthsIn[u]
	}
	return from.Days(to) / 7
}

// endAtSameStage returns the exclusive end of as many business days of the whole period to as p has. If p ends with
// days off, the days off after the last of those business days are included, so that a weekend is compared with a
// weekend.
func (c *Calendar) endAtSameStage(p, to Period) Date {
	end := c.endAfter(to, c.BusinessDays(p.Start, p.End))
	if p.Start.Before(p.End) && !c.IsBusinessDay(p.End.AddDays(-1)) {
		for end.Before(to.Close) && !c.IsBusinessDay(end) {
			end = end.AddDays(1)
		}
	}
	return end
}

// endAfter returns the exclusive end of the first n business days of the period, at most its close.
func (c *Calendar) endAfter(p Period, n int) Date {
	if n == 0 {
		return p.Start
	}
	d, ok := c.NthBusinessDay(p, n)
	if !ok {
		return p.Close
	}
	return d.AddDays(1)
}
