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

// EmptySQL asks for values over no row: the number of rows, which is 0, before them.
func EmptySQL(m *metric.Model, dataset, values string) string {
	return fmt.Sprintf("select count(*), %s from %s as d where false", values, Whole(m, dataset))
}

// UndatedSQL asks for the rows of metrics without a day, and for each its value over them.
func UndatedSQL(m *metric.Model, family []*metric.Metric) string {
	mt := family[0]
	return fmt.Sprintf("select count(*), %s from (select * from %s as d where (%s) and %s is null)",
		Expressions(family), Whole(m, mt.Dataset), Filter(mt), table.Ident(mt.Date))
}

// ReadOverNothing is a value over no row: 0 of a count, and null of a sum, which is 0 where it adds up all the same.
func ReadOverNothing(c table.Cell, addsUp bool) (metric.Num, error) {
	n, err := Number(c, false)
	switch {
	case err != nil || n.OK():
		return n, err
	case addsUp:
		return metric.Of(new(big.Rat)), nil
	}
	return metric.None(metric.NoData), nil // if nothing was counted, 0/0 is not a division by zero
}

// OverNothing asks for a value over no rows, as read by ReadOverNothing.
func OverNothing(ctx context.Context, m *metric.Model, engine metric.Engine, dataset, value string, addsUp bool) (metric.Num, error) {
	t, err := engine.Query(ctx, EmptySQL(m, dataset, Expression(value)), nil)
	if err != nil {
		return metric.Num{}, err
	}
	return ReadOverNothing(t.Rows[0][1], addsUp)
}

// DaysOf asks on which days a dataset has rows, each once, oldest first. It looks at all rows: a time in which a metric's
// filter lets none pass is known all the same.
func DaysOf(ctx context.Context, m *metric.Model, engine metric.Engine, of metric.Dates) ([]period.Date, error) {
	if days, ok := m.Days[of]; ok {
		return days, nil
	}
	t, err := engine.Query(ctx, fmt.Sprintf("select distinct cast(%[1]s as date) as day from %[2]s as d where %[1]s is not null order by day",
		table.Ident(of.Column), Whole(m, of.Dataset)), nil)
	if err != nil {
		return nil, err
	}
	days := make([]period.Date, len(t.Rows))
	for i, row := range t.Rows {
		days[i] = Day(row[0])
	}
	return days, nil
}

// Expressions are the values of metrics, for the list of a select.
func Expressions(family []*metric.Metric) string {
	list := make([]string, len(family))
	for i, mt := range family {
		list[i] = Expression(mt.Value)
	}
	return strings.Join(slices.Clip(list), ", ")
}
