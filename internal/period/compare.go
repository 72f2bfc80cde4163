package period

// Previous is the period before: of twelve months that end on no boundary the twelve before. For a period that is cut, it is cut at the same number of business days. It is false
// only for an empty period.
func (c *Calendar) Previous(p Period) (Period, bool) {
	if !p.Start.Before(p.Close) {
		return Period{}, false
	}
	if n := c.rolled(p); n > 0 && c.units(p) == 0 {
		return whole(p.Unit, c.back(Month, p.Close, 2*n), p.Start), true
	}
	return c.cutLike(p, c.Shift(p, -1)), true
}

// LastYear is the same period a year earlier: the week of the same number, the month, quarter or year of the same name,
// for a day the same weekday of that week. It is false for a week 53 whose twin does not exist. For a
// period that is cut, it is cut at the same number of business days.
func (c *Calendar) LastYear(p Period) (Period, bool) {
	twin, ok := c.twin(p.Whole())
	if !ok || !p.Start.Before(p.Close) {
		return Period{}, false
	}
	return c.cutLike(p, twin), true
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

// cutLike cuts a whole period where as many of its business days have passed as in p. When p ends with days off, the
// days off that follow the last of those business days are counted too, so a weekend stands against a weekend.
func (c *Calendar) cutLike(p, to Period) Period {
	if !p.Open() {
		return to
	}
	to.End = c.endAfter(to, c.BusinessDays(p.Start, p.End))
	last := p.End.AddDays(-1)
	if p.Start.Before(p.End) && !c.IsBusinessDay(last) {
		for to.End.Before(to.Close) && !c.IsBusinessDay(to.End) {
			to.End = to.End.AddDays(1)
		}
	}
	return to
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
