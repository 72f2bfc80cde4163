package query

import (
	"context"
	"fmt"

	"bilan/report/metric"
)

// KeyColumns returns the columns that statements group by for a cut, and SQL for the resulting key.
func KeyColumns(cut string) (columns, key string) {
	if _, _, pair := metric.PairOf(cut); pair {
		return "__of, __key", fmt.Sprintf("coalesce(__of, '') || chr(%d) || coalesce(__key, '')", metric.PairKeys[0])
	}
	return "__key", keyColumn(cut)
}

// PairKey is the key of a pair of a group and a member. groupFirst means that the group's dimension is the first.
func PairKey(groupFirst bool, group, member string) string {
	if groupFirst {
		return group + metric.PairKeys + member
	}
	return member + metric.PairKeys + group
}

// GroupOf returns the dimension of a pair whose Parent is the other one, and whether the Parent is the first of the
// pair. It returns nil if neither is the other's Parent.
func GroupOf(m *metric.Model, of, by string) (child *metric.Dimension, first bool) {
	if d := m.Dimensions[by]; d != nil && d.Roster != "" && d.Parent == of {
		return d, true
	}
	if d := m.Dimensions[of]; d != nil && d.Roster != "" && d.Parent == by {
		return d, false
	}
	return nil, false
}

// PairMemberships returns the pairs of members and groups that they belonged to, with the first and last day. It is nil
// unless one dimension is the Parent of the other.
func PairMemberships(ctx context.Context, m *metric.Model, engine metric.Engine, of, by string) ([]metric.Member, error) {
	child, first := GroupOf(m, of, by)
	if child == nil {
		return nil, nil
	}
	sql := "select key, parent, first, last from " + members(child) + " where parent is not null order by key"
	if child.From != "" {
		sql = fmt.Sprintf("select s.key, s.parent, case when s.since = DATE '0001-01-01' then r.first else s.since end,"+
			" coalesce(lead(s.since) over (partition by s.key order by s.since) - 1, r.last) from %s as s join %s as r on r.key = s.key where s.parent is not null order by s.key, s.since",
			MembershipsSQL(child), members(child))
	}
	t, err := engine.Query(ctx, sql, nil)
	if err != nil {
		return nil, err
	}
	list := make([]metric.Member, len(t.Rows))
	for i, row := range t.Rows {
		list[i] = metric.Member{Key: PairKey(first, Text(row[1]), Text(row[0])), First: Day(row[2]), Last: Day(row[3])}
	}
	return list, nil
}

func keyColumn(by string) string {
	if by == "" {
		return "null"
	}
	return "__key"
}
