package daemon

import (
	"maps"
	"slices"
	"time"

	"bilan/internal/ledger"
)

// planningFault is why a report's turns are not, or will not be, planned in time.
type planningFault struct {
	report string
	kind   planningKind
	since  time.Time // behind: when the first turn that is not planned was due; ahead: up to when nothing more is planned
}

type planningKind int

const (
	behind    planningKind = iota // a turn is due and no planner has taken it up
	ahead                         // the state says that all is planned up to a day still to come: the clock was wrong
	otherRule                     // it was planned by another schedule than the file's
	unplanned                     // no planner has ever seen the report
)

// behindAfter is when a turn that is due should have been planned: the planner comes round three times in this, and looks a minute ahead.
const behindAfter = staleAfter

// faults lists what is wrong with how far reports are planned, by name. The two last kinds say only that the planner, if there is
// one, follows another file: where none runs they mean nothing.
func (t *Timetable) faults(marks map[string]ledger.Watermark, now time.Time) (list []planningFault) {
	for _, report := range slices.Sorted(maps.Keys(t.tables)) {
		m, known := marks[report]
		if !known {
			list = append(list, planningFault{report: report, kind: unplanned})
			continue
		}
		if m.Ahead(now) {
			list = append(list, planningFault{report, ahead, m.Until})
			continue
		}
		if m.Rule != t.tables[report].Text() {
			list = append(list, planningFault{report: report, kind: otherRule})
		}
		if o, ok := t.Next(report, m.Until); ok && now.Sub(o.Due) > behindAfter {
			list = append(list, planningFault{report, behind, o.Due})
		}
	}
	return list
}
