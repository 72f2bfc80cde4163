package period

// Previous is the period before: of twelve months that end on no boundary the twelve before. For a period that is cut, it
// is cut at the same stage. It is false only for an empty period.
func (c *Calendar) Previous(p Period) (Period, bool) {
	if !p.Start.Before(p.Close) {
		return Period{}, false
	}
	if n := c.rolled(p); n > 0 && c.units(p) == 0 {
		return c.cutLike(p, whole(p.Unit, c.back(Month, p.Close, 2*n), p.Start)), true
	}
	return c.cutLike(p, c.Shift(p, -1)), true
}

// LastYear is the same period a year earlier: the week with the same number, the month, quarter or year with the same
// name, for a day the same weekday of that week. It is false for a week 53 without a counterpart. If the period is cut,
// the result is cut at the same stage.
func (c *Calendar) LastYear(p Period) (Period, bool) {
	twin, ok := c.twin(p.Whole())
	if !ok || !p.Start.Before(p.Close) {
		return Period{}, false
	}
	return c.cutLike(p, twin), true
}

// LastYearByWeek is LastYear for data that comes by the week. A month, quarter or year that is cut inside of a month ends a
// year earlier on the same weekday of the week of the same number: by business days a whole week more or less may count.
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

func (c *Calendar) twin(p Period) (Period, bool) {
	k := c.units(p)
	switch {
	case p.Unit == Month || p.Unit == Quarter || p.Unit == Year:
		if k == 0 {
			return whole(p.Unit, c.back(Year, p.Start, 1), c.back(Year, p.Close, 1)), true
		}
		start := c.step(Month, p.Start, -12)
		return whole(p.Unit, start, c.step(p.Unit, start, k)), true
	case p.Unit == Week && k == 1:
		return c.twinWeek(p)
	case p.Unit == Day && k == 1:
		week := c.Containing(Week, p.Start)
		twin, ok := c.twinWeek(week)
		start := twin.Start.AddDays(week.Start.Days(p.Start))
		return whole(Day, start, start.AddDays(1)), ok
	}
	// Thirteen weeks that run over a week 53 have no thirteen twins: 52 weeks keep length and weekdays.
	return whole(p.Unit, p.Start.AddDays(-364), p.Close.AddDays(-364)), true
}

func (c *Calendar) twinWeek(p Period) (Period, bool) {
	y, n := c.Number(p)
	return c.week(y-1, n)
}

// cutLike cuts a whole period at the stage at which p is cut. The whole months before p's end correspond to as many
// whole months; only in the month that p's end cuts, business days are counted. For weeks, and months made of whole
// weeks, the same rule applies with weeks.
func (c *Calendar) cutLike(p, to Period) Period {
	if !p.Open() {
		return to
	}
	part, twin := p, to
	for _, u := range c.wholesIn(p.Unit) {
		part, twin = c.lastOf(u, part, twin)
	}
	if end := c.endLike(part, twin); end.Before(to.Close) {
		to.End = end
	}
	return to
}

// wholesIn are the units, longest first, of which a period of the unit is made up to its cut.
func (c *Calendar) wholesIn(u Unit) []Unit {
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

// lastOf narrows a cut period to the unit that contains its cut, and to the corresponding unit of the whole period that
// it is compared with. A unit that ends with the cut is complete: the rest of p is the empty part of the next one.
func (c *Calendar) lastOf(u Unit, p, to Period) (part, twin Period) {
	start := c.startOf(u, p.End)
	if c.units(p) == 0 {
		return c.lastRolled(p, to)
	}
	at := c.step(u, to.Start, c.between(u, p.Start, start))
	return Period{u, start, p.End, c.step(u, start, 1)}, whole(u, at, c.step(u, at, 1))
}

// lastRolled is lastOf for months and weeks that roll along, on no boundary: they are counted back from the close.
func (c *Calendar) lastRolled(p, to Period) (part, twin Period) {
	u, n := Month, c.rolled(p)
	if p.Unit == Week {
		u, n = Week, p.Start.Days(p.Close)/7
	}
	for ; n > 0; n-- {
		if end := c.back(u, p.Close, n-1); p.End.Before(end) {
			return Period{u, c.back(u, p.Close, n), p.End, end}, whole(u, c.back(u, to.Close, n), c.back(u, to.Close, n-1))
		}
	}
	return p, to
}

// between counts the units from one first day of a unit to another.
func (c *Calendar) between(u Unit, from, to Date) int {
	if monthsIn[u] > 0 {
		return (c.monthIndex(to) - c.monthIndex(from)) / monthsIn[u]
	}
	return from.Days(to) / 7
}

// endLike is the exclusive end of as many business days of a whole period as p counts. If p ends with days off, the
// days off after the last of those business days are counted too, so a weekend is compared with a weekend.
func (c *Calendar) endLike(p, to Period) Date {
	end := c.endAfter(to, c.BusinessDays(p.Start, p.End))
	if p.Start.Before(p.End) && !c.IsBusinessDay(p.End.AddDays(-1)) {
		for end.Before(to.Close) && !c.IsBusinessDay(end) {
			end = end.AddDays(1)
		}
	}
	return end
}

// endAfter is the exclusive end after n business days of the period, at most its close.
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
