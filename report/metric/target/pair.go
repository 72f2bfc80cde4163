package target

import (
	"context"
	"slices"

	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/query"
)

// reachOfPair is reachOf for a pair. A target set by member also applies to the pair of the member and his group. A
// target set by both dimensions applies to their pairs. The ratio target of a member of the first dimension applies to
// all his pairs.
func reachOfPair(m *metric.Model, t *metric.Target, of, by string) reach {
	mt := m.Metrics[t.Metric]
	child, _ := query.GroupOf(m, of, by)
	switch {
	case reachOf(m, t, of) == noSlice:
		return noSlice
	case child != nil && slices.Contains(t.By, child.Name) && reachOf(m, t, child.Name) == eachSlice:
		return eachSlice
	case t.Dataset != "" && slices.Contains(t.By, of) && slices.Contains(t.By, by) && (mt.AddsUp || len(t.By) == 2):
		return eachSlice
	case !mt.AddsUp && !mt.Counts && slices.Equal(t.By, []string{of}):
		return firstMember
	}
	return noSlice
}

// loadPair reads the values of a target for a pair of dimensions.
func loadPair(ctx context.Context, m *metric.Model, engine metric.Engine, t *metric.Target, of, by string) (gs Values, err error) {
	child, groupFirst := query.GroupOf(m, of, by)
	if child == nil {
		return loadBoth(ctx, m, engine, t, of, by)
	}
	own, err := load(ctx, m, engine, t, child.Name)
	if err != nil {
		return own, err
	}
	groups, err := query.GroupsOf(ctx, m, engine, child)
	if err != nil {
		return own, err
	}
	return own.byPair(groups, groupFirst), nil
}

// byPair returns the values of members as values of pairs of member and group, limited to the time in which the member
// belonged to the group.
func (gs Values) byPair(groups query.KeyLookup, groupFirst bool) Values {
	out := gs
	out.rows, out.literals, out.moving = map[Key][]entry{}, nil, true
	for at, list := range gs.rows {
		for _, stint := range groups(at.key, at.none) {
			to := Key{start: at.start, key: query.PairKey(groupFirst, query.Text(stint[0]), at.key)}
			for _, e := range list {
				e.from, e.until = history.LaterDay(e.from, query.Day(stint[1])), history.EarlierDay(e.until, query.Day(stint[2]))
				out.rows[to] = append(out.rows[to], e)
			}
		}
	}
	for _, h := range gs.literals {
		for _, stint := range groups(h.key, h.none) {
			of := holder{entry: h.entry, key: query.PairKey(groupFirst, query.Text(stint[0]), h.key)}
			of.from, of.until = history.LaterDay(h.from, query.Day(stint[1])), history.EarlierDay(h.until, query.Day(stint[2]))
			out.literals = append(out.literals, of)
		}
	}
	return out
}

// loadBoth reads the values of a target that is set by both dimensions of a pair.
func loadBoth(ctx context.Context, m *metric.Model, engine metric.Engine, t *metric.Target, of, by string) (Values, error) {
	gs, err := load(ctx, m, engine, t, of)
	if err != nil {
		return gs, err
	}
	at := slices.Index(t.By, by)
	rows := map[Key][]entry{}
	for key, list := range gs.rows {
		for _, e := range list {
			second, _ := keyOf(e.members, at)
			first := key.key
			to := Key{start: key.start, key: first + metric.PairKeys + second}
			rows[to] = append(rows[to], e)
		}
	}
	gs.rows, gs.withHoles = rows, map[Key]bool{}
	return gs, nil
}
