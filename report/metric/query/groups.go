package query

import (
	"context"
	"fmt"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
)

// KeyLookup returns for a key of a target the requested keys that it belongs to: rows of key, first day and the day
// after the last one. empty is true for an empty cell.
type KeyLookup func(own string, empty bool) [][]table.Cell

// GroupsOf returns a function that returns the groups that a member of child belonged to, each with its time.
func GroupsOf(ctx context.Context, m *metric.Model, engine metric.Engine, child *metric.Dimension) (KeyLookup, error) {
	sql := "select key, parent, null::date, null::date from " + members(child)
	if child.From != "" {
		sql = fmt.Sprintf("select key, parent, since, lead(since) over (partition by key order by since) from %s order by key, since", MembershipsSQL(child))
	}
	t, err := engine.Query(ctx, sql, nil)
	if err != nil {
		return nil, err
	}
	groups := map[string][][]table.Cell{}
	for _, row := range t.Rows {
		key := Text(row[0])
		groups[key] = append(groups[key], row[1:])
	}
	return func(key string, empty bool) [][]table.Cell {
		if empty {
			return nil
		}
		return groups[key]
	}, nil
}

// RosterRows reads columns of a dataset with rows for members of a dimension. A row has the member's key, his first and
// last day (null unless the dataset is the roster), and the columns as texts (null for a column ""). The rows of a
// member are consecutive, the latest last.
func RosterRows(ctx context.Context, m *metric.Model, engine metric.Engine, dim, dataset, key string, columns []string) (*table.Table, error) {
	d, first, last := m.Dimensions[dim], "null::date", "null::date"
	if d.Roster == dataset {
		if last = lastDay(d); d.From != "" {
			first = fmt.Sprintf("cast(%s as date)", table.Ident(d.From))
		}
	}
	list, order := "", "1, 3 nulls last, 2 nulls first"
	for i, c := range columns {
		order += fmt.Sprintf(", %d nulls first", 4+i)
		list += ", nullif(trim(cast(" + ColumnOr(c) + " as varchar)), '')"
	}
	return engine.Query(ctx, fmt.Sprintf("select %s as key, %s as first, %s as last%s from %s where key is not null order by %s",
		AliasedKey(CleanSQL(table.Ident(key)), d), first, last, list, table.Ident(dataset), order), nil)
}

// Membership is the time in which a member belonged to a group. A zero day is no limit.
type Membership struct {
	Member, Group string
	First, Last   period.Date // inclusive
}

// MembershipsOf returns all groups that the members of a dimension belonged to; nil for a dimension without roster or
// Parent.
func MembershipsOf(ctx context.Context, m *metric.Model, engine metric.Engine, dim string) ([]Membership, error) {
	d := m.Dimensions[dim]
	if d == nil || d.Parent == "" || d.Roster == "" {
		return nil, nil
	}
	pairs, err := PairMemberships(ctx, m, engine, d.Parent, dim)
	list := make([]Membership, len(pairs))
	for i, p := range pairs {
		list[i].Group, list[i].Member, _ = strings.Cut(p.Key, metric.PairKeys)
		list[i].First, list[i].Last = p.First, p.Last
	}
	return list, err
}
