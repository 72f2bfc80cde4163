package preparation

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/locale"
	"bilan/internal/nearest"
	"bilan/sources/cell"
	"bilan/sources/input"
)

// unfolding turns a range of columns into rows, one per column: a quota sheet with a column per month, for example.
type unfolding struct {
	first, last int
	into, value string
	dated       bool
	days        []int32  // first days, by column; if the headings are months or quarters
	texts       []string // headings, by column
}

func newUnfolding(names []string, w config.Wide) (*unfolding, error) {
	from, to, ok := strings.Cut(w.Columns, "..")
	if !ok || w.Into == "" || w.Value == "" {
		return nil, fmt.Errorf("write {columns: first..last, into: month, value: quota, year: 2026}")
	}
	u := &unfolding{into: input.CleanName(w.Into), value: input.CleanName(w.Value)}
	var err error
	if u.first, err = headingIndex(names, from); err != nil {
		return nil, err
	}
	if u.last, err = headingIndex(names, to); err != nil {
		return nil, err
	}
	if u.last < u.first {
		return nil, fmt.Errorf("column %q comes after column %q: write the first column of the range first", input.CleanName(from), input.CleanName(to))
	}
	for i, n := range names {
		if (i < u.first || i > u.last) && (strings.EqualFold(n, u.into) || strings.EqualFold(n, u.value)) {
			return nil, fmt.Errorf("the file already has a column %q: choose another name", n)
		}
	}
	u.texts = names[u.first : u.last+1]
	return u, u.dateHeadings(w.Year)
}

// headingIndex is the index of the column with a name, or with the month that the name means.
func headingIndex(names []string, want string) (int, error) {
	want = input.CleanName(want)
	for i, n := range names {
		if strings.EqualFold(n, want) {
			return i, nil
		}
	}
	if i := locale.HeadingAt(names, want); i >= 0 {
		return i, nil
	}
	if meant := nearest.Word(want, names); meant != "" {
		return 0, fmt.Errorf("there is no column %q (did you mean %q?)", want, meant)
	}
	return 0, fmt.Errorf("there is no column %q; it has %s", want, strings.Join(names, ", "))
}

// dateHeadings converts the headings to days if they are months or quarters. Headings without a year begin in the given year;
// when the months begin again, the next year begins.
func (u *unfolding) dateHeadings(year int) error {
	list, stray, undated, ok := locale.Headings(u.texts, year)
	switch {
	case !ok:
		return nil
	case undated && year == 0:
		return fmt.Errorf("column %q does not say its year (wide: {year: 2026})", u.firstUndated())
	case stray != "":
		return fmt.Errorf("%q is not a month, while other columns of the range are: %s (choose a range with months only)", stray, strings.Join(u.texts, ", "))
	}
	u.dated = true
	for _, h := range list {
		u.days = append(u.days, cell.DaysOf(h.Year, h.Month, 1))
	}
	return nil
}

// firstUndated is the first heading of a month that does not name its year.
func (u *unfolding) firstUndated() string {
	i := slices.IndexFunc(u.texts, func(text string) bool {
		h, ok := locale.ParseHeading(text)
		return ok && h.Year == 0
	})
	return u.texts[i]
}
