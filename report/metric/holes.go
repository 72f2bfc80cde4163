package metric

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/period"
)

// Hole is a grain of a target in which a member has an actual and no value, though it has one before, and after or an empty
// cell there: who keeps the plan forgot it. Neither the member nor a whole that holds the member has a target then.
type Hole struct {
	Metric     string
	Scenario   Scenario
	Dimension  string
	Key, Label string
	Grain      period.Period
}

// Holes are those that a scenario of a metric has in a period, in the order of their grains and keys.
func (b *Book) Holes(name string, s Scenario, p period.Period) []Hole {
	var list []Hole
	for _, h := range b.holes {
		if h.Metric == name && h.Scenario == s && h.Grain.Start.Before(p.Close) && p.Start.Before(h.Grain.End) {
			list = append(list, h)
		}
	}
	return list
}

// holes looks for those in the periods that a metric is asked for.
func (m *Model) holes(ctx context.Context, engine Engine, mt *Metric, whole plans, asks []Ask) ([]Hole, error) {
	if !mt.AddsUp || mt.Date == "" {
		return nil, nil
	}
	var found []Hole
	for _, s := range []Scenario{TargetScenario, Budget, ForecastPlan, Stretch} {
		for _, gs := range whole[s] {
			for i, dim := range gs.target.By {
				list, err := m.sold(ctx, engine, mt, m.missing(gs, whole[s], s, i, asks))
				if err != nil {
					return nil, fmt.Errorf("by %s: %w", dim, err)
				}
				found = append(found, list...)
			}
		}
	}
	return found, nil
}

// missing lists the grains inside the asked periods for which a key of a target's i-th dimension lacks a value.
func (m *Model) missing(gs targetValues, all []targetValues, s Scenario, i int, asks []Ask) []Hole {
	t := gs.target
	if gs.reach != each || t.Dataset == "" || t.Per == "" {
		return nil
	}
	var list []Hole
	blanks := starts(gs.blanks, i)
	for key, set := range starts(gs.owners, i) {
		for _, start := range m.lacking(t.Per, set, blanks[key]) {
			grain := m.Calendar.Containing(t.Per, start)
			if m.inside(grain, asks) && !slices.ContainsFunc(all, func(o targetValues) bool { return m.sets(o, t.By[i], key, grain) }) {
				list = append(list, Hole{Metric: t.Metric, Scenario: s, Dimension: t.By[i], Key: key, Grain: grain})
			}
		}
	}
	slices.SortFunc(list, func(a, b Hole) int {
		return cmp.Or(a.Grain.Start.Compare(b.Grain.Start), strings.Compare(a.Key, b.Key))
	})
	return list
}

// lacking are the grains without a value between the first one with a value and the last one, and the empty ones after it.
func (m *Model) lacking(per period.Unit, set, blank []period.Date) []period.Date {
	var list []period.Date
	last := set[len(set)-1]
	for at := set[0]; at.Before(last); at = m.Calendar.Containing(per, at).End {
		if _, ok := slices.BinarySearchFunc(set, at, period.Date.Compare); !ok {
			list = append(list, at)
		}
	}
	for _, at := range blank {
		if last.Before(at) {
			list = append(list, at)
		}
	}
	return list
}

// inside tells whether any ask holds a part of a grain whose days are known.
func (m *Model) inside(grain period.Period, asks []Ask) bool {
	if !m.CutOff.IsZero() && !grain.Start.Before(m.CutOff) {
		return false
	}
	return slices.ContainsFunc(asks, func(a Ask) bool { return grain.Start.Before(a.Period.Close) && a.Period.Start.Before(grain.End) })
}

// starts are the first days, in order, of the grains that hold each key of a target's i-th dimension.
func starts(owners map[period.Date][]string, i int) map[string][]period.Date {
	list := map[string][]period.Date{}
	for start, owners := range owners {
		for _, own := range owners {
			if key, ok := keyOf(own, i); ok && !slices.Contains(list[key], start) {
				list[key] = append(list[key], start)
			}
		}
	}
	for _, days := range list {
		slices.SortFunc(days, period.Date.Compare)
	}
	return list
}

// keyOf is the i-th of the keys that own joined, and whether there is one.
func keyOf(own string, i int) (string, bool) {
	keys := strings.Split(own, "\x00")[1:]
	if i >= len(keys) {
		return "", false
	}
	return strings.CutPrefix(keys[i], "\x01")
}

// sets tells whether a target has a value for a key of a dimension on a grain's first day.
func (m *Model) sets(gs targetValues, dim, key string, grain period.Period) bool {
	t := gs.target
	i := slices.Index(t.By, dim)
	if i < 0 || gs.reach != each || t.Per == "" || !t.holds(grain.Start) {
		return false
	}
	return slices.ContainsFunc(gs.setFor(m.Calendar.Containing(t.Per, grain.Start)), func(own string) bool {
		k, ok := keyOf(own, i)
		return ok && k == key
	})
}

// sold keeps the holes in which the member has an actual, with the members' names.
func (m *Model) sold(ctx context.Context, engine Engine, mt *Metric, list []Hole) ([]Hole, error) {
	if len(list) == 0 || !m.Cuts(mt.Dataset, list[0].Dimension) {
		return nil, nil
	}
	grains := make([]period.Period, len(list))
	for i, h := range list {
		grains[i] = h.Grain
	}
	of := group{mt.Name, list[0].Dimension}
	answer, err := m.askValues(ctx, engine, []*Metric{mt}, of.by, distinct(grains))
	if err != nil {
		return nil, err
	}
	values, err := answer.measured(of, grains, newOwners())
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(h Hole) bool {
		v := values[cell{period: h.Grain, key: h.Key}].value
		return !v.OK() || v.Rat.Sign() == 0
	})
	if len(list) == 0 {
		return nil, nil
	}
	members, err := m.Members(ctx, engine, list[0].Dimension)
	for i := range list {
		list[i].Label = list[i].Key
		if at := slices.IndexFunc(members, func(m Member) bool { return m.Key == list[i].Key }); at >= 0 {
			list[i].Label = members[at].Label
		}
	}
	return list, err
}

// pierce notes in the targets for whom a hole leaves nothing to be told: who gets the member's value in the last grain that has one.
func (p plans) pierce(holes []Hole) {
	for _, h := range holes {
		for n, gs := range p[h.Scenario] {
			i := slices.Index(gs.target.By, h.Dimension)
			if i < 0 || h.Grain.Unit != gs.target.Per {
				continue
			}
			for _, at := range gs.holders(i, h) {
				if p[h.Scenario][n].pierced == nil {
					p[h.Scenario][n].pierced = map[targetKey]bool{}
				}
				p[h.Scenario][n].pierced[targetKey{h.Grain.Start, at.key, at.none}] = true
			}
		}
	}
}

// holders are the spots of the last grain before a hole in which its member has a value.
func (gs targetValues) holders(i int, h Hole) []targetKey {
	var list []targetKey // all of one grain
	for at, entries := range gs.rows {
		if !at.start.Before(h.Grain.Start) || len(list) > 0 && at.start.Before(list[0].start) {
			continue
		}
		if !slices.ContainsFunc(entries, func(e entry) bool { k, ok := keyOf(e.own, i); return ok && k == h.Key }) {
			continue
		}
		if len(list) > 0 && list[0].start.Before(at.start) {
			list = nil
		}
		list = append(list, at)
	}
	return list
}
