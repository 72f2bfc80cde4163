// Package target computes the targets of a metric in a period, for the total or a member: it reads targets and splits
// them by days and members. It also extrapolates open periods.
package target

import (
	"context"
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// Values are the values of one target for one dimension, or for the total.
type Values struct {
	Target   *metric.Target
	reach    reach
	rows     map[Key][]entry          // the values of a dataset
	owners   map[period.Date][]string // the members with a value in a dataset, by the first day of the grain
	blanks   map[period.Date][]string // the members with an empty cell in a dataset, by the first day of the grain
	literals []holder                 // the values for members in the YAML
	moving   bool                     // members may change groups

	withHoles map[Key]bool // the slices for which a member's value was forgotten: see metric.Hole
}

// Key identifies the values of a dataset: the first day of the grain, and the key of the slice. none is true for the
// rows that match no member.
type Key struct {
	start period.Date
	key   string
	none  bool
}

// entry is one value of a target. own identifies the members that it is set for. It belongs to the slice from from up
// to, but excluding, until: a member who changes groups takes his target along. Zero days are no limits.
type entry struct {
	members     string
	value       *big.Rat
	from, until period.Date
}

// holder is a value for a member in the YAML, with the key of the slice that it belongs to.
type holder struct {
	entry
	key  string
	none bool
}

// reach says how the values of a target apply to the slices of a dimension.
type reach int

const (
	noSlice     reach = iota // the target does not apply to slices of the dimension
	eachSlice                // each slice has its own values
	everyMember              // the value of the total applies to each member: 28 % for the company is 28 % for each member
	firstMember              // only for a pair: the value of the first member applies to each pair with him
)

// Plans are the values of a metric's targets for one dimension, by scenario, in the YAML's order.
type Plans map[metric.Scenario][]Values

// Read caches the values of targets by dimension, so that the engine is asked once.
type Read map[readKey]Values

type readKey struct {
	target int
	by     string
}

// Load reads all targets of a metric for one dimension.
func Load(ctx context.Context, m *metric.Model, engine metric.Engine, g history.Group, known Read) (Plans, error) {
	all := Plans{}
	for i := range m.Targets {
		t := &m.Targets[i]
		if t.Metric != g.Metric {
			continue
		}
		gs, ok := known[readKey{i, g.By}]
		if !ok {
			var err error
			if gs, err = load(ctx, m, engine, t, g.By); err != nil {
				return nil, &Error{i, err}
			}
			known[readKey{i, g.By}] = gs
		}
		all[t.ScenarioOrDefault()] = append(all[t.ScenarioOrDefault()], gs)
	}
	return all, nil
}

func load(ctx context.Context, m *metric.Model, engine metric.Engine, t *metric.Target, by string) (gs Values, err error) {
	gs = Values{Target: t, reach: reachOf(m, t, by)}
	of, within, pair := metric.PairOf(by)
	switch {
	case gs.reach == everyMember:
		by = ""
	case gs.reach == firstMember:
		by = of
	case pair && gs.reach == eachSlice:
		return loadPair(ctx, m, engine, t, of, within)
	}
	switch {
	case gs.reach == noSlice || t.Dataset == "" && t.Members == nil:
	case t.Dataset == "":
		gs.literals, err = readMembers(ctx, m, engine, t, by)
	default:
		err = readRows(ctx, m, engine, &gs, by)
		gs.moving = movingDimension(m, m.Datasets[t.Dataset], by) != nil
	}
	return gs, err
}

// reachOf is the reach of a target for the dimension by. It is each if the target is set by that dimension. For an
// additive metric it is also each if values can be summed: over the target's other dimensions, or over members of their
// group.
func reachOf(m *metric.Model, t *metric.Target, by string) reach {
	adds, counts := m.Metrics[t.Metric].TargetsAdd(), m.Metrics[t.Metric].Counts
	if of, within, pair := metric.PairOf(by); pair && len(t.By) > 0 {
		return reachOfPair(m, t, of, within)
	}
	switch {
	case len(t.By) == 0 && by != "":
		if adds || counts { // 40 customers of the company are not 40 customers of a member
			return noSlice
		}
		return everyMember
	case len(t.By) == 0:
		return eachSlice
	case t.Dataset == "" && t.Members == nil: // a literal belongs to no member
		return noSlice
	case slices.Equal(t.By, []string{by}):
		return eachSlice
	case !adds:
		return noSlice
	case by == "" || slices.ContainsFunc(t.By, func(dim string) bool { return dim == by || rollsUp(m, dim, by) }):
		return eachSlice
	}
	return noSlice
}

// rollsUp reports whether parent is the Parent of the dimension dim.
func rollsUp(m *metric.Model, dim, parent string) bool {
	d := m.Dimensions[dim]
	return d != nil && d.Parent == parent
}

// entriesOn returns the entries of the target for a slice on a day in a grain. The caller checks that the target
// applies on the day. next is the first later day on which the entries may change, zero if there is none.
func (gs Values) entriesOn(grain period.Period, s history.Cut, day period.Date) (list []entry, next period.Date) {
	switch {
	case gs.Target.Dataset != "" && !gs.moving:
		return gs.rows[Key{grain.Start, s.Key, s.None}], next
	case gs.Target.Dataset != "":
		for _, e := range gs.rows[Key{grain.Start, s.Key, s.None}] {
			list, next = e.appendIfOn(day, list, next)
		}
		return list, next
	case gs.Target.Members == nil:
		if s.None {
			return nil, next
		}
		return []entry{{value: gs.Target.InMetricUnit(gs.Target.Literal)}}, next
	}
	for _, h := range gs.literals {
		if s.By == "" || h.key == s.Key && h.none == s.None {
			list, next = h.appendIfOn(day, list, next)
		}
	}
	return list, next
}

// appendIfOn adds the entry to list if it applies on a day. It returns the list, and the day on which that changes or
// next if that is earlier.
func (e entry) appendIfOn(day period.Date, list []entry, next period.Date) ([]entry, period.Date) {
	switch {
	case day.Before(e.from):
		next = history.EarlierDay(next, e.from)
	case e.until.IsZero() || day.Before(e.until):
		list, next = append(list, e), history.EarlierDay(next, e.until)
	}
	return list, next
}

// Keys adds to seen the keys of the slices that have a value.
func (gs Values) Keys(seen map[string]bool) {
	if gs.reach != eachSlice {
		return
	}
	for at := range gs.rows {
		if !at.none {
			seen[at.key] = true
		}
	}
	for _, h := range gs.literals {
		if !h.none {
			seen[h.key] = true
		}
	}
}

// membersWith lists the members of the target's own dimensions that have a value in a grain, in the form of
// entry.members.
func (gs Values) membersWith(grain period.Period) []string {
	if gs.Target.Dataset != "" {
		return gs.owners[grain.Start]
	}
	list := make([]string, len(gs.literals))
	for i, h := range gs.literals {
		list[i] = h.members
	}
	return list
}

// WithoutEveryone returns the plans without the targets whose value for the total applies to each member.
func (p Plans) WithoutEveryone() Plans {
	own := Plans{}
	for scenario, list := range p {
		own[scenario] = slices.DeleteFunc(slices.Clone(list), func(gs Values) bool { return gs.reach == everyMember })
	}
	return own
}
