package plans

import (
	"cmp"
	"fmt"
	"time"

	"bilan/internal/period"
	"bilan/internal/schedule"
)

// setPeriods sets the plan's slot and periods. The slot is the one that the order names, else the latest due at or before
// now. If the order names a period, the slot is the latest one that reports it. If no slot does, it is the first day on
// which the whole period is known.
func (plan *Plan) setPeriods(order Order, now time.Time) error {
	slots := plan.slots()
	if order.Period == "" {
		if plan.Slot = order.Slot; plan.Slot.IsZero() {
			plan.Slot = slots.latest(now)
		}
		plan.resolvePeriods(slots)
		return nil
	}
	want, slot, err := slots.askedPeriod(order, plan.Report.Periods[0].Relative, now)
	if err != nil {
		return &BadRequest{err}
	}
	plan.Slot = slot
	plan.resolvePeriods(slots)
	if plan.Periods[0].Whole() != want {
		plan.Periods[0] = cutAt(want, plan.CutOff)
	}
	return nil
}

func (plan *Plan) resolvePeriods(s slots) {
	plan.CutOff = s.cutOff(plan.Slot)
	plan.Periods = make([]period.Period, len(plan.Report.Periods))
	for i, p := range plan.Report.Periods {
		plan.Periods[i] = s.resolve(p.Relative, plan.Slot)
	}
}

// cutAt returns the period, ended at the cut-off if it would end later.
func cutAt(p period.Period, cutOff period.Date) period.Period {
	if cutOff.Before(p.End) {
		p.End = cutOff
	}
	return p
}

// askedPeriod returns the period that an order names, and the slot that reports it. A phrase such as "last week" is
// resolved for the order's slot, or for today if it has none. first is the report's first period.
func (s slots) askedPeriod(order Order, first period.Relative, now time.Time) (want period.Period, slot schedule.Slot, err error) {
	today := schedule.SlotOn(period.DateOf(now))
	phrase, _ := period.ParseRelative(order.Period)
	if phrase.IsZero() {
		want, err = s.cal.ParsePeriod(order.Period)
	} else {
		want = s.resolve(phrase, cmp.Or(order.Slot, today))
	}
	switch {
	case err != nil:
		return want, slot, fmt.Errorf(`%w; the words of periods: work too, such as "last week", "month to date" or "year to last month"`, err)
	case !want.Start.Before(s.cutOff(today)):
		return want, slot, fmt.Errorf("%s begins on %s: there is no data for it yet", order.Period, want.Start)
	case !phrase.IsZero() && !order.Slot.IsZero():
		return want, order.Slot, nil
	}
	if slot = s.slotReporting(want, first, now); !phrase.IsZero() && s.resolve(phrase, slot) != want {
		slot = today
	}
	return want, slot, nil
}
