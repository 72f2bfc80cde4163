package run

import (
	"fmt"
	"time"

	"bilan/internal/config"
	"bilan/internal/period"
	"bilan/internal/schedule"
)

// slots finds a report's slots; a report without a cadence has one every day.
type slots struct {
	cadence *schedule.Cadence // nil without send:
	cal     *period.Calendar
	zone    *time.Location
}

func newSlots(c config.Send, cal *period.Calendar, zone *time.Location) (slots, error) {
	s := slots{cal: cal, zone: zone}
	if c == (config.Send{}) {
		return s, nil
	}
	var err error
	s.cadence, err = schedule.Parse(schedule.Spec{
		Every: c.Every, Day: c.Day, Month: c.Month, Cron: c.Cron, At: c.At, IfHoliday: c.IfHoliday,
	})
	if err != nil {
		return s, fmt.Errorf("send: %w", err)
	}
	return s, nil
}

// latest is the day of the last slot due at or before now.
func (s slots) latest(now time.Time) period.Date {
	if s.cadence != nil {
		if due, ok := s.cadence.LatestDue(now, s.cal, s.zone); ok {
			return due.Slot.Date
		}
	}
	return period.DateOf(now)
}

// reporting is the day of the last slot due by now whose first period is want; else the day after want, or
// today when want is not over.
func (s slots) reporting(want period.Period, first period.Relative, now time.Time) period.Date {
	if s.cadence != nil {
		// A slot reports want when it lies in it or within a period's length after it.
		until := s.cal.Shift(want, 2).End
		if today := s.latest(now); today.Before(until) {
			until = today.AddDays(1)
		}
		list := s.cadence.Between(want.Start, until, s.cal)
		for i := len(list) - 1; i >= 0; i-- {
			if s.cal.Resolve(first, list[i].Date).Whole() == want {
				return list[i].Date
			}
		}
	}
	if today := period.DateOf(now); today.Before(want.End) {
		return today
	}
	return want.End
}
