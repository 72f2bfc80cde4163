package plans

import (
	"cmp"
	"fmt"
	"time"

	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/internal/schedule"
)

// setPeriods follows the slot: the one ordered, else the latest one at or before now, or with a period asked for the latest one
// that reports it; a period that no slot reports is reported as if on the first day that knows all of it.
func (plan *Plan) setPeriods(order Order, now time.Time) error {
	relatives := make([]period.Relative, len(plan.Report.Periods))
	for i, words := range plan.Report.Periods {
		r, err := period.ParseRelative(words)
		if err != nil {
			return err
		}
		relatives[i] = r
	}
	slots, err := newSlots(plan.Report, plan.Calendar, plan.Zone)
	if err != nil {
		return err
	}
	if order.Period == "" {
		if plan.Slot = order.Slot; plan.Slot.IsZero() {
			plan.Slot = slots.latest(now)
		}
		plan.resolve(slots, relatives)
		return nil
	}
	want, slot, err := slots.asked(order, relatives[0], now)
	if err != nil {
		return &BadRequest{err}
	}
	plan.Slot = slot
	plan.resolve(slots, relatives)
	if plan.Periods[0].Whole() != want {
		plan.Periods[0] = cut(want, plan.CutOff)
	}
	return nil
}

func (plan *Plan) resolve(s slots, relatives []period.Relative) {
	plan.CutOff = s.cutOff(plan.Slot)
	plan.Periods = make([]period.Period, len(relatives))
	for i, r := range relatives {
		plan.Periods[i] = s.resolve(r, plan.Slot)
	}
}

// cut ends a period that is still open at the cut-off.
func cut(p period.Period, cutOff period.Date) period.Period {
	if cutOff.Before(p.End) {
		p.End = cutOff
	}
	return p
}

// asked is the period that an order names, and the slot that reports it. A phrase is resolved as in periods: from the
// order's slot, else from today.
func (s slots) asked(order Order, first period.Relative, now time.Time) (want period.Period, slot schedule.Slot, err error) {
	today := schedule.On(period.DateOf(now))
	phrase, _ := period.ParseRelative(order.Period)
	if phrase.IsZero() {
		want, err = s.cal.ParsePeriod(order.Period)
	} else {
		want = s.resolve(phrase, cmp.Or(order.Slot, today))
	}
	switch {
	case err != nil:
		return want, slot, fmt.Errorf(`%w; what stands under periods works too, as "last week", "month to date" or "year to last month"`, err)
	case !want.Start.Before(s.cutOff(today)):
		return want, slot, fmt.Errorf("%s begins on %s: nothing of it is known yet", order.Period, want.Start)
	case !phrase.IsZero() && !order.Slot.IsZero():
		return want, order.Slot, nil
	}
	if slot = s.reporting(want, first, now); !phrase.IsZero() && s.resolve(phrase, slot) != want {
		slot = today
	}
	return want, slot, nil
}

// Turn is an order as the schedule knows it.
type Turn struct {
	Slot   schedule.Slot
	Own    bool      // the schedule itself reports the period in the slot
	Period string    // as a further order for the slot names the period; "" when it is the schedule's own
	Due    time.Time // by the schedule; zero without one, and for a period of the order's own
}

// Turn settles the slot that an order is for.
func TurnOf(p *loaded.Program, order Order) (Turn, error) {
	plan, err := New(p, order)
	if err != nil {
		return Turn{}, err
	}
	slots, err := newSlots(plan.Report, plan.Calendar, plan.Zone)
	if err != nil {
		return Turn{}, err
	}
	first, err := period.ParseRelative(plan.Report.Periods[0])
	if err != nil {
		return Turn{}, err
	}
	turn := Turn{Slot: plan.Slot, Own: slots.resolve(first, plan.Slot) == plan.Periods[0]}
	if slots.cadence != nil {
		latest, ok := slots.cadence.Latest(plan.Slot.Date, plan.Calendar)
		turn.Own = turn.Own && ok && latest == plan.Slot.Date
	}
	switch phrase, _ := period.ParseRelative(order.Period); {
	case !turn.Own && !phrase.IsZero():
		turn.Period = phrase.String()
	case !turn.Own:
		turn.Period = order.Period
	case slots.cadence != nil:
		turn.Due = slots.cadence.Due(plan.Slot, plan.Calendar, plan.Zone).Due
	}
	return turn, nil
}
