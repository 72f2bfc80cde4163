package plans

import (
	"time"

	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/internal/schedule"
)

// Turn says which slot and period an order is for.
type Turn struct {
	Slot      schedule.Slot
	Scheduled bool      // whether the schedule itself reports the order's period in the slot
	Period    string    // the order's period, if the schedule reports another one in the slot; else ""
	Due       time.Time // when the schedule makes the slot due; zero without a schedule or if Scheduled is false
}

// TurnOf returns the slot and period that an order is for.
func TurnOf(p *loaded.Program, order Order) (Turn, error) {
	plan, err := New(p, order)
	if err != nil {
		return Turn{}, err
	}
	slots, first := plan.slots(), plan.Report.Periods[0].Relative
	turn := Turn{Slot: plan.Slot, Scheduled: slots.resolve(first, plan.Slot) == plan.Periods[0]}
	if slots.cadence != nil {
		latest, ok := slots.cadence.LatestDay(plan.Slot.Date, plan.Calendar)
		turn.Scheduled = turn.Scheduled && ok && latest == plan.Slot.Date
	}
	switch phrase, _ := period.ParseRelative(order.Period); {
	case !turn.Scheduled && !phrase.IsZero():
		turn.Period = phrase.String()
	case !turn.Scheduled:
		turn.Period = order.Period
	case slots.cadence != nil:
		turn.Due = slots.cadence.Due(plan.Slot, plan.Calendar, plan.Zone).Due
	}
	return turn, nil
}
