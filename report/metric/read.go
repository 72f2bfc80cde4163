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
	first  period.Date // the first day that has rows at all; zero when there is none
}

func (m *Model) ask(ctx context.Context, engine Engine, g group, periods []period.Period) (facts, error) {
	mt := m.Metrics[g.metric]
	sql, err := m.valuesSQL(g, periods)
	if err != nil {
		return facts{}, err
	}
	t, err := engine.Query(ctx, sql, nil)
	if err != nil {
		return facts{}, err
	}
	f := facts{values: make(map[cell]measured, len(t.Rows))}
	for _, row := range t.Rows {
		i, n := integer(row[0]), integer(row[3])
		v, err := number(row[2], n)
		if err != nil {
			return facts{}, err
		}
		c := cell{period: periods[i]}
		if g.by != "" {
			c.key, c.none = text(row[1]), row[1] == nil
		}
		f.values[c] = measured{v, n}
	}
	if mt.Date == "" {
		return f, nil
	}
	f.first, err = m.firstDay(ctx, engine, mt)
	return f, err
}

func (m *Model) firstDay(ctx context.Context, engine Engine, mt *Metric) (period.Date, error) {
	t, err := engine.Query(ctx, m.spanSQL(mt), nil)
	if err != nil {
		return period.Date{}, err
	}
	return day(t.Rows[0][0]), nil
}

// number reads a metric's value over n rows: null over no row is no data, null over rows a division by zero
// (the `/ nullif(…, 0)` idiom).
func number(c table.Cell, n int64) (Num, error) {
	if c == nil {
		if n == 0 {
			return None(NoData), nil
		}
		return None(Undefined), nil
	}
	if f, ok := c.(float64); ok {
		if r := new(big.Rat).SetFloat64(f); r == nil {
			return None(Undefined), nil
		}
	}
	r, ok := table.Rat(c)
	if !ok {
		return Num{}, fmt.Errorf("value: gives %T %v, not a number", c, c)
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

// actual is the metric in a period: zero where an additive metric has no row in a time that is covered by
// data, no data where it is not, not yet where the period lies in the future.
func (m *Model) actual(mt *Metric, f facts, c cell) Num {
	if !m.CutOff.IsZero() && !c.period.Start.Before(m.CutOff) {
		return None(NotYet)
	}
	got, ok := f.values[c]
	if ok && got.rows > 0 {
		if mt.AddsUp && got.value.State == Undefined {
			return None(NoData) // every amount of the rows is null
		}
		return got.value
	}
	if !mt.AddsUp || f.first.IsZero() && mt.Date != "" || c.period.End.Compare(f.first) <= 0 {
		return None(NoData)
	}
	return Of(new(big.Rat))
}
