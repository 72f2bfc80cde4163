package timetable

import (
	"fmt"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/plans"
	"bilan/internal/schedule"
)

// FindTurn returns the turn of a report's schedule that a key names.
func FindTurn(cfg *config.Config, k ledger.Key) (ledger.Turn, error) {
	if _, err := schedule.ParseSlot(k.Slot); err != nil {
		return ledger.Turn{}, err
	}
	table := ByReport(cfg)[k.Report]
	if table == nil {
		return ledger.Turn{}, fmt.Errorf("report %q has no schedule", k.Report)
	}
	o, ok := table.Find(k.Slot)
	if !ok {
		return ledger.Turn{}, fmt.Errorf("report %q has no slot %s (bilan next --explain lists them)", k.Report, k.Slot)
	}
	return TurnOf(table, o), nil
}

// ScheduledTurn returns the turn of the report's schedule that asked is; false if the schedule has no such turn.
func ScheduledTurn(cfg *config.Config, report string, asked plans.Turn) (ledger.Turn, bool) {
	table := ByReport(cfg)[report]
	if table == nil {
		return ledger.Turn{}, false
	}
	for _, o := range table.DueBetween(asked.Due.Add(-time.Microsecond), asked.Due) {
		if o.Slot == asked.Slot {
			return TurnOf(table, o), true
		}
	}
	return ledger.Turn{}, false
}
