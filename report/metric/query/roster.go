package query

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"bilan/internal/table"
	"bilan/report/metric"
)

// Members returns the members in a dimension's roster, sorted by label; nil if it has no roster.
func Members(ctx context.Context, m *metric.Model, engine metric.Engine, dim string) ([]metric.Member, error) {
	sql := RosterSQL(m, dim)
	if sql == "" {
		return nil, nil
	}
	t, err := engine.Query(ctx, sql+" order by label, key", nil)
	if err != nil {
		return nil, fmt.Errorf("dimension %q: %w", dim, err)
	}
	list := make([]metric.Member, len(t.Rows))
	for i, row := range t.Rows {
		list[i] = metric.Member{Key: Text(row[0]), Label: Text(row[1]), First: Day(row[2]), Last: Day(row[3])}
		if list[i].Label == "" {
			list[i].Label = list[i].Key
		}
	}
	return list, nil
}

// RosterSQL selects key, label, first and last day of a dimension's members; "" if there is no roster. The members of a
// dimension that is only the Parent of another one are the values of that column.
func RosterSQL(m *metric.Model, dim string) string {
	if d := m.Dimensions[dim]; d != nil && d.Roster != "" {
		return "select key, coalesce(cast(label as varchar), key) as label, first, last from " + members(d)
	}
	for _, name := range slices.Sorted(maps.Keys(m.Dimensions)) {
		if d := m.Dimensions[name]; d.Parent == dim && d.Roster != "" {
			return fmt.Sprintf("select distinct key, key as label, null::date, null::date from (select %s as key from %s) where key is not null",
				CleanSQL(table.Ident(d.Parent)), table.Ident(d.Roster))
		}
	}
	return ""
}
