package metric

import (
	"context"
	"fmt"

	"bilan/internal/table"
)

// Unmatched is a value of a dataset's key column that is no member of the dimension.
type Unmatched struct {
	Value       string // "" for empty cells
	Rows        int64
	Amount      Num   // the sum of the asked expression over those rows
	First, Last int64 // the first and last such row's place in the dataset, from 1
}

// Unmatched lists the values of a dataset that match no member of a dimension with a roster, and how many
// values there are in all. The amount is a SQL expression over the rows, "null" for none. Rows that others share need no
// member of their own.
func (m *Model) Unmatched(ctx context.Context, engine Engine, dataset, dim, amount string) (list []Unmatched, values int64, err error) {
	rows, err := m.keyedRows(fmt.Sprintf("(select *, row_number() over () as __line from %s)", m.whole(dataset)), dataset, dim, "", clean)
	if err != nil {
		return nil, 0, err
	}
	own := "true"
	if ds := m.Datasets[dataset]; m.credits(ds, dim) {
		own = fmt.Sprintf("(%[1]s is null or %[1]s not in (select __row from %[2]s))", ident(ds.Credit.ID), m.shares(ds))
	}
	sql := fmt.Sprintf("with __d as (select * from %s)"+
		" select __raw, count(*), %s as amount, min(__line), max(__line), (select count(distinct __raw) from __d) from __d"+
		" where __key is null and %s group by __raw order by min(__line)", rows, expression(amount), own)
	t, err := engine.Query(ctx, sql, nil)
	if err != nil {
		return nil, 0, err
	}
	for _, row := range t.Rows {
		u := Unmatched{Value: text(row[0]), Rows: integer(row[1]), First: integer(row[3]), Last: integer(row[4])}
		if r, ok := table.Rat(row[2]); ok {
			u.Amount = Of(r)
		}
		list, values = append(list, u), integer(row[5])
	}
	return list, values, nil
}
