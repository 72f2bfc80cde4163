package locale

import (
	"slices"
	"strconv"
	"strings"
)

// Heading is the month or quarter that a heading names, with its first month. Year is 0 if the heading names none.
type Heading struct {
	Year, Month int32
	Quarter     bool
}

// Headings reads the headings of consecutive columns. Headings without a year get the given year, and the next year
// when the months begin again. If year is 0, they get 0, 1, … for the first, second, … year. stray is the first heading
// that names no month or quarter. undated reports whether a heading names no year. ok is false if no heading names a
// month or quarter.
func Headings(texts []string, year int) (list []Heading, stray string, undated, ok bool) {
	later, last := int32(0), int32(0)
	strays := 0
	for _, text := range texts {
		h, named := ParseHeading(text)
		if !named {
			if strays++; strays == 1 {
				stray = text
			}
			list = append(list, Heading{})
			continue
		}
		if h.Year == 0 {
			undated = true
			if ok && h.Month <= last {
				later++
			}
			last = h.Month
			h.Year = int32(year) + later
		}
		ok = true
		list = append(list, h)
	}
	return list, stray, undated, ok
}

// fullYear returns the year of two digits, from 1969 to 2068 as in POSIX.
func fullYear(y int32) int32 {
	if y < 69 {
		return 2000 + y
	}
	return 1900 + y
}

func (h Heading) addNumbers(addNumbers []string) (Heading, bool) {
	for _, text := range addNumbers {
		n, _ := strconv.Atoi(text)
		switch {
		case len(text) == 4 && h.Year == 0 && n >= 1900 && n <= 2200:
			h.Year = int32(n)
		case h.Month != 0 && h.Year == 0 && len(text) == 2:
			h.Year = fullYear(int32(n))
		case h.Month == 0 && n >= 1 && n <= 12 && len(addNumbers) > 1:
			h.Month = int32(n)
		case h.Month != 0 && h.Year != 0 && n == 1: // 2026-07-01
		case h.Month == 0 && n == 1: // in 01/07/2026 the next part is the month
		default:
			return h, false
		}
	}
	return h, h.Month != 0
}

// ParseHeading reads a heading such as "janv.", "Februar", "mars 2026", "avr-26", "2026-05", "06/2026", "2026-07-01",
// "T3" or "Q4 2026".
func ParseHeading(s string) (Heading, bool) {
	parts := strings.FieldsFunc(Unaccented(s), func(r rune) bool { return strings.ContainsRune(" .-/_'’", r) })
	var h Heading
	var numbers []string
	for _, p := range parts {
		if n, err := strconv.Atoi(p); err == nil && n >= 0 {
			numbers = append(numbers, p)
			continue
		}
		m, quarter := monthWord(p)
		if m == 0 || h.Month != 0 {
			return Heading{}, false
		}
		h.Month, h.Quarter = m, quarter
	}
	if len(numbers) > 3 || len(numbers) == 0 && h.Month == 0 {
		return Heading{}, false
	}
	return h.addNumbers(numbers)
}

// monthWord recognises months in the languages of the program, from three letters on, and quarters such as T1 or Q1.
// month is the first month, or 0.
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

// HeadingAt returns the index of the heading with the month or quarter of a text, or −1 if there is none. A text
// without a year matches any year.
func HeadingAt(headings []string, text string) int {
	want, ok := ParseHeading(text)
	return slices.IndexFunc(headings, func(heading string) bool {
		h, named := ParseHeading(heading)
		return ok && named && h.Month == want.Month && h.Quarter == want.Quarter && (want.Year == 0 || h.Year == want.Year)
	})
}
