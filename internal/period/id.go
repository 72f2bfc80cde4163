package period

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const periodHint = "write 2026-W46, 2026-11, 2026-Q3, 2026 or 2026-11-16"

// ID returns the text of a period that ParsePeriod reads: 2026-W46, 2026-11, 2026-Q3, 2026 or 2026-11-16; for several
// units the first and last, 2026-W34..2026-W46; for a cut period the unit and the last day, 2026-11..2026-11-15.
func (c *Calendar) ID(p Period) string {
	k := c.unitCount(p)
	last := p.End.AddDays(-1)
	switch {
	case k == 0:
		return p.Start.String() + ".." + last.String()
	case p.Open():
		return c.unitID(p.Unit, p.Start) + ".." + last.String()
	case k == 1:
		return c.unitID(p.Unit, p.Start)
	}
	return c.unitID(p.Unit, p.Start) + ".." + c.unitID(p.Unit, last)
}

func (c *Calendar) unitID(u Unit, d Date) string {
	y, n := c.Number(Period{Unit: u, Start: c.startOf(u, d)})
	switch u {
	case Week:
		return fmt.Sprintf("%04d-W%02d", y, n)
	case Month:
		return fmt.Sprintf("%04d-%02d", y, n)
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", y, n)
	case Year:
		return fmt.Sprintf("%04d", y)
	}
	return d.String()
}

// ParsePeriod parses the output of ID, in upper or lower case. It also reads the French forms of weeks and quarters,
// 2026-S46 and 2026-T3, and 2026-P10 for the tenth month of fiscal year 2026.
func (c *Calendar) ParsePeriod(s string) (Period, error) {
	a, b, ranged := strings.Cut(strings.TrimSpace(s), "..")
	from, err := c.parseUnit(a)
	if err != nil || !ranged {
		return from, err
	}
	to, err := c.parseUnit(b)
	if err != nil {
		return Period{}, err
	}
	switch {
	case to.Start.Before(from.Start):
		return Period{}, fmt.Errorf("%q ends before it starts (write the earlier period first)", s)
	case to.Unit == from.Unit:
		return wholePeriod(from.Unit, from.Start, to.End), nil
	case to.Unit == Day && !from.End.Before(to.End):
		return Period{from.Unit, from.Start, to.End, from.End}, nil
	}
	return Period{}, fmt.Errorf("%q joins two units (write 2026-W34..2026-W46, or 2026-11..2026-11-15 for a part of November)", s)
}

var unitPattern = regexp.MustCompile(`(?i)^(\d{4})(?:-(?:([WSQTP])(\d{1,2})|(\d{2})(?:-(\d{2}))?))?$`)

func (c *Calendar) parseUnit(s string) (Period, error) {
	s = strings.TrimSpace(s)
	m := unitPattern.FindStringSubmatch(s)
	if m == nil {
		return Period{}, fmt.Errorf("%q is not a period (%s)", s, periodHint)
	}
	year, _ := strconv.Atoi(m[1])
	n, _ := strconv.Atoi(m[3] + m[4])
	if m[5] != "" {
		d, err := ParseDate(s)
		if err != nil {
			return Period{}, err
		}
		return wholePeriod(Day, d, d.AddDays(1)), nil
	}
	letter := frenchLetters.Replace(strings.ToUpper(m[2]))
	p, ok := c.numberedPeriod(letter, m[4] != "", year, n)
	if !ok {
		return Period{}, fmt.Errorf("%q is not a period: there is no such %s (%s)", s, unitWord(letter), periodHint)
	}
	return p, nil
}

// frenchLetters replaces the letters of semaine and trimestre by W for week and Q for quarter.
var frenchLetters = strings.NewReplacer("S", "W", "T", "Q")

func unitWord(letter string) string {
	switch letter {
	case "W":
		return "week in that year"
	case "Q":
		return "quarter"
	}
	return "month"
}

// numberedPeriod returns the period n of a year: the week, quarter or fiscal month by its letter W, Q or P; the
// calendar month if month is true; else the whole year. It returns false if the year has no such period.
func (c *Calendar) numberedPeriod(letter string, month bool, year, n int) (Period, bool) {
	first := (year - c.nameLag) * 12 // index of the fiscal year's first month
	switch {
	case letter == "W":
		return c.nthWeek(year, n)
	case letter == "Q":
		return c.Containing(Quarter, c.monthAt(first+3*(n-1))), n >= 1 && n <= 4
	case letter == "P":
		return c.Containing(Month, c.monthAt(first+n-1)), n >= 1 && n <= 12
	case month:
		return c.Containing(Month, Date{year, time.Month(n), 15}), n >= 1 && n <= 12
	}
	return c.Containing(Year, c.monthAt(first)), true
}
