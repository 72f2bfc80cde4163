package period

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Relative is a period that follows from the day of a slot: "last week", "month to date". It is comparable.
type Relative struct {
	kind  kind
	n     int
	unit  Unit
	until Unit // current: up to the end of the last whole one of these; "" up to the day before
}

type kind int

const (
	last    kind = iota + 1 // the last n whole units that ended
	current                 // the unit that holds the day before, or the last day of a smaller unit that ended, cut there
	rolling                 // n units back from the day before, on no boundary
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

// maxUnits bounds "last N weeks": more is a typing error, not a report.
const maxUnits = 1000

// ParseRelative reads the words of a report's periods.
func ParseRelative(s string) (Relative, error) {
	words := strings.ToLower(strings.Join(strings.Fields(s), " "))
	if long, ok := shorthand[words]; ok {
		words = long
	}
	if m := toDatePattern.FindStringSubmatch(words); m != nil {
		return Relative{kind: current, n: 1, unit: Unit(m[1])}, nil
	}
	if m := toLastPattern.FindStringSubmatch(words); m != nil {
		return toLast(s, Unit(m[1]), Unit(m[2]))
	}
	m := relativePattern.FindStringSubmatch(words)
	if m == nil {
		return Relative{}, fmt.Errorf("%q is not a period (%s)", s, relativeHint)
	}
	n, err := count(m[2])
	if err != nil {
		return Relative{}, fmt.Errorf("%q is not a period: %w", s, err)
	}
	return relative(s, m[1], m[2] != "", n, Unit(m[3]))
}

func relative(s, word string, counted bool, n int, u Unit) (Relative, error) {
	switch word {
	case "last", "previous":
		return Relative{kind: last, n: n, unit: u}, nil
	case "rolling":
		if counted {
			return Relative{kind: rolling, n: n, unit: u}, nil
		}
		return Relative{}, fmt.Errorf(`%q does not say how many (write "rolling 12 months")`, s)
	}
	if counted {
		return Relative{}, fmt.Errorf(`%q is not a period (write "last %d %ss")`, s, n, u)
	}
	if u == Day {
		return Relative{}, fmt.Errorf(`%q is not over when the report is made (write "yesterday")`, s)
	}
	return Relative{kind: current, n: 1, unit: u}, nil
}

// toLast is "year to last month": a unit up to the end of the last whole smaller one.
func toLast(s string, u, until Unit) (Relative, error) {
	switch sizes := []Unit{Day, Week, Month, Quarter, Year}; {
	case slices.Index(sizes, until) >= slices.Index(sizes, u):
		return Relative{}, fmt.Errorf(`%q is not a period: no %s ends inside a %s (write "year to last month")`, s, until, u)
	case until == Day:
		return Relative{kind: current, n: 1, unit: u}, nil
	}
	return Relative{current, 1, u, until}, nil
}

func count(digits string) (int, error) {
	if digits == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > maxUnits {
		return 0, fmt.Errorf("%s is not a number from 1 to %d", digits, maxUnits)
	}
	return n, nil
}

// String is the phrase that ParseRelative reads.
func (r Relative) String() string {
	switch {
	case r.until != "":
		return string(r.unit) + " to last " + string(r.until)
	case r.kind == current:
		return "this " + string(r.unit)
	case r.kind == last && r.n == 1 && r.unit == Day:
		return "yesterday"
	case r.kind == last && r.n == 1:
		return "last " + string(r.unit)
	case r.kind == last:
		return fmt.Sprintf("last %d %ss", r.n, r.unit)
	case r.kind == rolling:
		return fmt.Sprintf("rolling %d %ss", r.n, r.unit)
	}
	return ""
}

// IsZero reports whether r is the zero value.
func (r Relative) IsZero() bool { return r == Relative{} }

// Unit is the size of the period that r resolves to.
func (r Relative) Unit() Unit { return r.unit }

// Single reports whether r is one whole unit that ended: "last week", "yesterday".
func (r Relative) Single() bool { return r.kind == last && r.n == 1 }

// ToDate reports whether r may resolve to a period that is not finished.
func (r Relative) ToDate() bool { return r.kind == current }

// Resolve is the period that r means on a slot's day. "last week" is the last one that ended before the slot's day;
// "this month" is the one that contains the day before the slot's, cut at that day's end, or whole if that was its last
// day; "year to last month" is the year that contains the last complete month, cut at that month's end, or whole if
// that was its last month; "rolling 12 months" are the twelve months up to the day before, independent of boundaries.
func (c *Calendar) Resolve(r Relative, slotDay Date) Period {
	switch r.kind {
	case current:
		end := slotDay
		if r.until != "" {
			end = c.startOf(r.until, slotDay)
		}
		return c.cut(c.Containing(r.unit, end.AddDays(-1)), end)
	case rolling:
		return whole(r.unit, c.back(r.unit, slotDay, r.n), slotDay)
	}
	end := c.startOf(r.unit, slotDay)
	return whole(r.unit, c.step(r.unit, end, -r.n), end)
}

func (c *Calendar) cut(p Period, end Date) Period {
	if p.Start.Before(end) && end.Before(p.Close) {
		p.End = end
	}
	return p
}

// back is the day n units before, in the plain calendar. A day that does not exist becomes the next existing one: the
// twelve months before 29 February begin on 1 March, because with 28 February they would contain that date twice.
func (c *Calendar) back(u Unit, d Date, n int) Date {
	switch u {
	case Month, Quarter, Year:
		first := NewDate(d.Year, d.Month-time.Month(n*monthsIn[u]), 1)
		if e := first.AddDays(d.Day - 1); e.Month == first.Month {
			return e
		}
		return NewDate(first.Year, first.Month+1, 1)
	}
	return c.step(u, d, -n)
}

// rolled is the number of months in a period of months that is not on a boundary: from its start to its close.
func (c *Calendar) rolled(p Period) int {
	if monthsIn[p.Unit] == 0 {
		return 0
	}
	n := (p.Close.Year-p.Start.Year)*12 + int(p.Close.Month) - int(p.Start.Month)
	for _, n := range []int{n, n + 1} {
		if n > 0 && c.back(Month, p.Close, n) == p.Start {
			return n
		}
	}
	return 0
}

// Last is the n periods up to end, oldest first. The last one contains the day before end, and is cut at end if it is
// open.
func (c *Calendar) Last(n int, u Unit, end Date) []Period {
	newest := c.Containing(u, end.AddDays(-1))
	out := make([]Period, n)
	for i := range out {
		out[i] = c.Shift(newest, i-n+1)
	}
	if n > 0 {
		out[n-1] = c.cut(newest, end)
	}
	return out
}
