// Package outlook computes what a metric should come to in the months ahead, one line per month: the forecast or the
// announced value, its range, the objective, and the open deals.
package outlook

import (
	"fmt"

	"bilan/internal/period"
	"bilan/report/metric"
)

// Months are the coming months of a metric, from the first that is not over. With more than one month, the last of
// Periods is their sum.
type Months struct {
	Metric      *metric.Metric
	UnknownFrom period.Date // first day without data
	Periods     []period.Period
}

// NewMonths returns n months from the first that is not over. slot is the day of the report. A metric with a forecast
// that cannot be added up is an error.
func NewMonths(m *metric.Metric, cal *period.Calendar, slot period.Date, n int) (Months, error) {
	if m.HasForecast && !m.AddsUp {
		return Months{}, fmt.Errorf("%q cannot be added up, so no future month of it can be computed (delete forecast: true)", m.Name)
	}
	months := Months{Metric: m, UnknownFrom: slot}
	if cutOff := m.CutOff; !cutOff.IsZero() && cutOff.Before(slot) {
		months.UnknownFrom = cutOff
	}
	first := cal.Containing(period.Month, months.UnknownFrom)
	for i := range n {
		months.Periods = append(months.Periods, cal.Shift(first, i))
	}
	if n > 1 {
		end := months.Periods[n-1].Close
		months.Periods = append(months.Periods, period.Period{Unit: period.Month, Start: first.Start, End: end, Close: end})
	}
	return months, nil
}

// Open is the first month, which ends with the known days if some of its days are known.
func (m Months) Open() period.Period {
	p := m.Periods[0]
	if p.Start.Before(m.UnknownFrom) {
		p.End = m.UnknownFrom
	}
	return p
}

// Asks are the asks for all lines, and the ask for the known part of the first month.
func (m Months) Asks() (list []metric.Ask) {
	for _, p := range append(m.Periods[:len(m.Periods):len(m.Periods)], m.Open()) {
		list = append(list, metric.Ask{Metric: m.Metric.Name, Period: p})
	}
	return list
}

// Line is one month, or the sum of all months.
type Line struct {
	Period           period.Period
	Figure           metric.Figure
	Value, Low, High metric.Num // the forecast and its range, 8 times in 10; the announced value if there is no forecast
	Announced        metric.Num // announced value if there is a forecast too
	Target, LastYear metric.Num
	Deals            Weighted
}

// Lines makes a line for each period of the answers to Asks.
func (m Months) Lines(answer func(metric.Ask) metric.Answer, deals Deals) []Line {
	list, missing := make([]Line, len(m.Periods)), metric.NoNum(metric.NoData)
	for i, p := range m.Periods {
		f := answer(metric.Ask{Metric: m.Metric.Name, Period: p}).Total
		l := Line{Period: p, Figure: f, Value: f.AN.Whole, Low: missing, High: missing, Announced: missing, Target: f.PL, LastYear: f.PY, Deals: deals.ClosingIn(p, m.UnknownFrom)}
		if fs := f.Foresight; fs.IsForecast() {
			l.Value, l.Announced = metric.NumOf(fs.Value), metric.NumOrNone(f.AN.Whole.Rat, metric.NotYet)
			l.Low, l.High = metric.NumOrNone(fs.Low, metric.NoData), metric.NumOrNone(fs.High, metric.NoData)
		}
		list[i] = l
	}
	return list
}

// Reach says whether an objective can be reached.
type Reach string

// The values of Reach. A line without a forecast, and a metric whose low values are good, are not judged.
const (
	NotJudged   Reach = "target"
	WithinReach Reach = "within"
	OutOfReach  Reach = "beyond" // whole range below the objective
	SureToReach Reach = "sure"   // whole range at or above the objective
)

// Reach compares the range of the line's forecast with the line's objective.
func (l Line) Reach() Reach {
	switch {
	case !l.Low.OK() || l.Figure.Metric.LowerBetter:
		return NotJudged
	case l.High.Rat.Cmp(l.Target.Rat) < 0:
		return OutOfReach
	case l.Low.Rat.Cmp(l.Target.Rat) >= 0:
		return SureToReach
	}
	return WithinReach
}
