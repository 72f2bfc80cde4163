package book

import (
	"context"

	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/query"
)

// spanOf returns the days with rows of the metric, and its rows without a day. It asks once for each metric.
func (c *computer) spanOf(ctx context.Context, known *memory) (history.Span, error) {
	mt := c.metric
	if s, ok := known.spans[mt.Name]; ok || mt.Date == "" {
		return s, nil
	}
	s := history.Span{}
	var err error
	if s.Days, err = known.daysOf(ctx, c); err != nil {
		return history.Span{}, err
	}
	t, err := known.askOutsidePeriods(ctx, c, known.undated, func(family []*metric.Metric) string { return query.UndatedSQL(c.m, family) })
	if err != nil {
		return history.Span{}, err
	}
	row := t.Rows[0]
	if s.Undated = query.Integer(row[0]); s.Undated > 0 {
		if s.Lost, err = query.Number(row[t.columns[mt.Name]], false); err != nil {
			return history.Span{}, err
		}
	}
	known.spans[mt.Name] = s
	return s, nil
}
