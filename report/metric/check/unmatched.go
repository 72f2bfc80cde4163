package check

import (
	"context"
	"fmt"

	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// Unmatched lists the values of a dataset that match no member of a dimension with a roster. values is the number of
// all distinct values. amount is an SQL aggregate over the rows, "null" for none. Rows with shares are ignored, because
// they need no member in their own column.
func Unmatched(ctx context.Context, m *metric.Model, engine metric.Engine, dataset, dim, amount string) (list []metric.Unmatched, values int64, err error) {
	rows, err := query.KeyedRows(m, fmt.Sprintf("(select *, row_number() over () as __line from %s)", query.WholeRows(m, dataset)), dataset, dim, "", query.CleanSQL)
	if err != nil {
		return nil, 0, err
	}
	own := "true"
	if ds := m.Datasets[dataset]; query.IsShared(m, ds, dim) {
		own = fmt.Sprintf("(%[1]s is null or %[1]s not in (select __row from %[2]s))", table.Ident(ds.Credit.ID), query.SharesTable(m, ds))
	}
	sql := fmt.Sprintf("with __d as (select * from %s)"+
		" select __raw, count(*), %s as amount, min(__line), max(__line), (select count(distinct __raw) from __d) from __d"+
		" where __key is null and %s group by __raw order by min(__line)", rows, query.Expression(amount), own)
	t, err := engine.Query(ctx, sql, nil)
	if err != nil {
		return nil, 0, err
	}
	for _, row := range t.Rows {
		u := metric.Unmatched{Value: query.Text(row[0]), Rows: query.Integer(row[1]), First: query.Integer(row[3]), Last: query.Integer(row[4])}
		if r, ok := table.Rat(row[2]); ok {
			u.Amount = metric.NumOf(r)
		}
		list, values = append(list, u), query.Integer(row[5])
	}
	return list, values, nil
}
