package target

import (
	"context"
	"slices"

	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// assignedRows returns the rows of a target's dataset in the form of targetRowsSQL for the dimension by. It derives
// them from the rows for the total without another statement, if the target is set by that dimension or by its child.
// Otherwise ok is false.
func assignedRows(ctx context.Context, m *metric.Model, engine metric.Engine, t *metric.Target, by string) (rows [][]table.Cell, ok bool, err error) {
	keys, at, err := keyLookup(ctx, m, engine, t, by)
	if err != nil || keys == nil {
		return nil, false, err
	}
	whole, err := targetRows(ctx, m, engine, t, "")
	if err != nil {
		return nil, false, err
	}
	for _, row := range whole {
		owners := keys(query.Text(row[at]), row[at] == nil)
		if len(owners) == 0 {
			owners = [][]table.Cell{{nil, nil, nil}}
		}
		for _, o := range owners {
			rows = append(rows, slices.Concat([]table.Cell{row[0], o[0], row[2], o[1], o[2]}, row[5:]))
		}
	}
	return rows, true, nil
}

// keyLookup returns a function that finds the keys of the dimension by from a key of the target; at is the column of
// targetRowsSQL with that key of the target. The function is nil if the target's keys do not determine those of the
// dimension.
func keyLookup(ctx context.Context, m *metric.Model, engine metric.Engine, t *metric.Target, by string) (of query.KeyLookup, at int, err error) {
	ds := m.Datasets[t.Dataset]
	child := m.Child(ds, by)
	switch i := slices.Index(t.By, by); {
	case by == "":
	case i >= 0 && ds.Keys[by] != "":
		of, err = memberLookup(ctx, m, engine, by)
		return of, 5 + i, err
	case ds.Keys[by] == "" && child != nil && slices.Contains(t.By, child.Name):
		of, err = query.GroupsOf(ctx, m, engine, child)
		return of, 5 + slices.Index(t.By, child.Name), err
	}
	return nil, 0, nil
}

// memberLookup returns a KeyLookup that returns the key itself, if it is a member or the dimension has no roster.
func memberLookup(ctx context.Context, m *metric.Model, engine metric.Engine, by string) (query.KeyLookup, error) {
	own := func(key string, empty bool) [][]table.Cell {
		if empty {
			return nil
		}
		return [][]table.Cell{{key, nil, nil}}
	}
	if d := m.Dimensions[by]; d == nil || d.Roster == "" {
		return own, nil
	}
	members, err := query.Members(ctx, m, engine, by)
	known := make(map[string]bool, len(members))
	for _, member := range members {
		known[member.Key] = true
	}
	return func(key string, empty bool) [][]table.Cell { return own(key, empty || !known[key]) }, err
}
