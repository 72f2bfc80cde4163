package plans

import (
	"time"

	"bilan/internal/period"
	"bilan/internal/schedule"
)

// slots finds a report's slots; a report without a cadence has one every day.
type slots struct {
	cadence *schedule.Cadence // nil without send:
	through string
	cal     *period.Calendar
	zone    *time.Location
}

func (plan *Plan) slots() slots {
	return slots{cadence: plan.Report.Cadence, through: plan.Report.Through, cal: plan.Calendar, zone: plan.Zone}
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

// cutOff is the first day that a slot does not count.
func (s slots) cutOff(slot schedule.Slot) period.Date { return schedule.CutOff(slot, s.through) }

// reporting returns the last slot due by now whose first period is want. If there is none, it is the first day that
// knows all of want, or today if want is not over.
func (s slots) reporting(want period.Period, first period.Relative, now time.Time) schedule.Slot {
	if s.cadence != nil {
		last := s.latest(now)
		slot, ok := s.cadence.SlotOf(first, want.Whole(), s.cal)
		if ok && slot.Compare(last) <= 0 && s.shows(first, slot, want) {
			return slot
		}
		if s.shows(first, last, want) {
			return last
		}
	}
	today := schedule.On(period.DateOf(now))
	if ahead := s.cutOff(today).Days(want.End); ahead < 0 {
		return schedule.On(today.Date.AddDays(ahead))
	}
	return today
}

// shows reports whether a slot's phrase means a period: when it is whole also the part of it that is known.
func (s slots) shows(r period.Relative, slot schedule.Slot, want period.Period) bool {
	got := s.resolve(r, slot)
	return got == want || got.Whole() == want
}

// resolve is the period that a relative phrase means for a slot.
func (s slots) resolve(r period.Relative, slot schedule.Slot) period.Period {
	if s.cadence != nil {
		return s.cadence.Resolve(r, slot, s.cal)
	}
	return s.cal.Resolve(r, s.cutOff(slot))
}

// passed reports whether a slot's report on a period is of the past by a day: a later slot has come or, without a cadence, the
// phrase means another period by then.
func (s slots) passed(slot schedule.Slot, p period.Period, first period.Relative, by period.Date) bool {
	if s.cadence == nil {
		return slot.Date.Before(by) && !s.shows(first, schedule.On(by), p.Whole())
	}
	latest, ok := s.cadence.Latest(by, s.cal)
	return ok && slot.Date.Before(latest)
}

// PassedBy reports whether the plan's report is of the past on a day: see passed.
func (plan *Plan) PassedBy(day period.Date) bool {
	return plan.slots().passed(plan.Slot, plan.Periods[0], plan.Report.Periods[0].Relative, day)
}
