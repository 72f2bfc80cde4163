package locale

import (
	"strconv"
	"strings"
	"time"
)

// Dates are those of the time's own location.

// Date returns a date such as "16 novembre 2026".
func (l *Locale) Date(t time.Time) string { return l.format(l.shape.long, t) }

// DateMedium returns a date such as "16 nov. 2026".
func (l *Locale) DateMedium(t time.Time) string { return l.format(l.shape.medium, t) }

// DateShort returns a date such as "16/11/2026".
func (l *Locale) DateShort(t time.Time) string { return l.format(l.shape.short, t) }

// DayMonth returns a date such as "16 nov.".
func (l *Locale) DayMonth(t time.Time) string { return l.format(l.shape.dayMonth, t) }

// Month returns a month such as "novembre 2026".
func (l *Locale) Month(t time.Time) string { return l.format(l.shape.monthYear, t) }

// MonthYearShort returns a month such as "nov. 2026".
func (l *Locale) MonthYearShort(t time.Time) string { return l.format(l.shape.monthYearShort, t) }

// MonthName returns a month without year, such as "novembre".
func (l *Locale) MonthName(t time.Time) string { return l.names.months[t.Month()-1] }

// MonthShort returns the abbreviation of a month that stands alone, such as "nov.". German has "Nov" here, but "Nov."
// beside a day or year.
func (l *Locale) MonthShort(t time.Time) string {
	if alone := l.names.monthsAlone[t.Month()-1]; alone != "" {
		return alone
	}
	return l.names.monthsShort[t.Month()-1]
}

// Weekday returns a weekday such as "lundi".
func (l *Locale) Weekday(t time.Time) string { return l.names.weekdays[t.Weekday()] }

// Time returns a time such as "08:00".
func (l *Locale) Time(t time.Time) string { return t.Format("15:04") }

// Range returns a range of days, both included, such as "9–15 nov. 2026" or "28 déc. 2026 – 3 janv. 2027". A range of
// one day is written as DateMedium does.
func (l *Locale) Range(from, lastDay time.Time) string {
	pattern, dash := l.shape.otherYear, l.shape.dash[2]
	switch {
	case from.Year() != lastDay.Year():
	case from.Month() != lastDay.Month():
		pattern, dash = l.shape.sameYear, l.shape.dash[1]
	case from.Day() != lastDay.Day():
		pattern, dash = l.shape.sameMonth, l.shape.dash[0]
	default:
		return l.DateMedium(from)
	}
	return l.format(pattern[0], from) + dash + l.format(pattern[1], lastDay)
}

// Week returns a week such as "S46".
func (l *Locale) Week(n int) string { return l.Word("week.short", n) }

// WeekLong returns a week such as "semaine 46". If year is above 0, it returns "semaine 46 de 2026".
func (l *Locale) WeekLong(n, year int) string {
	if year > 0 {
		return l.Word("week.of_year", n, year)
	}
	return l.Word("week.long", n)
}

// Quarter returns a quarter such as "T3".
func (l *Locale) Quarter(n int) string { return l.Word("quarter.short", n) }

// format writes a date according to a CLDR pattern. Runs of letters are fields; quoted texts and all other characters
// are literal.
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
		return l.names.monthsShort[t.Month()-1]
	case "MMMM":
		return l.MonthName(t)
	case "y":
		return strconv.Itoa(t.Year())
	}
	return f
}
