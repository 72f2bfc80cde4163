package plans

import (
	"time"

	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/internal/schedule"
)

// Turn is an order with the schedule's identity.
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
	slots, first := plan.slots(), plan.Report.Periods[0].Relative
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
