package history

import (
	"bilan/internal/period"
	"bilan/report/foresight"
	"bilan/report/metric"
)

// Calendar is the calendar for the forecast of a metric, up to where the metric is known.
func Calendar(m *metric.Model, mt *metric.Metric) foresight.Calendar {
	return foresight.Calendar{Calendar: m.Calendar, CutOff: m.KnownUntil(mt)}
}

// Foreseen reports whether a metric has a forecast.
func Foreseen(m *metric.Model, mt *metric.Metric) bool {
	return !m.Bare && mt != nil && mt.Foreseen && mt.AddsUp && mt.Date != "" && mt.Formula == nil && !mt.Ahead && !m.KnownUntil(mt).IsZero()
}

// Ahead lists what an ask needs for a forecast: the days before an open month, or all of a history.
func Ahead(m *metric.Model, a metric.Ask) []period.Period {
	mt := m.Metrics[a.Metric]
	if m.Bare || mt == nil || !mt.AddsUp || mt.Date == "" {
		return nil
	}
	cal := Calendar(m, mt)
	var list []period.Period
	if Foreseen(m, mt) {
		list = cal.Needs(a.Period)
	}
	if m.GoesOn(a.Period) && cal.IsOpenMonth(a.Period) {
		list = append(list, cal.Days(a.Period)...)
	}
	return list
}

// YearBefore is the time that determines the members' shares of the expected rest, if an ask of theirs needs one.
func YearBefore(m *metric.Model, asks []metric.Ask) []period.Period {
	for _, a := range asks {
		if mt := m.Metrics[a.Metric]; Foreseen(m, mt) {
			return []period.Period{Calendar(m, mt).LastYear()}
		}
	}
	return nil
}
