package plans

import (
	"time"

	"bilan/internal/period"
	"bilan/internal/schedule"
)

// slots finds a report's slots; a report without a cadence has one every day.
type slots struct {
	cadence *schedule.Cadence // nil for a report without send:
	through string
	cal     *period.Calendar
	zone    *time.Location
}

func (plan *Plan) slots() slots {
	return slots{cadence: plan.Report.Cadence, through: plan.Report.Through, cal: plan.Calendar, zone: plan.Zone}
}

// latest returns the last slot that is due at or before now.
func (s slots) latest(now time.Time) schedule.Slot {
	if s.cadence != nil {
		if due, ok := s.cadence.LatestDue(now, s.cal, s.zone); ok {
			return due.Slot
		}
	}
	return schedule.SlotOn(period.DateOf(now))
}

// cutOff returns the first day that does not count in a slot's report.
func (s slots) cutOff(slot schedule.Slot) period.Date { return schedule.CutOff(slot, s.through) }

// slotReporting returns the last slot due by now whose first period is want. If there is none, it returns the first day
// on which all of want is known, or today if want is not over.
func (s slots) slotReporting(want period.Period, first period.Relative, now time.Time) schedule.Slot {
	if s.cadence != nil {
		last := s.latest(now)
		slot, ok := s.cadence.SlotOf(first, want.Whole(), s.cal)
		if ok && slot.Compare(last) <= 0 && s.means(first, slot, want) {
			return slot
		}
		if s.means(first, last, want) {
			return last
		}
	}
	today := schedule.SlotOn(period.DateOf(now))
	if ahead := s.cutOff(today).Days(want.End); ahead < 0 {
		return schedule.SlotOn(today.Date.AddDays(ahead))
	}
	return today
}

// means reports whether the phrase r means the period want for a slot. A whole want is also matched by its part up to the
// slot's cut-off.
func (s slots) means(r period.Relative, slot schedule.Slot, want period.Period) bool {
	got := s.resolve(r, slot)
	return got == want || got.Whole() == want
}

// resolve returns the period that a phrase such as "last week" means for a slot.
func (s slots) resolve(r period.Relative, slot schedule.Slot) period.Period {
	if s.cadence != nil {
		return s.cadence.Resolve(r, slot, s.cal)
	}
	return s.cal.Resolve(r, s.cutOff(slot))
}

// outOfDate reports whether a slot's report is out of date on a day: a later slot has come or, without a cadence, the
// report's first phrase means another period than p by then.
func (s slots) outOfDate(slot schedule.Slot, p period.Period, first period.Relative, by period.Date) bool {
	if s.cadence == nil {
		return slot.Date.Before(by) && !s.means(first, schedule.SlotOn(by), p.Whole())
	}
	latest, ok := s.cadence.LatestDay(by, s.cal)
	return ok && slot.Date.Before(latest)
}

// OutOfDate reports whether the plan's report is out of date on a day: a later slot has come or, without a schedule, its
// first period means other dates by then.
func (plan *Plan) OutOfDate(day period.Date) bool {
	return plan.slots().outOfDate(plan.Slot, plan.Periods[0], plan.Report.Periods[0].Relative, day)
}
