package metric

import (
	"context"
	"math/big"
	"slices"

	"bilan/internal/period"
)

// targetValues are the values of one target as they apply to one dimension ("" for the whole).
type targetValues struct {
	target *Target
	reach  reach
	rows   map[targetKey][]entry    // of a dataset
	owners map[period.Date][]string // of a dataset: whom a grain's rows are set for
	blanks map[period.Date][]string // of a dataset: whom a grain has a row without a value for
	listed []holder                 // of members listed in the YAML
	dated  bool                     // some member belongs to a group for a while only

	pierced map[targetKey]bool // where somebody's value was forgotten: see Hole
}

// targetKey is where the rows of a dataset meet: a grain's first day and the asked key; none for rows that match no member.
type targetKey struct {
	start period.Date
	key   string
	none  bool
}

// entry is one value, and whom of the target's own dimensions it is set for. It falls to the asked key from a day on
// until another, exclusive: a member who changes group takes his target along. Zero days are for ever.
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

// reach says for whom a target's values speak when a dimension is asked.
type reach int

const (
	nobody   reach = iota // the target cannot be cut by the dimension
	each                  // the values are the slices' own
	everyone              // the whole's value holds for each member: 28 % for the company is 28 % for everybody
	owner                 // of a pair: the first one's value holds for each part of him
)

// scenario is the plan that the target belongs to.
func (t *Target) scenario() Scenario {
	if t.Scenario == "" {
		return TargetScenario
	}
	return t.Scenario
}

// share is how the target is shared out.
func (t *Target) share() Share {
	if t.Share == "" {
		return ByBusinessDays
	}
	return t.Share
}

func (t *Target) scaled(v *big.Rat) *big.Rat {
	if t.Scale == nil {
		return v
	}
	return new(big.Rat).Mul(v, t.Scale)
}

// holds tells whether the target is in force on a day.
func (t *Target) holds(d period.Date) bool {
	return (t.From.IsZero() || !d.Before(t.From)) && (t.Until.IsZero() || !t.Until.Before(d))
}

// after is the first day after the target's last one, zero when it has none.
func (t *Target) after() period.Date {
	if t.Until.IsZero() {
		return t.Until
	}
	return t.Until.AddDays(1)
}

// plans are a metric's targets by scenario, each in the YAML's order, as they apply to one dimension.
type plans map[Scenario][]targetValues

// targetRows remembers what was read of a target for a dimension, so that the engine is asked once.
type targetRows map[targetAsk]targetValues

type targetAsk struct {
	target int
	by     string
}

// loadTargets reads every target of the metric for one dimension.
func (m *Model) loadTargets(ctx context.Context, engine Engine, g group, known targetRows) (plans, error) {
	all := plans{}
	for i := range m.Targets {
		t := &m.Targets[i]
		if t.Metric != g.metric {
			continue
		}
		gs, ok := known[targetAsk{i, g.by}]
		if !ok {
			var err error
			if gs, err = m.loadTarget(ctx, engine, t, g.by); err != nil {
				return nil, &TargetError{i, err}
			}
			known[targetAsk{i, g.by}] = gs
		}
		all[t.scenario()] = append(all[t.scenario()], gs)
	}
	return all, nil
}

func (m *Model) loadTarget(ctx context.Context, engine Engine, t *Target, by string) (gs targetValues, err error) {
	gs = targetValues{target: t, reach: m.reach(t, by)}
	of, within, pair := pairOf(by)
	switch {
	case gs.reach == everyone:
		by = ""
	case gs.reach == owner:
		by = of
	case pair && gs.reach == each:
		return m.loadPair(ctx, engine, t, of, within)
	}
	switch {
	case gs.reach == nobody || t.Dataset == "" && t.Members == nil:
	case t.Dataset == "":
		gs.listed, err = m.readMembers(ctx, engine, t, by)
	default:
		err = m.readRows(ctx, engine, &gs, by)
		gs.dated = m.moves(m.Datasets[t.Dataset], by) != nil
	}
	return gs, err
}

// reach is each for a target set by the asked dimension. What adds up is summed over the target's further dimensions and over the members that
// roll up to the asked one; of what does not, the sum says nothing.
func (m *Model) reach(t *Target, by string) reach {
	adds, counts := m.Metrics[t.Metric].planAdds(), m.Metrics[t.Metric].Counts
	if of, within, pair := pairOf(by); pair && len(t.By) > 0 {
		return m.reachOfPair(t, of, within)
	}
	switch {
	case len(t.By) == 0 && by != "":
		if adds || counts { // 40 customers of the company are nobody's own 40
			return nobody
		}
		return everyone
	case len(t.By) == 0:
		return each
	case t.Dataset == "" && t.Members == nil: // a literal is nobody's own
		return nobody
	case slices.Equal(t.By, []string{by}):
		return each
	case !adds:
		return nobody
	case by == "" || slices.ContainsFunc(t.By, func(dim string) bool { return dim == by || m.rollsUp(dim, by) }):
		return each
	}
	return nobody
}

// rollsUp tells whether the members of a dimension are grouped by another.
func (m *Model) rollsUp(dim, parent string) bool {
	d := m.Dimensions[dim]
	return d != nil && d.Parent == parent
}

// on is what the target sets for a slice in the grain that holds a day: in force is for the caller to ask. next is the
// first day after it on which that may be otherwise within the grain, zero when there is none.
func (gs targetValues) on(grain period.Period, s slice, day period.Date) (list []entry, next period.Date) {
	switch {
	case gs.target.Dataset != "" && !gs.dated:
		return gs.rows[targetKey{grain.Start, s.key, s.none}], next
	case gs.target.Dataset != "":
		for _, e := range gs.rows[targetKey{grain.Start, s.key, s.none}] {
			list, next = e.on(day, list, next)
		}
		return list, next
	case gs.target.Members == nil:
		if s.none {
			return nil, next
		}
		return []entry{{value: gs.target.scaled(gs.target.Literal)}}, next
	}
	for _, h := range gs.listed {
		if s.by == "" || h.key == s.key && h.none == s.none {
			list, next = h.on(day, list, next)
		}
	}
	return list, next
}

// on adds the entry to a list when it holds on a day, and tells when that changes, unless something does sooner.
func (e entry) on(day period.Date, list []entry, next period.Date) ([]entry, period.Date) {
	switch {
	case day.Before(e.from):
		next = sooner(next, e.from)
	case e.until.IsZero() || day.Before(e.until):
		list, next = append(list, e), sooner(next, e.until)
	}
	return list, next
}

// keys adds the keys of the asked dimension that the target's own rows name.
func (gs targetValues) keys(seen map[string]bool) {
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

// setFor tells for whom the target sets something in a grain, whoever is asked.
func (gs targetValues) setFor(grain period.Period) []string {
	if gs.target.Dataset != "" {
		return gs.owners[grain.Start]
	}
	list := make([]string, len(gs.listed))
	for i, h := range gs.listed {
		list[i] = h.own
	}
	return list
}

// sooner is the earlier of two days, of which a zero one is never.
func sooner(a, b period.Date) period.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
