package check

import (
	"context"
	"fmt"
	"strings"

	"bilan/internal/table"
	"bilan/report/metric/query"
)

// equalMembers returns the Copies if several members have exactly the same rows; else nil. It is for rows without an
// identifying column.
func (c *copySearch) equalMembers(ctx context.Context) (*Copies, error) {
	columns, numbers := c.rowColumns(""), []string{"0"}
	for _, of := range columns {
		if of.Kind == table.Decimal || of.Kind == table.Integer || of.Kind == table.Real {
			numbers = append(numbers, "count(distinct "+table.Ident(of.Name)+")")
		}
	}
	if len(columns) == 0 || len(numbers) == 1 {
		return nil, nil
	}
	hashed := "hash(" + columnList(columns, "") + ")"
	if apart, err := c.fewEqualMembers(ctx, hashed); apart || err != nil {
		return nil, err
	}
	sql := fmt.Sprintf("with m as (select __who, count(*) as n, sum(cast(%[1]s as hugeint)) as h, count(distinct %[1]s) as d, greatest(%[2]s) as v from %[3]s where __who is not null group by __who),"+
		" g as (select n, h, d, v, count(*) as members, min(__who) as a, max(__who) as b from m group by n, h, d, v)"+
		" select a, b, members, d, v, sum(members) filter (members > 1) over (), sum(d) over (), sum(d) filter (members > 1) over () from g order by members > 1 desc, d desc, a limit 1",
		hashed, strings.Join(numbers, ", "), c.from)
	t, err := c.engine.Query(ctx, sql, nil)
	if err != nil || len(t.Rows) == 0 {
		return nil, err
	}
	row := t.Rows[0]
	members, different, values := query.Integer(row[2]), query.Integer(row[3]), query.Integer(row[4])
	least := int64(minCopies + 1)
	if members == c.members && members >= minForAll {
		least = minForAll
	}
	if members < 2 || 2*query.Integer(row[5]) < c.members || different < least || values < least {
		return nil, nil
	}
	found := &Copies{Members: members, Rows: query.Integer(row[7]), Of: query.Integer(row[6])}
	one, err := c.engine.Query(ctx, fmt.Sprintf("select %s, %s, %d, %s from %s where __who = %[1]s order by all limit 1", table.Literal(query.Text(row[0])), table.Literal(query.Text(row[1])), members, columnList(columns, ""), c.from), nil)
	if err != nil {
		return nil, fmt.Errorf("look for rows of several members: %w", err)
	}
	return found.setExample(one, columns), nil
}

// fewEqualMembers reports whether fewer than half of the members have the same rows as another one, judged by the sum
// of hashes of their rows. It does not count distinct rows, which would take ten times as long.
func (c *copySearch) fewEqualMembers(ctx context.Context, hashed string) (bool, error) {
	sql := fmt.Sprintf("select coalesce(sum(members) filter (members > 1), 0) from (select count(*) as members from"+
		" (select count(*) as n, sum(cast(%s as hugeint)) as h from %s where __who is not null group by __who) group by n, h)", hashed, c.from)
	t, err := c.engine.Query(ctx, sql, nil)
	if err != nil {
		return false, fmt.Errorf("look for rows of several members: %w", err)
	}
	return 2*query.Integer(t.Rows[0][0]) < c.members, nil
}
