package scope

import (
	"strconv"
	"strings"
	"time"

	"bilan/internal/period"
	"bilan/report"
)

// LastDay is the last day of the period's counted days.
func LastDay(p period.Period) time.Time { return p.End.AddDays(-1).Time() }

// FirstDays are the days on which the periods begin.
func FirstDays(periods []period.Period) (days []time.Time) {
	for _, p := range periods {
		days = append(days, p.Start.Time())
	}
	return days
}

// isCalendarUnit reports whether the period is one week, month, quarter or year of the calendar, complete or to date. Only
// these have a name.
func (s *Scope) isCalendarUnit(p period.Period) bool {
	unit := s.Calendar.Containing(p.Unit, p.Start)
	return unit.Start == p.Start && unit.Close == p.Close
}

// hasFiscalYear reports whether the company's year begins on another day than 1 January.
func (s *Scope) hasFiscalYear(p period.Period) bool {
	year := s.Calendar.Containing(period.Year, p.Start).Start
	return year.Month != time.January || year.Day != 1
}

// monthOf is the first day of the calendar month that names a period of a month.
func (s *Scope) monthOf(p period.Period) time.Time {
	year, n := s.Calendar.Number(p)
	return time.Date(year, time.Month(n), 1, 0, 0, 0, 0, time.UTC)
}

// PeriodName is the period in words without its dates: "semaine 46", "novembre 2026", "T3 2026". The name of a month
// has no-break spaces.
func (s *Scope) PeriodName(p period.Period) string {
	return s.unitName(p, func(n int) string {
		switch p.Unit {
		case period.Week:
			return s.Locale.WeekLong(n, 0)
		case period.Month:
			return strings.ReplaceAll(s.Locale.Month(s.monthOf(p)), " ", NBSP)
		case period.Quarter:
			if s.hasFiscalYear(p) {
				return s.Word("period.quarter.fiscal", s.Locale.Quarter(n), s.Year(p))
			}
			return s.Word("period.quarter", s.Locale.Quarter(n), s.Year(p))
		case period.Year:
			return s.Year(p)
		}
		return s.dateRange(p)
	})
}

// unitName is the name that unit gives for the period's number in the year. A rolling period and one that is not a
// calendar unit are named otherwise.
func (s *Scope) unitName(p period.Period, unit func(n int) string) string {
	if rolling := s.rolling(p); rolling != "" {
		return rolling
	}
	if !s.isCalendarUnit(p) {
		return s.dateRange(p)
	}
	_, n := s.Calendar.Number(p)
	return unit(n)
}

// Year is the year that a period begins in, as the company counts it.
func (s *Scope) Year(p period.Period) string {
	year, _ := s.Calendar.Number(period.Period{Unit: period.Year, Start: p.Start})
	if s.hasFiscalYear(p) {
		return s.Word("fiscal_year", strconv.Itoa(year))
	}
	return strconv.Itoa(year)
}

// dateRange is the period as dates: "9–15 nov. 2026".
func (s *Scope) dateRange(p period.Period) string {
	if p.Start.AddDays(1) == p.End {
		return s.Locale.Date(p.Start.Time())
	}
	return s.Locale.Range(p.Start.Time(), LastDay(p))
}

// Period is the period in words, with its dates unless the words make them clear.
func (s *Scope) Period(p period.Period) string {
	name := s.toDate(p, s.PeriodName(p), s.Locale.MonthName)
	if !p.Open() && s.nameGivesDates(p) {
		return name
	}
	return s.Word("period.dated", name, s.dateRange(p))
}

// nameGivesDates reports whether the name of a complete period makes its dates clear.
func (s *Scope) nameGivesDates(p period.Period) bool {
	if s.rolling(p) != "" {
		return false
	}
	switch p.Unit {
	case period.Week:
		return !s.isCalendarUnit(p)
	case period.Month, period.Day:
		return p.Start.Day == 1 || !s.isCalendarUnit(p) || p.Unit == period.Day
	}
	return !s.isCalendarUnit(p) || !s.hasFiscalYear(p)
}

// When is the period in a sentence: "en semaine 46", "en novembre 2026 (cumul au 15 nov.)".
func (s *Scope) When(p period.Period) string {
	if rolling := s.rolling(p); rolling != "" {
		return s.Word("when.rolling", rolling, s.Locale.DateMedium(LastDay(p)))
	}
	if !s.isCalendarUnit(p) {
		return s.Word("when.days", s.Locale.DateMedium(p.Start.Time()), s.Locale.DateMedium(LastDay(p)))
	}
	key := "when." + string(p.Unit)
	if p.Unit == period.Year && s.hasFiscalYear(p) {
		key = "when.fiscal_year"
	}
	text := s.Word(key, s.PeriodName(p))
	if p.Open() {
		return s.Word("when.to_date", text, s.Locale.DayMonth(LastDay(p)))
	}
	return text
}

// Short is the period as a column heading: "S46", "cumul nov.", "cumul 2026", "2026 à fin oct.".
func (s *Scope) Short(p period.Period) string {
	return s.toDate(p, s.Label(p), s.Locale.MonthShort)
}

// toDate marks the name of a period to date: "cumul 2026", or "2026 à fin octobre" if it ends with a month.
func (s *Scope) toDate(p period.Period, name string, monthName func(time.Time) string) string {
	last := s.Calendar.Containing(period.Month, p.End.AddDays(-1))
	switch {
	case !p.Open():
		return name
	case last.Close == p.End && p.Unit != period.Week:
		return s.Word("period.to_month", name, monthName(s.monthOf(last)))
	}
	return s.Word("period.to_date", name)
}

// Label is the period's short name, as in a heading: "S46", "nov.".
func (s *Scope) Label(p period.Period) string {
	return s.unitName(p, func(n int) string {
		switch p.Unit {
		case period.Week:
			return s.Locale.Week(n)
		case period.Month:
			return s.Locale.MonthShort(s.monthOf(p))
		case period.Quarter:
			return s.Locale.Quarter(n)
		case period.Year:
			return s.Year(p)
		}
		return s.Locale.DayMonth(p.Start.Time())
	})
}

// Tick is the period's name under an axis: "S46", "nov.", "16".
func (s *Scope) Tick(p period.Period) string {
	if p.Unit == period.Day {
		return strconv.Itoa(p.Start.Day)
	}
	return s.Label(p)
}

// AxisGroups returns the labels of the second row under an axis: years or, for weeks and days, months. The year is added
// where it changes.
func (s *Scope) AxisGroups(periods []period.Period) []report.TimeGroup {
	var list []report.TimeGroup
	last, lastYear := "", 0
	for i, p := range periods {
		label, year := s.Group(p)
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

// Group is the label below a period in the second row under an axis, and its year. The label is "" for a year; the year
// is 0 where the label contains it.
func (s *Scope) Group(p period.Period) (label string, year int) {
	switch p.Unit {
	case period.Day:
		return s.Locale.MonthShort(p.Start.Time()), p.Start.Year
	case period.Week: // a week belongs to the month of its fourth day
		mid := p.Start.AddDays(3)
		return s.Locale.MonthShort(mid.Time()), mid.Year
	case period.Month:
		return strconv.Itoa(s.monthOf(p).Year()), s.monthOf(p).Year()
	case period.Quarter:
		return s.Year(p), 0
	}
	return "", 0
}
