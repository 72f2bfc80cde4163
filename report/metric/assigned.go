package metric

import (
	"context"
	"fmt"
	"slices"

	"bilan/internal/table"
)

// assigned gives the rows of a target's dataset, which the whole has asked for, to the keys of a dimension that the target is
// set for, or that members of such a one belong to: as goalsSQL would. ok is false where only SQL can tell.
func (m *Model) assigned(ctx context.Context, engine Engine, t *Target, by string) (rows [][]table.Cell, ok bool, err error) {
	keys, at, err := m.owners(ctx, engine, t, by)
	if err != nil || keys == nil {
		return nil, false, err
	}
	whole, err := m.goalRows(ctx, engine, t, "")
	if err != nil {
		return nil, false, err
	}
	for _, row := range whole {
		owners := keys(text(row[at]), row[at] == nil)
		if len(owners) == 0 {
			owners = [][]table.Cell{{nil, nil, nil}}
		}
		for _, o := range owners {
			rows = append(rows, slices.Concat([]table.Cell{row[0], o[0], row[2], o[1], o[2]}, row[5:]))
		}
	}
	return rows, true, nil
}

// ownersOf are the asked key of a target's own one, since when and until when.
type ownersOf func(own string, empty bool) [][]table.Cell

// owners is nil where the target's own keys do not tell the asked one; at is the column of goalsSQL that holds the own one.
func (m *Model) owners(ctx context.Context, engine Engine, t *Target, by string) (of ownersOf, at int, err error) {
	ds := m.Datasets[t.Dataset]
	child := m.child(ds, by)
	switch i := slices.Index(t.By, by); {
	case by == "":
	case i >= 0 && ds.Keys[by] != "":
		of, err = m.ownMembers(ctx, engine, by)
		return of, 5 + i, err
	case ds.Keys[by] == "" && child != nil && slices.Contains(t.By, child.Name):
		of, err = m.groupsOf(ctx, engine, child)
		return of, 5 + slices.Index(t.By, child.Name), err
	}
	return nil, 0, nil
}

// ownMembers lets through the keys that are members, where these are listed.
func (m *Model) ownMembers(ctx context.Context, engine Engine, by string) (ownersOf, error) {
	own := func(key string, empty bool) [][]table.Cell {
		if empty {
			return nil
		}
		return [][]table.Cell{{key, nil, nil}}
	}
	if d := m.Dimensions[by]; d == nil || d.Roster == "" {
		return own, nil
	}
	members, err := m.Members(ctx, engine, by)
	known := make(map[string]bool, len(members))
	for _, member := range members {
		known[member.Key] = true
	}
	return func(key string, empty bool) [][]table.Cell { return own(key, empty || !known[key]) }, err
}

// groupsOf finds the groups that a member ever belonged to.
func (m *Model) groupsOf(ctx context.Context, engine Engine, child *Dimension) (ownersOf, error) {
	sql := "select key, parent, null::date, null::date from " + members(child)
	if child.From != "" {
		sql = fmt.Sprintf("select key, parent, since, lead(since) over (partition by key order by since) from %s order by key, since", stints(child))
	}
	t, err := engine.Query(ctx, sql, nil)
	if err != nil {
		return nil, err
	}
	groups := map[string][][]table.Cell{}
	for _, row := range t.Rows {
		key := text(row[0])
		groups[key] = append(groups[key], row[1:])
	}
	return func(key string, empty bool) [][]table.Cell {
		if empty {
			return nil
		}
		return groups[key]
	}, nil
}
