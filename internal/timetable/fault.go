package timetable

import (
	"maps"
	"slices"
	"time"

	"bilan/internal/ledger"
)

// Fault is why a report's turns are not, or will not be, planned in time.
type Fault struct {
	Report string
	Kind   FaultKind
	Since  time.Time // behind: when the first turn that is not planned was due; ahead: up to when nothing more is planned
}

// FaultKind is which fault it is.
type FaultKind int

const (
	Behind    FaultKind = iota // a turn is due and no planner has taken it up
	Ahead                      // everything is planned up to a future day: the clock was wrong
	OtherRule                  // it was planned by another schedule than the file's
	Unplanned                  // no planner has ever seen the report
)

// behindAfter is the time after its due time at which a turn counts as not planned. In this time the planner runs three
// times, and it plans a minute ahead.
const behindAfter = time.Minute

// Faults lists, by name, reports that are planned too far or not far enough. The two last kinds only say that the
// planner, if there is one, uses another file: if none runs, they mean nothing.
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
