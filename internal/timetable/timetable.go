// Package timetable knows when the reports of a YAML are due, and what becomes of each turn: planned, given up, moved or
// left out by an edit of the schedule. It plans nothing by itself.
package timetable

import (
	"maps"
	"slices"
	"time"

	"bilan/internal/config"
	"bilan/internal/period"
	"bilan/internal/schedule"
)

// Timetable says when the reports of one YAML are due. It never changes.
type Timetable struct {
	cfg    *config.Config
	Tables map[string]*schedule.Timetable // by report; only reports with a schedule
}

// New returns the timetable of a YAML.
func New(cfg *config.Config) *Timetable { return &Timetable{cfg, ByReport(cfg)} }

// ByReport returns the timetables of the reports with a schedule, by name.
func ByReport(cfg *config.Config) map[string]*schedule.Timetable {
	tables := map[string]*schedule.Timetable{}
	for name, r := range cfg.Reports {
		if r.Cadence != nil {
			tables[name] = schedule.NewTimetable(r.Cadence, r.Timezone.Location(), cfg.WorkingCalendar(), r.Periods[0])
		}
	}
	return tables
}

// Names returns the names of all reports of the YAML, sorted.
func (t *Timetable) Names() []string { return slices.Sorted(maps.Keys(t.cfg.Reports)) }

// Scheduled reports whether a report has a schedule.
func (t *Timetable) Scheduled(report string) bool { return t.Tables[report] != nil }

// Next returns a report's first turn due after an instant, in the report's zone; false if there is none.
func (t *Timetable) Next(report string, after time.Time) (schedule.Occurrence, bool) {
	if t.Tables[report] == nil {
		return schedule.Occurrence{}, false
	}
	return t.Tables[report].NextDue(after)
}

// FirstPeriod returns the first period of a turn of a scheduled report, and its name, such as 2026-W46.
func (t *Timetable) FirstPeriod(report string, o schedule.Occurrence) (period.Period, string) {
	p := t.Tables[report].FirstPeriod(o)
	return p, t.cfg.WorkingCalendar().ID(p)
}

// Last returns the last turn of a report that has no further one; false if another will come, or if the report had none
// in the last two years.
func (t *Timetable) Last(report string, now time.Time) (schedule.Occurrence, bool) {
	if _, more := t.Next(report, now); more || t.Tables[report] == nil {
		return schedule.Occurrence{}, false
	}
	list := t.Tables[report].DueBetween(now.AddDate(-2, 0, 0), now)
	if len(list) == 0 {
		return schedule.Occurrence{}, false
	}
	return list[len(list)-1], true
}

// Key returns the name of a scheduled report's turn in the state.
func (t *Timetable) Key(report string, o schedule.Occurrence) string { return t.Tables[report].Key(o) }

// ZoneOf returns the zone of a report; UTC if the file does not have the report.
func (t *Timetable) ZoneOf(report string) *time.Location {
	if r, ok := t.cfg.Reports[report]; ok {
		return r.Timezone.Location()
	}
	return time.UTC
}
