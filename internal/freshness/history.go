// Package freshness learns from the days on which a dataset has rows whether a day without rows is a day without sales,
// up to which day the data is complete, and whether rows are overdue. It knows neither SQL nor reports.
package freshness

import (
	"slices"

	"bilan/internal/period"
)

// History is the days on which a dataset has rows. It is read-only.
type History struct {
	cal  *period.Calendar
	days []period.Date // each once, oldest first
	far  bool
}

// Plausible returns the first and the last date, both included, that a row may have on the day on which it is read. A
// date before 1990 or more than two years ahead is a typing mistake or a placeholder for "no date".
func Plausible(read period.Date) (first, last period.Date) {
	return period.Date{Year: 1990, Month: 1, Day: 1}, period.NewDate(read.Year+2, read.Month, read.Day)
}

// FarOff reports whether any row has a date that is not plausible; see Plausible.
func (h History) FarOff() bool { return h.far }

// HistoryDays is the number of days before a cut-off that a history needs: twelve months, and 60 more for a closure at
// their start.
const HistoryDays = 425

const year = 364 // days, so that the day one year before has the same weekday

// NewHistory returns the history of a dataset that was read on a day. It leaves out later days: an order that was
// typed with next year's date does not show that the data of this year is complete.
func NewHistory(cal *period.Calendar, days []period.Date, read period.Date) History {
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

// Newest returns the last day with rows, or the zero Date if there is none.
func (h History) Newest() period.Date {
	if len(h.days) == 0 {
		return period.Date{}
	}
	return h.days[len(h.days)-1]
}

// Before returns the last day with rows before d, or the zero Date if there is none.
func (h History) Before(d period.Date) period.Date { return h.before(d).Newest() }

// before returns the part of the history before d.
func (h History) before(d period.Date) History {
	i, _ := slices.BinarySearchFunc(h.days, d, period.Date.Compare)
	h.days = h.days[:i]
	return h
}

// since returns the part of the history from d on.
func (h History) since(d period.Date) History {
	i, _ := slices.BinarySearchFunc(h.days, d, period.Date.Compare)
	h.days = h.days[i:]
	return h
}

// lastYear returns the part of the history that covers the twelve months up to the newest day.
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

// Dense reports whether the dataset has rows on at least 90 % of the business days of the twelve months up to its
// newest row. In dense data, days without rows at the end are not known yet. In other data they are days without sales.
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

// CutOff returns the first day whose rows are not known yet, at most the given day. For dense data it is the first
// business day after the newest row, because no rows are expected on a weekend. For other data it is the given day.
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
