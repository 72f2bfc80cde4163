package timetable

import (
	"maps"
	"slices"
	"time"

	"bilan/internal/ledger"
)

// Fault is a reason why a report's turns are not, or will not be, planned in time.
type Fault struct {
	Report string
	Kind   FaultKind
	Since  time.Time // for Behind: when the first turn without a plan was due; for Ahead: up to when all counts as planned
}

// FaultKind is a kind of fault in planning.
type FaultKind int

// The kinds of faults in planning.

const (
	Behind    FaultKind = iota // a turn is due, and no planner has planned it
	Ahead                      // everything counts as planned up to a future instant, because the clock was wrong
	OtherRule                  // the report was planned by another schedule than the file's
	Unplanned                  // no planner has ever seen the report
)

// behindAfter is how long after its due instant a turn without a plan is a fault. In this time the planner runs three
// times, and it plans a minute ahead.
const behindAfter = time.Minute

// Faults returns the faults in planning, by report. OtherRule and Unplanned say that the planner uses another file; they
// mean nothing if no planner runs.
func (t *Timetable) Faults(marks map[string]ledger.Watermark, now time.Time) (list []Fault) {
	for _, report := range slices.Sorted(maps.Keys(t.Tables)) {
		m, known := marks[report]
		if !known {
			list = append(list, Fault{Report: report, Kind: Unplanned})
			continue
		}
		if m.Ahead(now) {
			list = append(list, Fault{report, Ahead, m.Until})
			continue
		}
		if m.Rule != t.Tables[report].Text() {
			list = append(list, Fault{Report: report, Kind: OtherRule})
		}
		if o, ok := t.Next(report, m.Until); ok && now.Sub(o.Due) > behindAfter {
			list = append(list, Fault{report, Behind, o.Due})
		}
	}
	return list
}
