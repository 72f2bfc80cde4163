package build

import (
	"strconv"
	"strings"
	"time"

	"bilan/internal/period"
	"bilan/report"
)

// lastDay is the last day that is counted.
func lastDay(p period.Period) time.Time { return p.End.AddDays(-1).Time() }

// firstDays are the days on which the periods begin.
func firstDays(periods []period.Period) (days []time.Time) {
	for _, p := range periods {
		days = append(days, p.Start.Time())
	}
	return days
}

// single tells whether the period is one unit of the calendar, cut or not, and so has a name.
func (s *Scope) single(p period.Period) bool {
	unit := s.Calendar.Containing(p.Unit, p.Start)
	return unit.Start == p.Start && unit.Close == p.Close
}

// fiscal tells whether the company's year is not the calendar's.
func (s *Scope) fiscal(p period.Period) bool {
	year := s.Calendar.Containing(period.Year, p.Start).Start
	return year.Month != time.January || year.Day != 1
}

// month is the first day of the calendar month that a period of a month is called by.
func (s *Scope) month(p period.Period) time.Time {
	year, n := s.Calendar.Number(p)
	return time.Date(year, time.Month(n), 1, 0, 0, 0, 0, time.UTC)
}

// name is the period in words without its dates: "semaine 46", "novembre 2026", "T3 2026". One unit of the calendar is
// never broken over two lines.
func (s *Scope) name(p period.Period) string {
	if rolling := s.rolling(p); rolling != "" {
		return rolling
	}
	if !s.single(p) {
		return s.days(p)
	}
	_, n := s.Calendar.Number(p)
	switch p.Unit {
	case period.Week:
		return s.Locale.WeekLong(n, 0)
	case period.Month:
		return strings.ReplaceAll(s.Locale.Month(s.month(p)), " ", nbsp)
	case period.Quarter:
		return s.word("period.quarter", s.Locale.Quarter(n), s.year(p))
	case period.Year:
		return s.year(p)
	}
	return s.days(p)
}

// PeriodName is the period in words without its dates: "semaine 46", "octobre 2026".
func (s *Scope) PeriodName(p period.Period) string { return s.name(p) }

// When is the period in a sentence: "en semaine 46".
func (s *Scope) When(p period.Period) string { return s.when(p) }

func (s *Scope) year(p period.Period) string {
	year, _ := s.Calendar.Number(period.Period{Unit: period.Year, Start: p.Start})
	if s.fiscal(p) {
		return s.word("fiscal_year", strconv.Itoa(year))
	}
	return strconv.Itoa(year)
}

// days is the period as dates: "9–15 nov. 2026".
func (s *Scope) days(p period.Period) string {
	if p.Start.AddDays(1) == p.End {
		return s.Locale.Date(p.Start.Time())
	}
	return s.Locale.Range(p.Start.Time(), lastDay(p))
}

// period is the period in words, with its dates where the words do not say them.
func (s *Scope) period(p period.Period) string {
	name := s.toDate(p, s.name(p), s.Locale.MonthName)
	if !p.Open() && s.obvious(p) {
		return name
	}
	return s.word("period.dated", name, s.days(p))
}

// obvious tells whether a whole period's name says its dates.
func (s *Scope) obvious(p period.Period) bool {
	if s.rolling(p) != "" {
		return false
	}
	switch p.Unit {
	case period.Week:
		return !s.single(p)
	case period.Month, period.Day:
		return p.Start.Day == 1 || !s.single(p) || p.Unit == period.Day
	}
	return !s.single(p) || !s.fiscal(p)
}

// when is the period in a sentence: "en semaine 46", "en novembre 2026 (cumul au 15 nov.)".
func (s *Scope) when(p period.Period) string {
	if rolling := s.rolling(p); rolling != "" {
		return s.word("when.rolling", rolling, s.Locale.DateMedium(lastDay(p)))
	}
	if !s.single(p) {
		return s.word("when.days", s.Locale.DateMedium(p.Start.Time()), s.Locale.DateMedium(lastDay(p)))
	}
	text := s.word("when."+string(p.Unit), s.name(p))
	if p.Open() {
		return s.word("when.to_date", text, s.Locale.DayMonth(lastDay(p)))
	}
	return text
}

// short is the period as a heading: "S46", "cumul nov.", "cumul 2026", "2026 à fin oct.".
func (s *Scope) short(p period.Period) string {
	return s.toDate(p, s.label(p), s.Locale.MonthShort)
}

// toDate says of a period that is cut that it is: "cumul 2026", and "2026 à fin octobre" where it ends with a month.
func (s *Scope) toDate(p period.Period, name string, monthName func(time.Time) string) string {
	last := s.Calendar.Containing(period.Month, p.End.AddDays(-1))
	switch {
	case !p.Open():
		return name
	case last.Close == p.End && p.Unit != period.Week:
		return s.word("period.to_month", name, monthName(s.month(last)))
	}
	return s.word("period.to_date", name)
}

func (s *Scope) label(p period.Period) string {
	if rolling := s.rolling(p); rolling != "" {
		return rolling
	}
	if !s.single(p) {
		return s.days(p)
	}
	_, n := s.Calendar.Number(p)
	switch p.Unit {
	case period.Week:
		return s.Locale.Week(n)
	case period.Month:
		return s.Locale.MonthShort(s.month(p))
	case period.Quarter:
		return s.Locale.Quarter(n)
	case period.Year:
		return s.year(p)
	}
	return s.Locale.DayMonth(p.Start.Time())
}

// tick is the period under an axis: "S46", "nov.", "16".
func (s *Scope) tick(p period.Period) string {
	if p.Unit == period.Day {
		return strconv.Itoa(p.Start.Day)
	}
	return s.label(p)
}

// groups labels what the periods run through: years, or for weeks and days months, with the year where it is new.
func (s *Scope) groups(periods []period.Period) []report.TimeGroup {
	var list []report.TimeGroup
	last, lastYear := "", 0
	for i, p := range periods {
		label, year := s.group(p)
		if label == "" || label == last && year == lastYear {
			continue
		}
		text := label
		if year != lastYear && (p.Unit == period.Week || p.Unit == period.Day) {
			text += " " + strconv.Itoa(year)
		}
		list = append(list, report.TimeGroup{Label: text, First: i})
		last, lastYear = label, year
	}
	return list
}

func (s *Scope) group(p period.Period) (label string, year int) {
	switch p.Unit {
	case period.Day:
		return s.Locale.MonthShort(p.Start.Time()), p.Start.Year
	case period.Week: // a week belongs to the month that holds most of its days
		mid := p.Start.AddDays(3)
		return s.Locale.MonthShort(mid.Time()), mid.Year
	case period.Month:
		return strconv.Itoa(s.month(p).Year()), s.month(p).Year()
	case period.Quarter:
		return s.year(p), 0
	}
	return "", 0
}
