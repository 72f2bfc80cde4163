package period

import (
	"fmt"
	"sync"
	"time"
)

// Calendar is the calendar of one business. It is safe for concurrent use.
type Calendar struct {
	workdays    [7]bool
	sources     []source
	added       map[Date]bool
	removed     map[Date]bool
	closures    [][2]Date
	weekStart   time.Weekday
	iso         bool
	fiscalStart time.Month // first month of the fiscal year
	nameLag     int        // the number in a fiscal year's name minus the calendar year in which it starts
	retail      *retail    // nil for a fiscal year of calendar months
	options     Options    // what NewCalendar was given

	years sync.Map // the cache of calendar years: int → *businessYear
}

// NewCalendar makes a calendar from its options. An error names the option and ends with the correction.
func NewCalendar(o Options) (*Calendar, error) {
	c := &Calendar{options: o, added: dateSet(o.Add), removed: dateSet(o.Remove), closures: o.Closures}
	var err error
	if c.workdays, err = parseWorkdays(o.Workdays); err != nil {
		return nil, err
	}
	if c.sources, err = parseHolidays(o.Holidays); err != nil {
		return nil, err
	}
	if c.weekStart, err = parseWeeks(o.Weeks); err != nil {
		return nil, err
	}
	c.iso = c.weekStart == time.Monday
	if c.fiscalStart, err = parseFiscalStart(o.FiscalYearStarts); err != nil {
		return nil, err
	}
	if err := checkClosures(o.Closures); err != nil {
		return nil, err
	}
	if c.retail, err = parseRetail(o); err != nil {
		return nil, err
	}
	if c.nameLag, err = parseNameLag(o, c); err != nil {
		return nil, err
	}
	return c, nil
}

// Options returns what NewCalendar was given.
func (c *Calendar) Options() Options { return c.options }

func dateSet(days []Date) map[Date]bool {
	m := make(map[Date]bool, len(days))
	for _, d := range days {
		m[d] = true
	}
	return m
}

func checkClosures(cs [][2]Date) error {
	for _, c := range cs {
		switch {
		case c[0].IsZero() || c[1].IsZero():
			return fmt.Errorf("closures: a closure needs both days (write {from: 2026-12-24, until: 2027-01-02})")
		case c[1].Before(c[0]):
			return fmt.Errorf("closures: until %s is before from %s (the first day stands in from)", c[1], c[0])
		}
	}
	return nil
}

// parseNameLag returns the difference between a fiscal year's name and the calendar year in which it starts.
func parseNameLag(o Options, c *Calendar) (int, error) {
	first := c.fiscalStart
	if c.retail != nil {
		first = c.retail.ends%12 + 1
	}
	switch o.FiscalYearNamed {
	case "start":
		return 0, nil
	case "end":
		return lagOf(first == time.January), nil
	case "":
		// A retail year that starts in February 2026 is called 2026, because most of it lies in that year.
		return lagOf(first == time.January || c.retail != nil && first == time.February), nil
	}
	return 0, fmt.Errorf("fiscal_year_named: %q is not known (write start or end)", o.FiscalYearNamed)
}

func lagOf(sameYear bool) int {
	if sameYear {
		return 0
	}
	return 1
}
