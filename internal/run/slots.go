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
	s.cadence, err = schedule.Parse(c.Spec())
	if err != nil {
		return s, fmt.Errorf("send: %w", err)
	}
	return s, nil
}

// latest is the last slot due at or before now.
func (s slots) latest(now time.Time) schedule.Slot {
	if s.cadence != nil {
		if due, ok := s.cadence.LatestDue(now, s.cal, s.zone); ok {
			return due.Slot
		}
	}
	return schedule.On(period.DateOf(now))
}

// reporting is the last slot due by now whose first period is want; where there is none the day after want, or
// today when want is not over.
func (s slots) reporting(want period.Period, first period.Relative, now time.Time) schedule.Slot {
	if s.cadence != nil {
		last := s.latest(now)
		if slot, ok := s.cadence.SlotOf(first, want, s.cal); ok && slot.Compare(last) <= 0 {
			return slot
		}
		if s.resolve(first, last).Whole() == want {
			return last
		}
	}
	if today := period.DateOf(now); today.Before(want.End) {
		return schedule.On(today)
	}
	return schedule.On(want.End)
}

// resolve is the period that a relative phrase means for a slot.
func (s slots) resolve(r period.Relative, slot schedule.Slot) period.Period {
	if s.cadence != nil {
		return s.cadence.Resolve(r, slot, s.cal)
	}
	return s.cal.Resolve(r, slot.Date)
}
