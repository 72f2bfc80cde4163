package check

import (
	"context"
	"fmt"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// FarOff returns the rows of a metric that are dated before first or after last.
func FarOff(ctx context.Context, m *metric.Model, engine metric.Engine, name string, first, last period.Date) (metric.FarOff, error) {
	mt := m.Metrics[name]
	dated := fmt.Sprintf("cast(%s as date)", table.Ident(mt.Date))
	t, err := engine.Query(ctx, fmt.Sprintf("select count(*), %s, max(%s) from (select * from %s as d where (%s) and (%s < %s or %s > %s))",
		query.Expression(mt.Value), dated, query.WholeRows(m, mt.Dataset), query.FilterSQL(mt), dated, query.Date(first), dated, query.Date(last)), nil)
	if err != nil {
		return metric.FarOff{}, err
	}
	row := t.Rows[0]
	far := metric.FarOff{Metric: name, Rows: query.Integer(row[0]), Example: query.Day(row[2])}
	far.Amount, err = query.Number(row[1], false)
	return far, err
}
