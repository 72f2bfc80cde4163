package daemon

import (
	"fmt"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/internal/schedule"
)

// Timetable is when the reports of one YAML are due. It never changes.
type Timetable struct {
	calendar *period.Calendar
	zones    map[string]*time.Location      // of each report
	tables   map[string]*schedule.Timetable // of the reports that have one
}

// NewTimetable reads the schedules of a YAML. Its errors name the report.
func NewTimetable(cfg *config.Config) (*Timetable, error) {
	t := &Timetable{zones: map[string]*time.Location{}}
	var err error
	if t.calendar, err = plans.Calendar(cfg.Calendar); err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	if t.tables, err = timetables(cfg, t.calendar); err != nil {
		return nil, err
	}
	for name, r := range cfg.Reports {
		if t.zones[name], err = time.LoadLocation(r.Timezone); err != nil {
			return nil, fmt.Errorf("report %q: timezone: %w", name, err)
		}
	}
	return t, nil
}

// Timetables are those of the reports that leave by themselves, by name.
func Timetables(cfg *config.Config) (map[string]*schedule.Timetable, error) {
	calendar, err := plans.Calendar(cfg.Calendar)
	if err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	return timetables(cfg, calendar)
}

func timetables(cfg *config.Config, calendar *period.Calendar) (map[string]*schedule.Timetable, error) {
	tables := map[string]*schedule.Timetable{}
	var err error
	for name, r := range cfg.Reports {
		if r.Send == (config.Send{}) {
			continue
		}
		if tables[name], err = schedule.NewTimetable(r.Spec(), r.Timezone, cfg.Calendar.Options(), calendar, r.Periods[0]); err != nil {
			return nil, fmt.Errorf("report %q: %w", name, err)
		}
	}
	return tables, nil
}

// Scheduled tells whether a report has turns of its own.
func (t *Timetable) Scheduled(report string) bool { return t.tables[report] != nil }

// Next is a report's first turn due after an instant; false when there is none. Its due instant is in the report's zone.
func (t *Timetable) Next(report string, after time.Time) (schedule.Occurrence, bool) {
	if t.tables[report] == nil {
		return schedule.Occurrence{}, false
	}
	return t.tables[report].NextDue(after)
}

// Shows is the period that a turn of a scheduled report shows, by the first of its periods, such as 2026-W46.
func (t *Timetable) Shows(report string, o schedule.Occurrence) string {
	return t.calendar.ID(t.tables[report].Shows(o))
}

// Key is what the state calls a turn of a scheduled report.
func (t *Timetable) Key(report string, o schedule.Occurrence) string { return t.tables[report].Key(o) }

// zone is where a report's days begin; UTC for one that the file does not know.
func (t *Timetable) zone(report string) *time.Location {
	if z := t.zones[report]; z != nil {
		return z
	}
	return time.UTC
}

// FindTurn is the turn of a report's schedule that a key names.
func FindTurn(cfg *config.Config, k ledger.Key) (ledger.Turn, error) {
	if _, err := schedule.ParseSlot(k.Slot); err != nil {
		return ledger.Turn{}, err
	}
	tables, err := Timetables(cfg)
	if err != nil {
		return ledger.Turn{}, err
	}
	table := tables[k.Report]
	if table == nil {
		return ledger.Turn{}, fmt.Errorf("report %q has no schedule", k.Report)
	}
	o, ok := table.Find(k.Slot)
	if !ok {
		return ledger.Turn{}, fmt.Errorf("report %q has no slot %s (bilan next --explain prints them)", k.Report, k.Slot)
	}
	return TurnOf(table, o), nil
}
