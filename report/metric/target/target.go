// Package target computes what a metric should reach in a period, for the whole or a member: it reads targets,
// allocates them to days and members, and extrapolates open periods.
package target

import (
	"context"
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// Values are the values of one target as they apply to one dimension ("" for the whole).
type Values struct {
	Target *metric.Target
	reach  reach
	rows   map[Key][]entry          // of a dataset
	owners map[period.Date][]string // of a dataset: whom a grain's rows are set for
	blanks map[period.Date][]string // of a dataset: whom a grain has a row without a value for
	listed []holder                 // of members listed in the YAML
	dated  bool                     // some member belongs to a group for a while only

	withHoles map[Key]bool // where somebody's value was forgotten: see Hole
}

// Key is where the rows of a dataset meet: a grain's first day and the asked key; none for rows that match no member.
type Key struct {
	start period.Date
	key   string
	none  bool
}

// entry is one value, and the members of the target's dimensions that it is set for. It belongs to the requested key
// from a day on until another, exclusive: a member who changes group takes his target along. Zero days are unlimited.
type entry struct {
	own         string
	value       *big.Rat
	from, until period.Date
}

// holder is a listed member's value as it falls to one key of the asked dimension.
type holder struct {
	entry
	key  string
	none bool
}

// reach is how a target's values apply when a dimension is requested.
type reach int

const (
	nobody   reach = iota // the target cannot be cut by the dimension
	each                  // the values are the slices' own
	everyone              // the value of the whole applies to each member: 28 % for the company is 28 % for everybody
	owner                 // of a pair: the first one's value holds for each part of him
)

// Plans are a metric's targets by scenario, each in the YAML's order, as they apply to one dimension.
type Plans map[metric.Scenario][]Values

// Read caches the values of a target for a dimension, so that the engine is asked once.
type Read map[readKey]Values

type readKey struct {
	target int
	by     string
}

// Load reads every target of the metric for one dimension.
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
		all[t.BelongsTo()] = append(all[t.BelongsTo()], gs)
	}
	return all, nil
}

func load(ctx context.Context, m *metric.Model, engine metric.Engine, t *metric.Target, by string) (gs Values, err error) {
	gs = Values{Target: t, reach: reachOf(m, t, by)}
	of, within, pair := metric.PairOf(by)
	switch {
	case gs.reach == everyone:
		by = ""
	case gs.reach == owner:
		by = of
	case pair && gs.reach == each:
		return loadPair(ctx, m, engine, t, of, within)
	}
	switch {
	case gs.reach == nobody || t.Dataset == "" && t.Members == nil:
	case t.Dataset == "":
		gs.listed, err = readMembers(ctx, m, engine, t, by)
	default:
		err = readRows(ctx, m, engine, &gs, by)
		gs.dated = moves(m, m.Datasets[t.Dataset], by) != nil
	}
	return gs, err
}

// reachOf is each for a target set by the requested dimension. An additive metric is summed over the target's further
// dimensions and over the members that roll up to the requested one; for other metrics the sum is meaningless.
func reachOf(m *metric.Model, t *metric.Target, by string) reach {
	adds, counts := m.Metrics[t.Metric].PlanAdds(), m.Metrics[t.Metric].Counts
	if of, within, pair := metric.PairOf(by); pair && len(t.By) > 0 {
		return reachOfPair(m, t, of, within)
	}
	switch {
	case len(t.By) == 0 && by != "":
		if adds || counts { // 40 customers of the company are not 40 customers of a member
			return nobody
		}
		return everyone
	case len(t.By) == 0:
		return each
	case t.Dataset == "" && t.Members == nil: // a literal belongs to no member
		return nobody
	case slices.Equal(t.By, []string{by}):
		return each
	case !adds:
		return nobody
	case by == "" || slices.ContainsFunc(t.By, func(dim string) bool { return dim == by || rollsUp(m, dim, by) }):
		return each
	}
	return nobody
}

// rollsUp reports whether the members of a dimension are grouped by another.
func rollsUp(m *metric.Model, dim, parent string) bool {
	d := m.Dimensions[dim]
	return d != nil && d.Parent == parent
}

// on is the target's value for a slice in the grain that contains a day; the caller checks whether it is in force. next
// is the first later day in the grain on which it may change, zero if there is none.
func (gs Values) on(grain period.Period, s history.Cut, day period.Date) (list []entry, next period.Date) {
	switch {
	case gs.Target.Dataset != "" && !gs.dated:
		return gs.rows[Key{grain.Start, s.Key, s.None}], next
	case gs.Target.Dataset != "":
		for _, e := range gs.rows[Key{grain.Start, s.Key, s.None}] {
			list, next = e.on(day, list, next)
		}
		return list, next
	case gs.Target.Members == nil:
		if s.None {
			return nil, next
		}
		return []entry{{value: gs.Target.Scaled(gs.Target.Literal)}}, next
	}
	for _, h := range gs.listed {
		if s.By == "" || h.key == s.Key && h.none == s.None {
			list, next = h.on(day, list, next)
		}
	}
	return list, next
}

// on adds the entry to a list if it applies on a day, and returns when that changes, unless something changes sooner.
func (e entry) on(day period.Date, list []entry, next period.Date) ([]entry, period.Date) {
	switch {
	case day.Before(e.from):
		next = history.Sooner(next, e.from)
	case e.until.IsZero() || day.Before(e.until):
		list, next = append(list, e), history.Sooner(next, e.until)
	}
	return list, next
}

// Keys adds the keys of the asked dimension that the target's own rows name.
func (gs Values) Keys(seen map[string]bool) {
	if gs.reach != each {
		return
	}
	for at := range gs.rows {
		if !at.none {
			seen[at.key] = true
		}
	}
	for _, h := range gs.listed {
		if !h.none {
			seen[h.key] = true
		}
	}
}

// setFor lists the members for which the target has a value in a grain, whatever the request.
func (gs Values) setFor(grain period.Period) []string {
	if gs.Target.Dataset != "" {
		return gs.owners[grain.Start]
	}
	list := make([]string, len(gs.listed))
	for i, h := range gs.listed {
		list[i] = h.own
	}
	return list
}

// WithoutEveryone are the plans except those whose value for the whole applies to each member.
func (p Plans) WithoutEveryone() Plans {
	own := Plans{}
	for scenario, list := range p {
		own[scenario] = slices.DeleteFunc(slices.Clone(list), func(gs Values) bool { return gs.reach == everyone })
	}
	return own
}
