package query

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
)

// EmptySQL selects the number of rows, which is 0, and values over an empty set of rows.
func EmptySQL(m *metric.Model, dataset, values string) string {
	return fmt.Sprintf("select count(*), %s from %s as d where false", values, WholeRows(m, dataset))
}

// UndatedSQL selects the number of rows without a day, and the value of each metric of a family over them.
func UndatedSQL(m *metric.Model, family []*metric.Metric) string {
	mt := family[0]
	return fmt.Sprintf("select count(*), %s from (select * from %s as d where (%s) and %s is null)",
		Expressions(family), WholeRows(m, mt.Dataset), FilterSQL(mt), table.Ident(mt.Date))
}

// ReadOverNothing reads a value over an empty set of rows. Null, the sum of nothing, is 0 if addsUp is true, otherwise
// NoData.
func ReadOverNothing(c table.Cell, addsUp bool) (metric.Num, error) {
	n, err := Number(c, false)
	switch {
	case err != nil || n.OK():
		return n, err
	case addsUp:
		return metric.NumOf(new(big.Rat)), nil
	}
	return metric.NoNum(metric.NoData), nil // 0 ÷ 0 over no rows is not a division by zero
}

// OverNothing is the value of an SQL aggregate over an empty set of a dataset's rows, read by ReadOverNothing.
func OverNothing(ctx context.Context, m *metric.Model, engine metric.Engine, dataset, value string, addsUp bool) (metric.Num, error) {
	t, err := engine.Query(ctx, EmptySQL(m, dataset, Expression(value)), nil)
	if err != nil {
		return metric.Num{}, err
	}
	return ReadOverNothing(t.Rows[0][1], addsUp)
}

// DaysOf returns the days on which a dataset has rows, each once, oldest first. It includes rows that a metric's filter
// excludes, because the time of these rows is known too.
func DaysOf(ctx context.Context, m *metric.Model, engine metric.Engine, of metric.DateColumn) ([]period.Date, error) {
	if days, ok := m.Days[of]; ok {
		return days, nil
	}
	t, err := engine.Query(ctx, fmt.Sprintf("select distinct cast(%[1]s as date) as day from %[2]s as d where %[1]s is not null order by day",
		table.Ident(of.Column), WholeRows(m, of.Dataset)), nil)
	if err != nil {
		return nil, err
	}
	days := make([]period.Date, len(t.Rows))
	for i, row := range t.Rows {
		days[i] = Day(row[0])
	}
	return days, nil
}

// Expressions is the list of the metrics' values for a select.
func Expressions(family []*metric.Metric) string {
	list := make([]string, len(family))
	for i, mt := range family {
		list[i] = Expression(mt.Value)
	}
	return strings.Join(slices.Clip(list), ", ")
}
