package metric

import (
	"context"
	"fmt"
	"math/big"

	"bilan/internal/period"
	"bilan/internal/table"
)

// cell finds one answer of a group.
type cell struct {
	period period.Period
	key    string // "" with by "": the total; otherwise the member
	none   bool   // rows that match no member
}

// facts is what the engine answered for one group.
type facts struct {
	values map[cell]measured
	span   span
	empty  Num // the value over no row
}

// span is the time that a metric's dataset has rows for. It has no days when there are none, or the metric has no date.
type span struct {
	days    []period.Date // each once, oldest first
	undated int64         // rows without a date, which are in no period
	lost    Num           // the metric over those rows
}

// spanOf asks once per metric, however many asks there are.
func (c *computer) spanOf(ctx context.Context, known *memory) (span, error) {
	mt := c.metric
	if s, ok := known.spans[mt.Name]; ok || mt.Date == "" {
		return s, nil
	}
	s := span{}
	var err error
	if s.days, err = known.daysOf(ctx, c); err != nil {
		return span{}, err
	}
	t, err := known.outside(ctx, c, known.undated, c.m.undatedSQL)
	if err != nil {
		return span{}, err
	}
	row := t.Rows[0]
	if s.undated = integer(row[0]); s.undated > 0 {
		if s.lost, err = number(row[t.columns[mt.Name]], false); err != nil {
			return span{}, err
		}
	}
	known.spans[mt.Name] = s
	return s, nil
}

// DaysOf asks on which days a dataset has rows, each once, oldest first. It looks at all rows: a time in which a metric's
// filter lets none pass is known all the same.
func (m *Model) DaysOf(ctx context.Context, engine Engine, of Dates) ([]period.Date, error) {
	if days, ok := m.Days[of]; ok {
		return days, nil
	}
	t, err := engine.Query(ctx, fmt.Sprintf("select distinct cast(%[1]s as date) as day from %[2]s as d where %[1]s is not null order by day",
		ident(of.Column), m.whole(of.Dataset)), nil)
	if err != nil {
		return nil, err
	}
	days := make([]period.Date, len(t.Rows))
	for i, row := range t.Rows {
		days[i] = day(row[0])
	}
	return days, nil
}

// nothing asks what a value is over no row, as read by overNothing.
func (m *Model) nothing(ctx context.Context, engine Engine, dataset, value string, addsUp bool) (Num, error) {
	t, err := engine.Query(ctx, m.emptySQL(dataset, expression(value)), nil)
	if err != nil {
		return Num{}, err
	}
	return overNothing(t.Rows[0][1], addsUp)
}

// overNothing is a value over no row: 0 of a count, and null of a sum, which is 0 where it adds up all the same.
func overNothing(c table.Cell, addsUp bool) (Num, error) {
	n, err := number(c, false)
	switch {
	case err != nil || n.OK():
		return n, err
	case addsUp:
		return Of(new(big.Rat)), nil
	}
	return None(NoData), nil // where nothing was counted, 0/0 is no division by zero
}

// number reads a metric's value: null where something was divided by zero is undefined, any other null lacks what it is
// made of.
func number(c table.Cell, divided bool) (Num, error) {
	if c == nil {
		if divided {
			return None(Undefined), nil
		}
		return None(NoData), nil
	}
	if f, ok := c.(float64); ok {
		if r := new(big.Rat).SetFloat64(f); r == nil {
			return None(Undefined), nil
		}
	}
	r, ok := table.Rat(c)
	if !ok {
		return Num{}, fmt.Errorf("value: gives %v, which is no number", c)
	}
	return Of(r), nil
}

func integer(c table.Cell) int64 {
	r, ok := table.Rat(c)
	if !ok {
		return 0
	}
	return r.Num().Int64()
}

// actual is the metric in a period: its value over no row where it has none in a time that is covered by
// data, no data where the time is not covered, not yet where the period goes on after the last known day. A part of a month is not to
// be taken for the month.
func (m *Model) actual(mt *Metric, f facts, c cell) Num {
	if cutOff := m.cutOff(mt); !cutOff.IsZero() && (cutOff.Before(c.period.End) || !c.period.Start.Before(cutOff)) {
		return None(NotYet)
	}
	if mt.Window > 0 && m.coverage(f.span.days, mt.Counted(c.period)) != covered {
		return None(NoData) // five months are not to be taken for twelve
	}
	if got := f.values[c]; got.rows > 0 {
		return got.value
	}
	if mt.Date != "" && !mt.Ahead && m.coverage(f.span.days, c.period) == uncovered {
		return None(NoData)
	}
	return f.empty
}
