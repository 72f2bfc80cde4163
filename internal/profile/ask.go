package profile

import (
	"context"
	"fmt"
	"strings"

	"bilan/internal/guess"
	"bilan/internal/table"
)

// asker queries one table. It holds the context, because guess.Asker has none; the engine must still be open.
type asker struct {
	ctx    context.Context
	engine Engine
	from   string // the quoted name of the table
}

func (a asker) rows(sql string, args ...any) [][]table.Cell {
	t, err := a.engine.Query(a.ctx, fmt.Sprintf(sql, args...), nil)
	if err != nil {
		return nil // a failed query counts as not known
	}
	return t.Rows
}

// Mean returns the mean of a column for each value of the column by. It is empty if the query fails.
func (a asker) Mean(column, by string) map[string]float64 {
	means := map[string]float64{}
	for _, row := range a.rows("select cast(%[1]s as varchar), cast(avg(%[2]s) as double) from %[3]s where %[1]s is not null and %[2]s is not null group by 1 order by 1",
		table.Ident(by), table.Ident(column), a.from) {
		text, _ := row[0].(string)
		means[text], _ = row[1].(float64)
	}
	return means
}

// Repeats reports whether a column has a single value in nearly every group of rows with the same value of the column by.
func (a asker) Repeats(column, by string) bool {
	for _, row := range a.rows("select count(*), count(*) filter (where different > 1) from (select count(distinct %[1]s) as different from %[2]s where %[3]s is not null group by %[3]s having count(*) > 1)",
		table.Ident(column), a.from, table.Ident(by)) {
		groups, _ := row[0].(int64)
		varied, _ := row[1].(int64)
		return groups > 0 && varied*20 < groups
	}
	return false
}

// Adds reports whether a column is the sum of the parts in every row, to a cent.
func (a asker) Adds(total string, parts ...string) bool {
	sum := ""
	for _, p := range parts {
		sum += " - cast(" + table.Ident(p) + " as double)"
	}
	for _, row := range a.rows("select count(d), count(d) filter (where abs(d) > 0.011) from (select cast(%s as double)%s as d from %s)", table.Ident(total), sum, a.from) {
		rows, _ := row[0].(int64)
		differing, _ := row[1].(int64)
		return rows > 0 && differing == 0
	}
	return false
}

// Values returns the values of an expression in the rows that meet a condition, the commonest first. It is empty if the
// query fails.
func (a asker) Values(expression, condition string) []guess.Value {
	list, _ := a.values(expression, condition) // a failed query counts as not known
	return list
}

func (a asker) values(expression, condition string) (list []guess.Value, err error) {
	t, err := a.engine.Query(a.ctx, fmt.Sprintf("select cast(%[1]s as varchar), count(*) from %[2]s where (%[1]s) is not null and (%[3]s) group by 1 order by 2 desc, 1 limit %[4]d",
		expression, a.from, condition, mostValues), nil)
	if err != nil {
		return nil, err
	}
	for _, row := range t.Rows {
		text, _ := row[0].(string)
		n, _ := row[1].(int64)
		if strings.TrimSpace(text) != "" {
			list = append(list, guess.Value{Text: text, Rows: n})
		}
	}
	return list, nil
}
