package starter

import (
	"time"

	"bilan/internal/guess"
)

// Next returns the command that the user should run once the file is written.
func (f *File) Next(today time.Time) string {
	if month := f.pastMonth(today); month != "" {
		return "bilan render --period " + month + " (the last whole month of this data)"
	}
	return "bilan render"
}

// pastMonth returns the --period for which a report has data: the last whole month of the sales, or of the deals if
// there are no sales. It is "" if the data reaches into last month, which a report shows by default, or if no day is
// known.
func (f *File) pastMonth(today time.Time) string {
	for _, of := range [][2]string{{"orders", "day"}, {"invoices", "day"}, {"deals", "created"}} {
		if newest, ok := newestDay(f.Guess.Draft.Entity(of[0]), of[1]); ok {
			if !newest.Before(monthStart(today).AddDate(0, -1, 0)) {
				return ""
			}
			return monthStart(newest).AddDate(0, -1, 0).Format("2006-01")
		}
	}
	return ""
}

// monthStart returns the first day of a day's month.
func monthStart(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// newestDay returns the newest day in an entity's role; false if it is not known.
func newestDay(e *guess.Entity, role string) (time.Time, bool) {
	if e == nil {
		return time.Time{}, false
	}
	text := e.Newest(role)
	if len(text) < len(time.DateOnly) {
		return time.Time{}, false
	}
	day, err := time.Parse(time.DateOnly, text[:len(time.DateOnly)])
	return day, err == nil
}
