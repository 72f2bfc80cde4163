package finding

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/metric"
)

// Subject is a figure that insights are made about.
type Subject struct {
	Metric  *metric.Metric
	Period  period.Period
	Past    []period.Period           // the previous periods, at the same stage, oldest first
	History []period.Period           // the months for a forecast of the period, as it was before it began; nil for no forecast
	By      []string                  // dimensions, the coarser first
	Parents map[string]string         // the parent of a dimension in By, such as region for rep
	Factors []*metric.Metric          // the metrics whose product is the figure; nil if unknown
	Terms   []*metric.Metric          // numerator and denominator of a ratio; nil for another metric
	Against []string                  // the references: "target", "last_year", "previous"
	Weeks   [][]period.Period         // the weeks of each period of Past, then of Period; nil if weeks cannot be causes
	Days    func(p period.Period) int // the business days of a period
}

// Asks returns the asks that the subject's insights need: shown about its period, whose answers the report contains
// too, and past about earlier periods.
func (s *Subject) Asks() (shown, past []metric.Ask) {
	for _, m := range s.metrics() {
		for _, by := range append([]string{""}, s.By...) {
			shown = append(shown, metric.Ask{Metric: m.Name, By: by, Period: m.Known(s.Period)})
			for _, p := range s.Past {
				past = append(past, metric.Ask{Metric: m.Name, By: by, Period: p})
			}
		}
	}
	for _, p := range s.History {
		past = append(past, metric.Ask{Metric: s.Metric.Name, Period: p})
	}
	for _, f := range s.Factors {
		shown = append(shown, metric.Ask{Metric: f.Name, Period: f.Known(s.Period)})
		for _, p := range s.Past {
			past = append(past, metric.Ask{Metric: f.Name, Period: p})
		}
	}
	for i, weeks := range s.Weeks {
		for _, w := range weeks {
			if ask := (metric.Ask{Metric: s.Metric.Name, Period: w}); i < len(s.Weeks)-1 {
				past = append(past, ask)
			} else {
				shown = append(shown, ask)
			}
		}
	}
	return shown, past
}

// metrics returns the subject's metric, and for a ratio its numerator and denominator.
func (s *Subject) metrics() []*metric.Metric { return append([]*metric.Metric{s.Metric}, s.Terms...) }

// Ratio returns numerator and denominator of a metric that is the ratio of two additive metrics, otherwise nil.
func Ratio(m *metric.Metric, all map[string]*metric.Metric) []*metric.Metric {
	if m.Formula == nil || len(m.Formula.Names) != 2 {
		return nil
	}
	a, b := all[m.Formula.Names[0]], all[m.Formula.Names[1]]
	for _, probe := range [][2]int64{{3, 2}, {7, 5}} { // a formula has no structure to inspect: two results decide
		got := m.Formula.Value(func(name string) metric.Num {
			if name == m.Formula.Names[0] {
				return metric.NumOf(big.NewRat(probe[0], 1))
			}
			return metric.NumOf(big.NewRat(probe[1], 1))
		})
		if !got.OK() || got.Rat.Cmp(big.NewRat(probe[0], probe[1])) != 0 {
			return nil
		}
	}
	if a == nil || b == nil || !a.AddsUp || !b.AddsUp {
		return nil
	}
	return []*metric.Metric{a, b}
}

// pastPeriods is the number of earlier periods in Subject.Past, by unit.
var pastPeriods = map[period.Unit]int{period.Week: 60, period.Month: 36, period.Quarter: 16}

// periodsPerYear is the number of periods in a year, by unit.
var periodsPerYear = map[period.Unit]int{period.Week: 52, period.Month: 12, period.Quarter: 4}

// PastOf returns the periods before p, at the same stage, oldest first. It is empty for days and years.
func PastOf(c *period.Calendar, p period.Period) []period.Period {
	n := pastPeriods[p.Unit]
	list := make([]period.Period, n)
	for i := n - 1; i >= 0; i-- {
		before, ok := c.Previous(p)
		if !ok {
			return list[i+1:]
		}
		list[i], p = before, before
	}
	return list
}

// WeeksOf returns the weeks of a month. The first and the last week are cut at its ends. A week of fewer than three
// business days is joined with the one beside it.
func WeeksOf(c *period.Calendar, p period.Period) (weeks []period.Period) {
	for at := p.Start; at.Before(p.End); {
		end := c.Containing(period.Week, at).Close
		if p.End.Before(end) {
			end = p.End
		}
		last := len(weeks) - 1
		switch {
		case last >= 0 && (c.BusinessDays(at, end) < shortWeek || c.BusinessDays(weeks[last].Start, weeks[last].End) < shortWeek):
			weeks[last].End, weeks[last].Close = end, end
		default:
			weeks = append(weeks, period.Period{Unit: period.Day, Start: at, End: end, Close: end})
		}
		at = end
	}
	return weeks
}

const shortWeek = 3
