// Package freshness learns from the days on which a dataset has rows whether a day without rows is a day without sales,
// up to which day the data is complete, and whether rows are overdue. It knows neither SQL nor reports.
package freshness

import (
	"slices"

	"bilan/internal/period"
)

// History is the days that a dataset has rows on. It is read-only.
type History struct {
	cal  *period.Calendar
	days []period.Date // each once, oldest first
	far  bool
}

// Plausible are the first and last day, both included, that a row may have on the day on which it is read. Dates before 1990
// or more than two years ahead are far off: mistyped, or made up for "none".
func Plausible(read period.Date) (first, last period.Date) {
	return period.Date{Year: 1990, Month: 1, Day: 1}, period.NewDate(read.Year+2, read.Month, read.Day)
}

// FarOff reports whether a row has a date that is not plausible.
func (h History) FarOff() bool { return h.far }

// Wanted is the number of days before a cut-off to read: twelve months, and a closure that may be at their start.
const Wanted = 425

const year = 364 // days: whole weeks

// Of makes the history of a dataset that was read on a day. What is dated later has not happened yet and does not
// count: an order that was typed with next year's date does not show that this year is known.
func Of(cal *period.Calendar, days []period.Date, read period.Date) History {
	h := History{cal: cal}
	first, last := Plausible(read)
	for _, d := range days {
		h.far = h.far || d.Before(first) || d.After(last)
		if !d.Before(first) && !d.After(read) {
			h.days = append(h.days, d)
		}
	}
	slices.SortFunc(h.days, period.Date.Compare)
	h.days = slices.Compact(h.days)
	return h
}

// Newest is the last day with rows, the zero Date if there is none.
func (h History) Newest() period.Date {
	if len(h.days) == 0 {
		return period.Date{}
	}
	return h.days[len(h.days)-1]
}

// Before is the last day with rows before one, the zero Date if there is none.
func (h History) Before(d period.Date) period.Date { return h.before(d).Newest() }

// before is the history of the days before one.
func (h History) before(d period.Date) History {
	i, _ := slices.BinarySearchFunc(h.days, d, period.Date.Compare)
	h.days = h.days[:i]
	return h
}

// since is the history of a day and those after it.
func (h History) since(d period.Date) History {
	i, _ := slices.BinarySearchFunc(h.days, d, period.Date.Compare)
	h.days = h.days[i:]
	return h
}

// lastYear is the history of the twelve months up to the newest day.
func (h History) lastYear() History {
	if len(h.days) == 0 {
		return h
	}
	return h.since(h.Newest().AddDays(-year))
}

const (
	denseShare = 90 // per cent of the business days
	denseLeast = 20 // business days: fewer are not significant
)

// Dense reports whether the dataset has rows on nearly every business day: on 90 % of those of the twelve months up to
// the newest row. Then a day without rows at the end is not known yet, where elsewhere it is one without sales.
func (h History) Dense() bool {
	h = h.lastYear()
	total := h.businessDays()
	if total < denseLeast {
		return false
	}
	covered := 0
	for _, d := range h.days {
		if h.cal.IsBusinessDay(d) {
			covered++
		}
	}
	return 100*covered >= denseShare*total
}

// businessDays counts the business days from the first to the last day of the history.
func (h History) businessDays() int {
	if len(h.days) == 0 {
		return 0
	}
	return h.cal.BusinessDays(h.days[0], h.Newest().AddDays(1))
}

// CutOff is the first day, at most the given one, that is not known: for dense data the first business day after the
// newest row, because no rows are expected on a weekend. For other data it is the given day.
func (h History) CutOff(cutOff period.Date) period.Date {
	if len(h.days) == 0 || !h.Newest().Before(cutOff) || !h.Dense() {
		return cutOff
	}
	next, ok := h.cal.NextBusinessDay(h.Newest().AddDays(1))
	if !ok || !next.Before(cutOff) {
		return cutOff
	}
	return next
}
