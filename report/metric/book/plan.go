package book

import (
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/target"
)

// Earliest is the first day that the asks need, the zero Date if there are none. Before each period, they need
// history.MaxGap days, whose rows show whether data had begun. Targets need the start of the grain that contains a
// period.
func Earliest(m *metric.Model, asks []metric.Ask) period.Date {
	var first period.Date
	back := func(d period.Date) {
		if first.IsZero() || d.Before(first) {
			first = d
		}
	}
	for _, p := range periods(m, asks, nil) {
		back(p.Start.AddDays(-history.MaxGap))
	}
	for _, a := range asks {
		if mt := m.Metrics[a.Metric]; mt != nil && mt.Window > 0 {
			for _, p := range history.ComparisonPeriods(m, []metric.Ask{a}, nil) {
				back(mt.CoveredTime(p).Start.AddDays(-history.MaxGap))
			}
		}
		for i := range m.Targets {
			if t := &m.Targets[i]; t.Metric == a.Metric && t.Per != "" {
				back(m.Calendar.Containing(t.Per, a.Period.Start).Start)
			}
		}
	}
	return first
}

// periods lists all periods whose values the asks need, each once. days are the days with rows in their dataset.
func periods(m *metric.Model, asks []metric.Ask, days []period.Date) []period.Period {
	list := history.ComparisonPeriods(m, asks, days)
	for _, a := range asks {
		list = append(list, target.ShapeDays(m, a)...)
		list = append(list, history.ForecastPeriods(m, a)...)
	}
	return history.Distinct(list)
}
