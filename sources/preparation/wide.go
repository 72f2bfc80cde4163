package preparation

import (
	"fmt"
	"strings"

	"bilan/internal/config"
	"bilan/internal/nearest"
	"bilan/sources/cell"
	"bilan/sources/input"
)

// unfolding makes one row per column of a range: a quota sheet with a column per month becomes rows.
type unfolding struct {
	first, last int
	into, value string
	dated       bool
	days        []int32  // per column, when the headings are months or quarters
	texts       []string // per column, when they are anything else
}

func newUnfolding(names []string, w config.Wide) (*unfolding, error) {
	from, to, ok := strings.Cut(w.Columns, "..")
	if !ok || w.Into == "" || w.Value == "" {
		return nil, fmt.Errorf("write {columns: first..last, into: month, value: quota, year: 2026}")
	}
	u := &unfolding{into: input.CleanName(w.Into), value: input.CleanName(w.Value)}
	var err error
	if u.first, err = heading(names, from); err != nil {
		return nil, err
	}
	if u.last, err = heading(names, to); err != nil {
		return nil, err
	}
	if u.last < u.first {
		return nil, fmt.Errorf("%q stands behind %q", input.CleanName(from), input.CleanName(to))
	}
	for i, n := range names {
		if (i < u.first || i > u.last) && (strings.EqualFold(n, u.into) || strings.EqualFold(n, u.value)) {
			return nil, fmt.Errorf("there already is a column %q", n)
		}
	}
	u.texts = names[u.first : u.last+1]
	return u, u.date(w.Year)
}

// heading finds a column by its name, or by the month that it means.
func heading(names []string, want string) (int, error) {
	want = input.CleanName(want)
	for i, n := range names {
		if strings.EqualFold(n, want) {
			return i, nil
		}
	}
	if w, ok := input.ParseHeading(want); ok {
		for i, n := range names {
			if h, ok := input.ParseHeading(n); ok && h.Month == w.Month && h.Quarter == w.Quarter && (w.Year == 0 || h.Year == w.Year) {
				return i, nil
			}
		}
	}
	if meant := nearest.Word(want, names); meant != "" {
		return 0, fmt.Errorf("there is no column %q (did you mean %q?)", want, meant)
	}
	return 0, fmt.Errorf("there is no column %q; it has %s", want, strings.Join(names, ", "))
}

// date turns headings into days, all or none. Without a year of their own, the months start in the given year
// and go on into the next when they begin again.
func (u *unfolding) date(year int) error {
	var found int
	var last int32
	stray := ""
	for _, text := range u.texts {
		h, ok := input.ParseHeading(text)
		if !ok {
			stray = text
			u.days = append(u.days, 0)
			continue
		}
		found++
		switch {
		case h.Year == 0 && year == 0:
			return fmt.Errorf("column %q does not say its year (wide: {year: 2026})", text)
		case h.Year == 0:
			h.Year = int32(year)
			if found > 1 && cell.DaysOf(h.Year, h.Month, 1) <= last {
				year++
				h.Year++
			}
		}
		last = cell.DaysOf(h.Year, h.Month, 1)
		u.days = append(u.days, last)
	}
	if found > 0 && found < len(u.texts) {
		return fmt.Errorf("some of the columns %s are months, and %q is none", strings.Join(u.texts, ", "), stray)
	}
	u.dated = found > 0
	return nil
}
