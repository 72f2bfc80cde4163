package daemon

import (
	"fmt"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/period"
	"bilan/internal/run"
	"bilan/internal/schedule"
)

// Timetable is when the reports of one YAML are due. It never changes.
type Timetable struct {
	calendar *period.Calendar
	zones    map[string]*time.Location    // of each report
	cadences map[string]*schedule.Cadence // of the reports that have one
	rules    map[string]string            // each cadence as text, with all that bears on when it is due
}

// NewTimetable reads the schedules of a YAML. Its errors name the report.
func NewTimetable(cfg *config.Config) (*Timetable, error) {
	t := &Timetable{zones: map[string]*time.Location{}, cadences: map[string]*schedule.Cadence{}, rules: map[string]string{}}
	var err error
	if t.calendar, err = run.Calendar(cfg.Calendar); err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	days := fingerprint(cfg.Calendar)
	for name, r := range cfg.Reports {
		if t.zones[name], err = time.LoadLocation(r.Timezone); err != nil {
			return nil, fmt.Errorf("report %q: timezone: %w", name, err)
		}
		if r.Send == (config.Send{}) {
			continue
		}
		if t.cadences[name], err = schedule.Parse(r.Spec()); err != nil {
			return nil, fmt.Errorf("report %q: send: %w", name, err)
		}
		t.rules[name] = fmt.Sprintf("%s %s %s", t.cadences[name], t.zones[name], days)
	}
	return t, nil
}

// fingerprint is a calendar as text: when it changes, what is due today is looked at again.
func fingerprint(c config.Calendar) string { return strings.ReplaceAll(fmt.Sprintf("%v", c), " ", ",") }

// Scheduled tells whether a report has turns of its own.
func (t *Timetable) Scheduled(report string) bool { return t.cadences[report] != nil }

// Next is a report's first turn due after an instant; false when there is none. Its due instant is in the report's zone.
func (t *Timetable) Next(report string, after time.Time) (schedule.Occurrence, bool) {
	c := t.cadences[report]
	if c == nil {
		return schedule.Occurrence{}, false
	}
	return c.NextDue(after, t.calendar, t.zone(report))
}

// Resolve is the period that a turn of a scheduled report shows, by the first of its periods, such as 2026-W46.
func (t *Timetable) Resolve(report string, first period.Relative, s schedule.Slot) string {
	return t.calendar.ID(t.cadences[report].Resolve(first, s, t.calendar))
}

// Occurrence is what a report's schedule makes of a slot; false when it has no such slot, or leaves it out.
func (t *Timetable) Occurrence(report string, slot schedule.Slot) (schedule.Occurrence, bool) {
	c := t.cadences[report]
	if c == nil {
		return schedule.Occurrence{}, false
	}
	for _, s := range c.Between(slot.Date, slot.Date.AddDays(1), t.calendar) {
		if s == slot {
			o := c.Due(s, t.calendar, t.zone(report))
			return o, !o.LeftOut
		}
	}
	return schedule.Occurrence{}, false
}

// zone is where a report's days begin; UTC for one that the file does not know.
func (t *Timetable) zone(report string) *time.Location {
	if z := t.zones[report]; z != nil {
		return z
	}
	return time.UTC
}
