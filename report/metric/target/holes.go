package target

import (
	"cmp"
	"slices"
	"strings"

	"bilan/internal/period"
	"bilan/report/metric"
)

// Missing lists the grains, in the periods of asks, in which a member of a target's i-th dimension lacks a value
// although he has one in other grains. all are the metric's targets of the scenario, any of which may supply the value.
func Missing(m *metric.Model, gs Values, all []Values, s metric.Scenario, i int, asks []metric.Ask) []metric.Hole {
	t := gs.Target
	if gs.reach != eachSlice || t.Dataset == "" || t.Per == "" {
		return nil
	}
	var list []metric.Hole
	blanks := grainsByKey(gs.blanks, i)
	for key, set := range grainsByKey(gs.owners, i) {
		for _, start := range missingGrains(m, t.Per, set, blanks[key]) {
			grain := m.Calendar.Containing(t.Per, start)
			if overlapsAsk(m, grain, asks) && !slices.ContainsFunc(all, func(o Values) bool { return hasValue(m, o, t.By[i], key, grain) }) {
				list = append(list, metric.Hole{Metric: t.Metric, Scenario: s, Dimension: t.By[i], Key: key, Grain: grain})
			}
		}
	}
	slices.SortFunc(list, func(a, b metric.Hole) int {
		return cmp.Or(a.Grain.Start.Compare(b.Grain.Start), strings.Compare(a.Key, b.Key))
	})
	return list
}

// missingGrains returns the first days of the grains without a value between the first and the last grain of set, and
// of the grains with an empty cell after it. set are the first days of the grains with a value; blank those with an
// empty cell.
func missingGrains(m *metric.Model, per period.Unit, set, blank []period.Date) []period.Date {
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

// overlapsAsk reports whether any ask overlaps a grain that begins before the cut-off.
func overlapsAsk(m *metric.Model, grain period.Period, asks []metric.Ask) bool {
	if !m.CutOff.IsZero() && !grain.Start.Before(m.CutOff) {
		return false
	}
	return slices.ContainsFunc(asks, func(a metric.Ask) bool { return grain.Start.Before(a.Period.Close) && a.Period.Start.Before(grain.End) })
}

// grainsByKey returns for each key of a target's i-th dimension the first days, sorted, of the grains in owners that
// contain it.
func grainsByKey(owners map[period.Date][]string, i int) map[string][]period.Date {
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

// keyOf returns the i-th of the keys that own joined; false if it is an empty cell or there are fewer keys.
func keyOf(own string, i int) (string, bool) {
	keys := strings.Split(own, "\x00")[1:]
	if i >= len(keys) {
		return "", false
	}
	return strings.CutPrefix(keys[i], "\x01")
}

// hasValue reports whether a target has a value for a key of a dimension on a grain's first day.
func hasValue(m *metric.Model, gs Values, dim, key string, grain period.Period) bool {
	t := gs.Target
	i := slices.Index(t.By, dim)
	if i < 0 || gs.reach != eachSlice || t.Per == "" || !t.AppliesOn(grain.Start) {
		return false
	}
	return slices.ContainsFunc(gs.membersWith(m.Calendar.Containing(t.Per, grain.Start)), func(own string) bool {
		k, ok := keyOf(own, i)
		return ok && k == key
	})
}

// MarkHoles marks the slices affected by holes, which then have no target. A hole affects the slices that get the
// member's value in the last grain in which he has one.
func (p Plans) MarkHoles(holes []metric.Hole) {
	for _, h := range holes {
		for n, gs := range p[h.Scenario] {
			i := slices.Index(gs.Target.By, h.Dimension)
			if i < 0 || h.Grain.Unit != gs.Target.Per {
				continue
			}
			for _, at := range gs.affectedKeys(i, h) {
				if p[h.Scenario][n].withHoles == nil {
					p[h.Scenario][n].withHoles = map[Key]bool{}
				}
				p[h.Scenario][n].withHoles[Key{h.Grain.Start, at.key, at.none}] = true
			}
		}
	}
}

// affectedKeys returns the Keys, in the last grain before a hole in which its member has a value, that contain his
// value.
func (gs Values) affectedKeys(i int, h metric.Hole) []Key {
	var list []Key // all of one grain
	for at, entries := range gs.rows {
		if !at.start.Before(h.Grain.Start) || len(list) > 0 && at.start.Before(list[0].start) {
			continue
		}
		if !slices.ContainsFunc(entries, func(e entry) bool { k, ok := keyOf(e.members, i); return ok && k == h.Key }) {
			continue
		}
		if len(list) > 0 && list[0].start.Before(at.start) {
			list = nil
		}
		list = append(list, at)
	}
	return list
}
