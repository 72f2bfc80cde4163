package history

import (
	"math/big"
	"strings"

	"bilan/internal/period"
	"bilan/report/metric"
)

// Owner is the first member of a pair.
func (s Cut) Owner() Cut {
	of, _, _ := metric.PairOf(s.By)
	key, _, _ := strings.Cut(s.Key, metric.PairKeys)
	return Cut{By: of, Key: key, None: key == ""}
}

// Measured is the engine's answer for one period and key.
type Measured struct {
	Value metric.Num
	Rows  int64
	Sales *big.Rat // what query.SalesSQL counts; nil for as many as rows
}

// Count is the number of sales behind the value.
func (m Measured) Count() metric.Num {
	if m.Sales != nil {
		return metric.Of(m.Sales)
	}
	return metric.Whole(int(m.Rows))
}

// Group is what one statement can answer: one metric, whole or by one dimension, over many periods.
type Group struct{ Metric, By string }

// Cell finds one answer of a group.
type Cell struct {
	Period period.Period
	Key    string // "" with by "": the total; otherwise the member
	None   bool   // rows that match no member
}

// Facts are the workbench's answers for one group: the values, and the days that have rows.
type Facts struct {
	Values map[Cell]Measured
	Span   Span
	Empty  metric.Num // the value over no row
}

// Span is the time that a metric's dataset has rows for. It has no days when there are none, or the metric has no date.
type Span struct {
	Days    []period.Date // each once, oldest first
	Undated int64         // rows without a date, which are in no period
	Lost    metric.Num    // the metric over those rows
}

// Actual is the metric's value in a period: its value over no rows if it has none at a time that the data covers; no
// data if the time is not covered; not yet if the period continues after the last known day. A part of a month must not
// be taken for the month.
func Actual(m *metric.Model, mt *metric.Metric, f Facts, c Cell) metric.Num {
	if cutOff := m.KnownUntil(mt); !cutOff.IsZero() && (cutOff.Before(c.Period.End) || !c.Period.Start.Before(cutOff)) {
		return metric.None(metric.NotYet)
	}
	if mt.Window > 0 && Coverage(m, f.Span.Days, mt.Counted(c.Period)) != Covered {
		return metric.None(metric.NoData) // five months are not to be taken for twelve
	}
	if got := f.Values[c]; got.Rows > 0 {
		return got.Value
	}
	if mt.Date != "" && !mt.Ahead && Coverage(m, f.Span.Days, c.Period) == uncovered {
		return metric.None(metric.NoData)
	}
	return f.Empty
}

// Cut identifies the requested target: for the whole (by ""), one member, or the rows that match none.
type Cut struct {
	By   string
	Key  string
	None bool
	Last period.Date // the member's last day, zero for none
}
