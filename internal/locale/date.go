package locale

import (
	"strconv"
	"strings"
	"time"
)

// All dates are read in the time's own location.

// Date is "16 novembre 2026".
func (l *Locale) Date(t time.Time) string { return l.format(l.s.long, t) }

// DateMedium is "16 nov. 2026".
func (l *Locale) DateMedium(t time.Time) string { return l.format(l.s.medium, t) }

// DateShort is "16/11/2026".
func (l *Locale) DateShort(t time.Time) string { return l.format(l.s.short, t) }

// DayMonth is "16 nov.".
func (l *Locale) DayMonth(t time.Time) string { return l.format(l.s.dayMonth, t) }

// Month is "novembre 2026".
func (l *Locale) Month(t time.Time) string { return l.format(l.s.monthYear, t) }

// MonthYearShort is "nov. 2026".
func (l *Locale) MonthYearShort(t time.Time) string { return l.format(l.s.monthYearShort, t) }

// MonthName is "novembre".
func (l *Locale) MonthName(t time.Time) string { return l.n.months[t.Month()-1] }

// MonthShort is the abbreviation of a month on its own, "nov.": German has "Nov" here, and "Nov." beside a day or year.
func (l *Locale) MonthShort(t time.Time) string {
	if alone := l.n.monthsAlone[t.Month()-1]; alone != "" {
		return alone
	}
	return l.n.monthsShort[t.Month()-1]
}

// Weekday is "lundi".
func (l *Locale) Weekday(t time.Time) string { return l.n.weekdays[t.Weekday()] }

// Time is "08:00".
func (l *Locale) Time(t time.Time) string { return t.Format("15:04") }

// Range is from a first to a last day, both included: "9–15 nov. 2026", "28 déc. 2026 – 3 janv. 2027"; one day is
// DateMedium.
func (l *Locale) Range(from, lastDay time.Time) string {
	pattern, dash := l.s.otherYear, l.s.dash[2]
	switch {
	case from.Year() != lastDay.Year():
	case from.Month() != lastDay.Month():
		pattern, dash = l.s.sameYear, l.s.dash[1]
	case from.Day() != lastDay.Day():
		pattern, dash = l.s.sameMonth, l.s.dash[0]
	default:
		return l.DateMedium(from)
	}
	return l.format(pattern[0], from) + dash + l.format(pattern[1], lastDay)
}

// Week is "S46".
func (l *Locale) Week(n int) string { return l.Word("week.short", n) }

// WeekLong is "semaine 46"; with a year above 0 "semaine 46 de 2026".
func (l *Locale) WeekLong(n, year int) string {
	if year > 0 {
		return l.Word("week.of_year", n, year)
	}
	return l.Word("week.long", n)
}

// Quarter is "T3".
func (l *Locale) Quarter(n int) string { return l.Word("quarter.short", n) }

// format writes a date by a CLDR pattern: runs of letters are fields, quoted text and everything else is literal.
func (l *Locale) format(pattern string, t time.Time) string {
	var b strings.Builder
	for pattern != "" {
		if rest, ok := strings.CutPrefix(pattern, "'"); ok {
			var text string
			text, pattern, _ = strings.Cut(rest, "'")
			b.WriteString(text)
			continue
		}
		n := len(pattern) - len(strings.TrimLeft(pattern, pattern[:1]))
		b.WriteString(l.field(pattern[:n], t))
		pattern = pattern[n:]
	}
	return b.String()
}

func (l *Locale) field(f string, t time.Time) string {
	switch f {
	case "d":
		return strconv.Itoa(t.Day())
	case "dd":
		return t.Format("02")
	case "o":
		if t.Day() == 1 {
			return l.Word("date.first")
		}
		return strconv.Itoa(t.Day())
	case "M":
		return strconv.Itoa(int(t.Month()))
	case "MM":
		return t.Format("01")
	case "MMM":
		return l.n.monthsShort[t.Month()-1]
	case "MMMM":
		return l.MonthName(t)
	case "y":
		return strconv.Itoa(t.Year())
	}
	return f
}
