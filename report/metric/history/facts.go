package history

import (
	"math/big"
	"strings"

	"bilan/internal/period"
	"bilan/report/metric"
)

// Owner is the Cut of the first member of a pair.
func (s Cut) Owner() Cut {
	of, _, _ := metric.PairOf(s.By)
	key, _, _ := strings.Cut(s.Key, metric.PairKeys)
	return Cut{By: of, Key: key, None: key == ""}
}

// Measured is the engine's values for one period and key.
type Measured struct {
	Value metric.Num
	Rows  int64
	Sales *big.Rat // the number of sales; nil if it equals Rows
}

// Count is the number of sales behind the value.
func (m Measured) Count() metric.Num {
	if m.Sales != nil {
		return metric.NumOf(m.Sales)
	}
	return metric.NumOfInt(int(m.Rows))
}

// Group identifies the asks that one statement can answer: for one metric, in total or by one cut, in many periods.
type Group struct{ Metric, By string }

// Cell identifies one value of a group.
type Cell struct {
	Period period.Period
	Key    string // the member's key; "" for the total
	None   bool   // the value is that of the rows that match no member
}

// Facts are the engine's answers for one group: the values, and the days with rows.
type Facts struct {
	Values map[Cell]Measured
	Span   Span
	Empty  metric.Num // the value over an empty set of rows
}

// Span is the days with rows of a metric's dataset. Days is empty if there are none, or if the metric has no date.
type Span struct {
	Days    []period.Date // each once, oldest first
	Undated int64         // rows without a date, which are in no period
	Lost    metric.Num    // the metric over the rows without a date
}

// Actual is the metric's value in a cell. If the period ends after the last known day, it is NotYet, because a part of
// a month must not be taken for the month. If there are no rows, it is Empty in a period that the data covers,
// otherwise NoData.
func Actual(m *metric.Model, mt *metric.Metric, f Facts, c Cell) metric.Num {
	if cutOff := m.KnownUntil(mt); !cutOff.IsZero() && (cutOff.Before(c.Period.End) || !c.Period.Start.Before(cutOff)) {
		return metric.NoNum(metric.NotYet)
	}
	if mt.Window > 0 && Coverage(m, f.Span.Days, mt.CoveredTime(c.Period)) != Covered {
		return metric.NoNum(metric.NoData) // the value of five months must not be taken for that of twelve
	}
	if got := f.Values[c]; got.Rows > 0 {
		return got.Value
	}
	if mt.Date != "" && !mt.HasFuture && Coverage(m, f.Span.Days, c.Period) == uncovered {
		return metric.NoNum(metric.NoData)
	}
	return f.Empty
}

// Cut identifies a slice of a metric: the total (By is ""), one member, or the rows that match no member.
type Cut struct {
	By   string
	Key  string
	None bool
	Last period.Date // the member's last day, zero for none
}
