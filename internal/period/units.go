package period

import "time"

// Containing returns the whole period of one unit that contains the day.
func (c *Calendar) Containing(u Unit, d Date) Period {
	start := c.startOf(u, d)
	return wholePeriod(u, start, c.unitsAfter(u, start, 1))
}

func wholePeriod(u Unit, start, end Date) Period { return Period{u, start, end, end} }

// startOf returns the first day of the unit that contains d.
func (c *Calendar) startOf(u Unit, d Date) Date {
	switch u {
	case Week:
		return d.AddDays(-((int(d.Weekday()) - int(c.firstWeekday()) + 7) % 7))
	case Month, Quarter, Year:
		return c.monthAt(c.monthIndex(d) / monthsIn[u] * monthsIn[u])
	}
	return d
}

// unitsAfter returns the first day of the unit that is n units after the one that begins on start.
func (c *Calendar) unitsAfter(u Unit, start Date, n int) Date {
	switch u {
	case Week:
		return start.AddDays(7 * n)
	case Month, Quarter, Year:
		return c.monthAt(c.monthIndex(start) + n*monthsIn[u])
	}
	return start.AddDays(n)
}

var monthsIn = map[Unit]int{Month: 1, Quarter: 3, Year: 12}

func (c *Calendar) firstWeekday() time.Weekday {
	if c.retail != nil {
		return (c.retail.weekday + 1) % 7
	}
	return c.weekStart
}

// monthIndex returns the number of d's month in a count over all fiscal years: 12 × the calendar year in which its fiscal
// year starts + its place in that year, from 0.
func (c *Calendar) monthIndex(d Date) int {
	if c.retail != nil {
		y, n := c.retail.locate(d)
		return y*12 + n - 1
	}
	return d.Year*12 + int(d.Month) - int(c.fiscalStart)
}

// monthAt returns the first day of the month with the monthIndex i.
func (c *Calendar) monthAt(i int) Date {
	if c.retail != nil {
		return c.retail.monthStart(floorDiv(i, 12), i-12*floorDiv(i, 12)+1)
	}
	return NewDate(floorDiv(i, 12), time.Month(i-12*floorDiv(i, 12))+c.fiscalStart, 1)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Shift returns the whole period that is n periods later, or earlier for a negative n. A period of several units moves by
// its own length.
func (c *Calendar) Shift(p Period, n int) Period {
	k := c.unitCount(p)
	if k == 0 {
		days := n * p.Start.Days(p.Close)
		return wholePeriod(p.Unit, p.Start.AddDays(days), p.Close.AddDays(days))
	}
	start := c.unitsAfter(p.Unit, p.Start, n*k)
	return wholePeriod(p.Unit, start, c.unitsAfter(p.Unit, start, k))
}

// unitCount returns the number of units from the period's start to its close; 0 if it does not start and close at the
// boundary of a unit.
func (c *Calendar) unitCount(p Period) int {
	if c.startOf(p.Unit, p.Start) != p.Start || c.startOf(p.Unit, p.Close) != p.Close {
		return 0
	}
	switch p.Unit {
	case Month, Quarter, Year:
		return (c.monthIndex(p.Close) - c.monthIndex(p.Start)) / monthsIn[p.Unit]
	case Week:
		return p.Start.Days(p.Close) / 7
	}
	return p.Start.Days(p.Close)
}
