package metric

import (
	"context"
	"slices"
	"strings"
)

// owner is the first member of a pair.
func (s slice) owner() slice {
	of, _, _ := pairOf(s.by)
	key, _, _ := strings.Cut(s.key, pairKeys)
	return slice{by: of, key: key, none: key == ""}
}

// unpair takes the keys of a pair's slices apart.
func (a *Answer) unpair() {
	for i := range a.Slices {
		s := &a.Slices[i]
		s.Of, s.Key, _ = strings.Cut(s.Key, pairKeys)
		s.Unassigned = s.Key == ""
	}
}

// reachOfPair is reach for a pair: a target that is set for a member and for the group he is in, or for both dimensions, is the pair's own; a
// ratio that is set for the first one holds for all of his.
func (m *Model) reachOfPair(t *Target, of, by string) reach {
	mt := m.Metrics[t.Metric]
	child, _ := m.groupOf(of, by)
	switch {
	case m.reach(t, of) == nobody:
		return nobody
	case child != nil && slices.Contains(t.By, child.Name) && m.reach(t, child.Name) == each:
		return each
	case t.Dataset != "" && slices.Contains(t.By, of) && slices.Contains(t.By, by) && (mt.AddsUp || len(t.By) == 2):
		return each
	case !mt.AddsUp && !mt.Counts && slices.Equal(t.By, []string{of}):
		return owner
	}
	return nobody
}

// loadPair reads a target as it applies to a pair: by the member's dimension, or by the first of both, and gives each value to the pair that
// it is set for.
func (m *Model) loadPair(ctx context.Context, engine Engine, t *Target, of, by string) (gs targetValues, err error) {
	child, groupFirst := m.groupOf(of, by)
	if child == nil {
		return m.loadBoth(ctx, engine, t, of, by)
	}
	own, err := m.loadTarget(ctx, engine, t, child.Name)
	if err != nil {
		return own, err
	}
	groups, err := m.groupsOf(ctx, engine, child)
	if err != nil {
		return own, err
	}
	return own.grouped(groups, groupFirst), nil
}

// grouped gives the values of members to the pairs of member and group, each for the time in which he belonged to it.
func (gs targetValues) grouped(groups ownersOf, groupFirst bool) targetValues {
	out := gs
	out.rows, out.listed, out.dated = map[targetKey][]entry{}, nil, true
	for at, list := range gs.rows {
		for _, stint := range groups(at.key, at.none) {
			to := targetKey{start: at.start, key: pairKey(groupFirst, text(stint[0]), at.key)}
			for _, e := range list {
				e.from, e.until = later(e.from, day(stint[1])), sooner(e.until, day(stint[2]))
				out.rows[to] = append(out.rows[to], e)
			}
		}
	}
	for _, h := range gs.listed {
		for _, stint := range groups(h.key, h.none) {
			of := holder{entry: h.entry, key: pairKey(groupFirst, text(stint[0]), h.key)}
			of.from, of.until = later(h.from, day(stint[1])), sooner(h.until, day(stint[2]))
			out.listed = append(out.listed, of)
		}
	}
	return out
}

// loadBoth reads a target that is set for both dimensions of a pair, each by its own key.
func (m *Model) loadBoth(ctx context.Context, engine Engine, t *Target, of, by string) (targetValues, error) {
	gs, err := m.loadTarget(ctx, engine, t, of)
	if err != nil {
		return gs, err
	}
	at := slices.Index(t.By, by)
	rows := map[targetKey][]entry{}
	for key, list := range gs.rows {
		for _, e := range list {
			second, _ := keyOf(e.own, at)
			first := key.key
			to := targetKey{start: key.start, key: first + pairKeys + second}
			rows[to] = append(rows[to], e)
		}
	}
	gs.rows, gs.pierced = rows, map[targetKey]bool{}
	return gs, nil
}
