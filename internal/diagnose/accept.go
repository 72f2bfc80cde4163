package diagnose

import (
	"fmt"
	"slices"

	"bilan/internal/config/figure"
	"bilan/internal/period"
)

// acceptedList is one list in an accept: block: the accepted names, and the last day on which they are accepted.
type acceptedList struct {
	names []string
	until period.Date
}

// acceptBlocks returns the accept: blocks that may cover a doubt: those of the metric and of its dataset and, if target is
// not negative, those of the target with this index and of its dataset.
func (d *Diagnosis) acceptBlocks(doubt Doubt, target int) []figure.Accept {
	cfg := d.Program.Config
	var list []figure.Accept
	if target >= 0 {
		list = append(list, cfg.Targets[target].Accept, cfg.Datasets[cfg.Targets[target].Dataset].Accept)
	}
	m := cfg.Metrics[doubt.Metric]
	return append(list, m.Accept, cfg.Datasets[m.Dataset].Accept)
}

// acceptedNames returns the names of a doubt that are accepted today, and the last day of this. ended is the last day
// of an acceptance that has ended, zero if there is none.
func (d *Diagnosis) acceptedNames(doubt Doubt, kind func(figure.Accept) acceptedList, target int) (names []string, until, ended period.Date) {
	today := period.DateOf(d.Program.Now.In(d.plan.Zone))
	for _, block := range d.acceptBlocks(doubt, target) {
		p := kind(block)
		named := slices.DeleteFunc(slices.Clone(doubt.names), func(name string) bool { return !slices.Contains(p.names, name) })
		switch {
		case p.until.IsZero() || len(named) == 0:
		case p.until.Before(today):
			ended = p.until
		default:
			names = append(names, named...)
			if until.IsZero() || p.until.Before(until) {
				until = p.until
			}
		}
	}
	return names, until, ended
}

// addDoubt records a doubt. If all its names are accepted, it records an acceptance instead.
func (d *Diagnosis) addDoubt(doubt Doubt, kind func(figure.Accept) acceptedList, target int) {
	names, until, ended := d.acceptedNames(doubt, kind, target)
	if !slices.ContainsFunc(doubt.names, func(name string) bool { return !slices.Contains(names, name) }) {
		d.Accepted = append(d.Accepted, Acceptance{doubt, until})
		return
	}
	if !ended.IsZero() {
		doubt.Message += fmt.Sprintf("; it was accepted until %s only", ended)
	}
	d.Doubts = append(d.Doubts, doubt)
}
