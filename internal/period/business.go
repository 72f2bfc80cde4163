package period

import "time"

// maxClosed is how many days a search for a business day covers: no company is closed for two years.
const maxClosed = 731

// businessYear caches one calendar year.
type businessYear struct {
	names      map[Date]string // the names of the days off
	daysBefore [367]int16      // worked[i] is the number of business days among the first i days of the year
}

func (c *Calendar) businessYearOf(y int) *businessYear {
	if b, ok := c.years.Load(y); ok {
		return b.(*businessYear)
	}
	b := &businessYear{names: c.daysOff(y)}
	first := Date{y, time.January, 1}
	wd := first.Weekday()
	for i, d := 0, first; i < 366; i, d = i+1, d.AddDays(1) {
		b.daysBefore[i+1] = b.daysBefore[i]
		if d.Year == y && c.workdays[(int(wd)+i)%7] && b.names[d] == "" {
			b.daysBefore[i+1]++
		}
	}
	c.years.Store(y, b)
	return b
}

// daysOff returns the names of the year's days off: holidays and added days without the removed ones, and closures.
func (c *Calendar) daysOff(y int) map[Date]string {
	off := map[Date]string{}
	for _, s := range c.sources {
		for d, name := range s.inYear(y, c.workdays) {
			off[d] = name
		}
	}
	for d := range c.removed {
		delete(off, d)
	}
	for d := range c.added {
		if d.Year == y && off[d] == "" {
			off[d] = addedName
		}
	}
	for _, span := range c.closures {
		c.addClosure(off, span, y)
	}
	return off
}

func (c *Calendar) addClosure(off map[Date]string, span [2]Date, y int) {
	from, until := span[0], span[1]
	if from.Year < y {
		from = Date{y, time.January, 1}
	}
	for d := from; d.Year == y && !d.After(until); d = d.AddDays(1) {
		if off[d] == "" {
			off[d] = closureName
		}
	}
}

// The names of the company's own days off.
const (
	addedName   = "company holiday"
	closureName = "closure"
)

// Holiday returns the name of a day off: the country's name for it, "company holiday" for a day added in the YAML, or
// "closure". ok is false for any other day; a weekend is not a holiday.
func (c *Calendar) Holiday(d Date) (name string, ok bool) {
	name, ok = c.businessYearOf(d.Year).names[d]
	return name, ok
}

// IsWorkday reports whether the company works on a weekday, apart from holidays.
func (c *Calendar) IsWorkday(w time.Weekday) bool { return c.workdays[w] }

// IsBusinessDay reports whether the date is a workday and not a day off.
func (c *Calendar) IsBusinessDay(d Date) bool {
	if !c.workdays[d.Weekday()] {
		return false
	}
	_, off := c.Holiday(d)
	return !off
}

// BusinessDays counts the business days of [from, to); 0 when to is not after from.
func (c *Calendar) BusinessDays(from, to Date) int {
	if !from.Before(to) {
		return 0
	}
	n := c.businessDaysBefore(to) - c.businessDaysBefore(from)
	for y := from.Year; y < to.Year; y++ {
		n += int(c.businessYearOf(y).daysBefore[366])
	}
	return n
}

// businessDaysBefore returns the number of business days in d's year before d.
func (c *Calendar) businessDaysBefore(d Date) int {
	return int(c.businessYearOf(d.Year).daysBefore[d.Time().YearDay()-1])
}

// NthBusinessDay returns the nth business day of a period; a negative n counts from its end. It returns false if the
// period has fewer.
func (c *Calendar) NthBusinessDay(p Period, n int) (Date, bool) {
	total := c.BusinessDays(p.Start, p.End)
	if n < 0 {
		n += total + 1
	}
	if n < 1 || n > total {
		return Date{}, false
	}
	lo, hi := p.Start, p.End // the answer is in [lo, hi)
	for lo.Days(hi) > 1 {
		mid := lo.AddDays(lo.Days(hi) / 2)
		if c.BusinessDays(p.Start, mid) < n {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo, true
}

// NextBusinessDay returns the first business day on or after d; false if there is none within two years.
func (c *Calendar) NextBusinessDay(d Date) (Date, bool) { return c.findBusinessDay(d, 1) }

// PreviousBusinessDay returns the last business day on or before d; false if there is none within two years.
func (c *Calendar) PreviousBusinessDay(d Date) (Date, bool) { return c.findBusinessDay(d, -1) }

func (c *Calendar) findBusinessDay(d Date, step int) (Date, bool) {
	for range maxClosed {
		if c.IsBusinessDay(d) {
			return d, true
		}
		d = d.AddDays(step)
	}
	return Date{}, false
}
