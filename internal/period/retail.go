package period

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// retail describes a fiscal year of 52 or 53 whole weeks. The three months of each quarter have 4, 4 and 5 weeks in some
// order. The 53rd week belongs to the last month.
type retail struct {
	weeks   [3]int       // the number of weeks in a quarter's months
	weekday time.Weekday // the weekday on which the year ends
	ends    time.Month   // the month in or near which the year ends
	nearest bool         // whether it ends on the weekday nearest to the month's last day, or on the last one in the month
}

var patterns = map[string][3]int{"4-4-5": {4, 4, 5}, "4-5-4": {4, 5, 4}, "5-4-4": {5, 4, 4}}

var yearEnd = regexp.MustCompile(`^(?:last ([a-z]+) (?:of|in) ([a-z]+)|([a-z]+) nearest (?:to )?([a-z]+)(?: (\d+))?)$`)

func parseRetail(o Options) (*retail, error) {
	if o.Pattern == "" {
		if o.YearEnds != "" {
			return nil, fmt.Errorf("year_ends: only a year of weeks ends on a weekday (add pattern: 4-4-5, 4-5-4 or 5-4-4)")
		}
		return nil, nil
	}
	weeks, ok := patterns[o.Pattern]
	if !ok {
		return nil, fmt.Errorf("pattern: %q is not known (write 4-4-5, 4-5-4 or 5-4-4)", o.Pattern)
	}
	if o.FiscalYearStarts != "" && !strings.EqualFold(strings.TrimSpace(o.FiscalYearStarts), "january") {
		return nil, fmt.Errorf("fiscal_year_starts: a year of weeks starts after year_ends (remove fiscal_year_starts)")
	}
	ends := o.YearEnds
	if ends == "" {
		ends = "saturday nearest january 31"
	}
	const hint = `write "saturday nearest january 31" or "last saturday of january"`
	m := yearEnd.FindStringSubmatch(strings.ToLower(strings.TrimSpace(ends)))
	if m == nil {
		return nil, fmt.Errorf("year_ends: %q is not understood (%s)", ends, hint)
	}
	wd, err := ParseWeekday(m[1] + m[3])
	if err != nil {
		return nil, fmt.Errorf("year_ends: %w", err)
	}
	month, err := ParseMonth(m[2] + m[4])
	if err != nil {
		return nil, fmt.Errorf("year_ends: %w", err)
	}
	if days := lastDays[month]; m[5] != "" && !slices.Contains(days, m[5]) {
		return nil, fmt.Errorf("year_ends: the year ends near the last day of a month, which %s %s is not (write %s nearest %s %s)", m[4], m[5], m[3], m[4], days[0])
	}
	return &retail{weeks: weeks, weekday: wd, ends: month, nearest: m[3] != ""}, nil
}

// lastDays are by month the numbers that its last day may have.
var lastDays = [...][]string{
	time.January: {"31"}, time.February: {"28", "29"}, time.March: {"31"}, time.April: {"30"}, time.May: {"31"}, time.June: {"30"},
	time.July: {"31"}, time.August: {"31"}, time.September: {"30"}, time.October: {"31"}, time.November: {"30"}, time.December: {"31"},
}

// lastDay returns the last day of the fiscal year that ends in or near r.ends of calendar year y.
func (r *retail) lastDay(y int) Date {
	end := NewDate(y, r.ends+1, 0)
	back := (int(end.Weekday()) - int(r.weekday) + 7) % 7
	if r.nearest && back > 3 {
		back -= 7
	}
	return end.AddDays(-back)
}

// start returns the first day of the fiscal year that begins in or near calendar year y.
func (r *retail) start(y int) Date {
	if r.ends == time.December {
		return r.lastDay(y - 1).AddDays(1)
	}
	return r.lastDay(y).AddDays(1)
}

// monthStart returns the first day of month n of fiscal year y. Month 13 is the first of the next year.
func (r *retail) monthStart(y, n int) Date {
	if n > 12 {
		return r.start(y + 1)
	}
	days := (n - 1) / 3 * 13 * 7
	for i := range (n - 1) % 3 {
		days += r.weeks[i] * 7
	}
	return r.start(y).AddDays(days)
}

// locate returns the fiscal year of a day, by the calendar year in which it starts, and the month, from 1 to 12.
func (r *retail) locate(d Date) (y, month int) {
	y = d.Year + 1
	for d.Before(r.start(y)) {
		y--
	}
	month = 1
	for month < 12 && !d.Before(r.monthStart(y, month+1)) {
		month++
	}
	return y, month
}
