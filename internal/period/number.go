package period

import "time"

// Number returns the year and the number by which people name the first unit of a period: week 46 of 2026, month 11 of
// 2026, quarter 3 of fiscal year 2026, year 2026 (n is 0), day 320 of 2026. Weeks are ISO weeks, or US weeks, of which
// the first contains 1 January; in a retail year they are weeks of the fiscal year. Months are calendar months; a month
// of 4 or 5 weeks has the name of the calendar month that contains its middle. Quarters and years are fiscal.
func (c *Calendar) Number(p Period) (year, n int) {
	switch p.Unit {
	case Week:
		return c.weekNumber(p.Start)
	case Month:
		mid := c.middleOfMonth(p.Start)
		return mid.Year, int(mid.Month)
	case Quarter:
		i := c.monthIndex(p.Start)
		return floorDiv(i, 12) + c.nameLag, (i-12*floorDiv(i, 12))/3 + 1
	case Year:
		return floorDiv(c.monthIndex(p.Start), 12) + c.nameLag, 0
	}
	return p.Start.Year, p.Start.Time().YearDay()
}

// middleOfMonth returns a day in the calendar month after which the month that starts on d is named.
func (c *Calendar) middleOfMonth(d Date) Date {
	if c.retail == nil {
		return d
	}
	return d.AddDays(14)
}

func (c *Calendar) weekNumber(d Date) (year, n int) {
	start := c.startOf(Week, d)
	switch {
	case c.retail != nil:
		y, _ := c.retail.locate(start)
		return y + c.nameLag, c.retail.start(y).Days(start)/7 + 1
	case c.iso:
		return d.Time().ISOWeek()
	}
	year = start.AddDays(6).Year // the week of 1 January is week 1
	return year, c.startOf(Week, Date{year, time.January, 1}).Days(start)/7 + 1
}

// nthWeek returns the nth week of a year; false if the year has no such week.
func (c *Calendar) nthWeek(year, n int) (Period, bool) {
	first := c.firstWeek(year)
	start := first.AddDays(7 * (n - 1))
	if n < 1 || !start.Before(c.firstWeek(year+1)) {
		return Period{}, false
	}
	return wholePeriod(Week, start, start.AddDays(7)), true
}

// firstWeek returns the first day of the year's week 1.
func (c *Calendar) firstWeek(year int) Date {
	switch {
	case c.retail != nil:
		return c.retail.start(year - c.nameLag)
	case c.iso:
		return c.startOf(Week, Date{year, time.January, 4})
	}
	return c.startOf(Week, Date{year, time.January, 1})
}
