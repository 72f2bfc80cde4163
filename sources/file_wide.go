package sources

import (
	"fmt"
	"strconv"
	"strings"

	"bilan/internal/config"
	"bilan/internal/locale"
	"bilan/internal/nearest"
	"bilan/sources/cell"
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
	u := &unfolding{into: cleanName(w.Into), value: cleanName(w.Value)}
	var err error
	if u.first, err = heading(names, from); err != nil {
		return nil, err
	}
	if u.last, err = heading(names, to); err != nil {
		return nil, err
	}
	if u.last < u.first {
		return nil, fmt.Errorf("%q stands behind %q", cleanName(from), cleanName(to))
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
	want = cleanName(want)
	for i, n := range names {
		if strings.EqualFold(n, want) {
			return i, nil
		}
	}
	if w, ok := parseHeading(want); ok {
		for i, n := range names {
			if h, ok := parseHeading(n); ok && h.month == w.month && h.quarter == w.quarter && (w.year == 0 || h.year == w.year) {
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
		h, ok := parseHeading(text)
		if !ok {
			stray = text
			u.days = append(u.days, 0)
			continue
		}
		found++
		switch {
		case h.year == 0 && year == 0:
			return fmt.Errorf("column %q does not say its year (wide: {year: 2026})", text)
		case h.year == 0:
			h.year = int32(year)
			if found > 1 && cell.DaysOf(h.year, h.month, 1) <= last {
				year++
				h.year++
			}
		}
		last = cell.DaysOf(h.year, h.month, 1)
		u.days = append(u.days, last)
	}
	if found > 0 && found < len(u.texts) {
		return fmt.Errorf("some of the columns %s are months, and %q is none", strings.Join(u.texts, ", "), stray)
	}
	u.dated = found > 0
	return nil
}

// headingDate is a month or quarter that a heading names; its first month, and year 0 when it names none.
type headingDate struct {
	year, month int32
	quarter     bool
}

// parseHeading reads "janv.", "Februar", "mars 2026", "avr-26", "2026-05", "06/2026", "2026-07-01", "T3", "Q4 2026".
func parseHeading(s string) (headingDate, bool) {
	parts := strings.FieldsFunc(locale.Unaccented(s), func(r rune) bool { return strings.ContainsRune(" .-/_'’", r) })
	var h headingDate
	var numbers []string
	for _, p := range parts {
		if n, err := strconv.Atoi(p); err == nil && n >= 0 {
			numbers = append(numbers, p)
			continue
		}
		m, quarter := monthWord(p)
		if m == 0 || h.month != 0 {
			return headingDate{}, false
		}
		h.month, h.quarter = m, quarter
	}
	if len(numbers) > 3 || len(numbers) == 0 && h.month == 0 {
		return headingDate{}, false
	}
	return h.numbers(numbers)
}

func (h headingDate) numbers(numbers []string) (headingDate, bool) {
	for _, text := range numbers {
		n, _ := strconv.Atoi(text)
		switch {
		case len(text) == 4 && h.year == 0 && n >= 1900 && n <= 2200:
			h.year = int32(n)
		case h.month != 0 && h.year == 0 && len(text) == 2:
			h.year = cell.Century(int32(n))
		case h.month == 0 && n >= 1 && n <= 12 && len(numbers) > 1:
			h.month = int32(n)
		case h.month != 0 && h.year != 0 && n == 1: // 2026-07-01
		case h.month == 0 && n == 1: // 01/07/2026 is told by the next part
		default:
			return h, false
		}
	}
	return h, h.month != 0
}

// monthWord knows the months of the languages that sheets come in, from three letters on, and T1 or Q1.
func monthWord(w string) (month int32, quarter bool) {
	if len(w) == 2 && (w[0] == 't' || w[0] == 'q') && w[1] >= '1' && w[1] <= '4' {
		return int32(w[1]-'1')*3 + 1, true
	}
	if len(w) < 3 {
		return 0, false
	}
	for i, words := range monthWords {
		for _, full := range words {
			if strings.HasPrefix(full, w) && !(w == "jui" || w == "juin" && full != "juin") {
				return int32(i + 1), false
			}
		}
	}
	return 0, false
}

var monthWords = [12][]string{
	{"janvier", "january", "januar", "jaenner", "enero", "gennaio", "januari", "janeiro"},
	{"fevrier", "february", "februar", "febrero", "febbraio", "februari", "fevereiro", "fevr"},
	{"mars", "march", "maerz", "marz", "marzo", "maart", "marco", "mrt", "mrz"},
	{"avril", "april", "abril", "aprile"},
	{"mai", "may", "mayo", "maggio", "mei", "maio"},
	{"juin", "june", "juni", "junio", "giugno", "junho"},
	{"juillet", "july", "juli", "julio", "luglio", "julho"},
	{"aout", "august", "agosto", "augustus"},
	{"septembre", "september", "septiembre", "settembre", "setembro", "sept"},
	{"octobre", "october", "oktober", "octubre", "ottobre", "outubro"},
	{"novembre", "november", "noviembre", "novembro"},
	{"decembre", "december", "dezember", "diciembre", "dicembre", "dezembro"},
}

// MonthHeading reads a column's heading that names a month or a quarter; year is 0 where it names none.
func MonthHeading(heading string) (year int, quarter, ok bool) {
	h, ok := parseHeading(cleanName(heading))
	return int(h.year), h.quarter, ok
}
