package period

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Relative is a period that depends on the day of a slot, such as "last week" or "month to date". It is comparable.
type Relative struct {
	kind  kind
	n     int
	unit  Unit
	until Unit // a current unit ends with the last complete until; "" means with the day before the slot's
}

type kind int

const (
	lastUnits    kind = iota + 1 // the last n units that ended before the slot's day
	currentUnit                  // the unit of the day before the slot's, or of the last complete smaller unit, cut after it
	rollingUnits                 // the n units up to the day before the slot's, wherever they start
)

const relativeHint = `write "last week", "this month", "month to date", "year to date", "year to last month", "yesterday", "last 13 weeks" or "rolling 12 months"`

var (
	relativePattern = regexp.MustCompile(`^(last|previous|this|current|rolling) (?:(\d+) )?(day|week|month|quarter|year)(s?)$`)
	toDatePattern   = regexp.MustCompile(`^(week|month|quarter|year)[ -]to[ -]date$`)
	toLastPattern   = regexp.MustCompile(`^(week|month|quarter|year)[ -]to[ -](?:last|previous)[ -](day|week|month|quarter|year)$`)
	spanPattern     = regexp.MustCompile(`^(\d+) (day|week|month|quarter|year)s?$`)
	shorthand       = map[string]string{
		"yesterday": "last day", "wtd": "week to date", "mtd": "month to date", "qtd": "quarter to date", "ytd": "year to date",
	}
)

// maxUnits is the largest N in "last N weeks". A larger number is a typing error.
const maxUnits = 1000

// ParseRelative reads the words of a report's periods.
func ParseRelative(s string) (Relative, error) {
	words := strings.ToLower(strings.Join(strings.Fields(s), " "))
	if long, ok := shorthand[words]; ok {
		words = long
	}
	if m := toDatePattern.FindStringSubmatch(words); m != nil {
		return Relative{kind: currentUnit, n: 1, unit: Unit(m[1])}, nil
	}
	if m := toLastPattern.FindStringSubmatch(words); m != nil {
		return toLast(s, Unit(m[1]), Unit(m[2]))
	}
	m := relativePattern.FindStringSubmatch(words)
	if m == nil {
		return Relative{}, fmt.Errorf("%q is not a period (%s)", s, relativeHint)
	}
	n, err := parseCount(m[2])
	if err != nil {
		return Relative{}, fmt.Errorf("%q is not a period: %w", s, err)
	}
	return parseWord(s, m[1], m[2] != "", n, Unit(m[3]))
}

func parseWord(s, word string, counted bool, n int, u Unit) (Relative, error) {
	switch word {
	case "last", "previous":
		return Relative{kind: lastUnits, n: n, unit: u}, nil
	case "rolling":
		if counted {
			return Relative{kind: rollingUnits, n: n, unit: u}, nil
		}
		return Relative{}, fmt.Errorf(`%q does not say how many (write "rolling 12 months")`, s)
	}
	if counted {
		return Relative{}, fmt.Errorf(`%q is not a period (write "last %d %ss")`, s, n, u)
	}
	if u == Day {
		return Relative{}, fmt.Errorf(`%q is not over when the report is made (write "yesterday")`, s)
	}
	return Relative{kind: currentUnit, n: 1, unit: u}, nil
}

// toLast returns a period such as "year to last month": the unit u up to the end of the last complete unit until.
func toLast(s string, u, until Unit) (Relative, error) {
	switch sizes := []Unit{Day, Week, Month, Quarter, Year}; {
	case slices.Index(sizes, until) >= slices.Index(sizes, u):
		return Relative{}, fmt.Errorf(`%q is not a period: no %s ends inside a %s (write "year to last month")`, s, until, u)
	case until == Day:
		return Relative{kind: currentUnit, n: 1, unit: u}, nil
	}
	return Relative{currentUnit, 1, u, until}, nil
}

func parseCount(digits string) (int, error) {
	if digits == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > maxUnits {
		return 0, fmt.Errorf("%s is not a number from 1 to %d", digits, maxUnits)
	}
	return n, nil
}

// String returns a phrase from which ParseRelative reads r.
func (r Relative) String() string {
	switch {
	case r.until != "":
		return string(r.unit) + " to last " + string(r.until)
	case r.kind == currentUnit:
		return "this " + string(r.unit)
	case r.kind == lastUnits && r.n == 1 && r.unit == Day:
		return "yesterday"
	case r.kind == lastUnits && r.n == 1:
		return "last " + string(r.unit)
	case r.kind == lastUnits:
		return fmt.Sprintf("last %d %ss", r.n, r.unit)
	case r.kind == rollingUnits:
		return fmt.Sprintf("rolling %d %ss", r.n, r.unit)
	}
	return ""
}

// IsZero reports whether r is the zero value.
func (r Relative) IsZero() bool { return r == Relative{} }

// Unit returns the unit of the period to which r resolves.
func (r Relative) Unit() Unit { return r.unit }

// Single reports whether r is one unit that ended, such as "last week" or "yesterday".
func (r Relative) Single() bool { return r.kind == lastUnits && r.n == 1 }

// ToDate reports whether r may resolve to a cut period.
func (r Relative) ToDate() bool { return r.kind == currentUnit }

// Resolve returns the period that r means on a slot's day. "last week" is the last week that ended before that day. "this
// month" is the month that contains the day before, cut after it. "year to last month" is the year that contains the last
// complete month, cut after it. "rolling 12 months" are the twelve months up to the day before, wherever they start.
// A period that would be cut at its own end is whole.
func (c *Calendar) Resolve(r Relative, slotDay Date) Period {
	switch r.kind {
	case currentUnit:
		end := slotDay
		if r.until != "" {
			end = c.startOf(r.until, slotDay)
		}
		return c.cutAt(c.Containing(r.unit, end.AddDays(-1)), end)
	case rollingUnits:
		return wholePeriod(r.unit, c.unitsBefore(r.unit, slotDay, r.n), slotDay)
	}
	end := c.startOf(r.unit, slotDay)
	return wholePeriod(r.unit, c.unitsAfter(r.unit, end, -r.n), end)
}

func (c *Calendar) cutAt(p Period, end Date) Period {
	if p.Start.Before(end) && end.Before(p.Close) {
		p.End = end
	}
	return p
}

// unitsBefore returns the day n units before d, in the civil calendar. If that day does not exist, it returns the next
// day: the twelve months before 29 February begin on 1 March, because from 28 February on they would contain that date
// twice.
func (c *Calendar) unitsBefore(u Unit, d Date, n int) Date {
	switch u {
	case Month, Quarter, Year:
		first := NewDate(d.Year, d.Month-time.Month(n*monthsIn[u]), 1)
		if e := first.AddDays(d.Day - 1); e.Month == first.Month {
			return e
		}
		return NewDate(first.Year, first.Month+1, 1)
	}
	return c.unitsAfter(u, d, -n)
}

// rollingMonths returns how many months a period of months has from its start to its close, wherever it starts; 0 if
// they are no whole number, or for a period of days or weeks.
func (c *Calendar) rollingMonths(p Period) int {
	if monthsIn[p.Unit] == 0 {
		return 0
	}
	n := (p.Close.Year-p.Start.Year)*12 + int(p.Close.Month) - int(p.Start.Month)
	for _, n := range []int{n, n + 1} {
		if n > 0 && c.unitsBefore(Month, p.Close, n) == p.Start {
			return n
		}
	}
	return 0
}

// Last returns the n latest periods of a unit, oldest first. The last one contains the day before end, and is cut at end
// if it closes later.
func (c *Calendar) Last(n int, u Unit, end Date) []Period {
	newest := c.Containing(u, end.AddDays(-1))
	out := make([]Period, n)
	for i := range out {
		out[i] = c.Shift(newest, i-n+1)
	}
	if n > 0 {
		out[n-1] = c.cutAt(newest, end)
	}
	return out
}
