package history

import (
	"bilan/internal/period"
	"bilan/report/foresight"
	"bilan/report/metric"
)

// Calendar is the calendar for the forecast of a metric, with the metric's first unknown day.
func Calendar(m *metric.Model, mt *metric.Metric) foresight.Calendar {
	return foresight.Calendar{Calendar: m.Calendar, CutOff: m.KnownUntil(mt)}
}

// HasForecast reports whether a metric has a forecast.
func HasForecast(m *metric.Model, mt *metric.Metric) bool {
	return !m.Bare && mt != nil && mt.HasForecast && mt.AddsUp && mt.Date != "" && mt.Formula == nil && !mt.HasFuture && !m.KnownUntil(mt).IsZero()
}

// ForecastPeriods lists the periods whose values an ask needs to forecast or extrapolate its period.
func ForecastPeriods(m *metric.Model, a metric.Ask) []period.Period {
	mt := m.Metrics[a.Metric]
	if m.Bare || mt == nil || !mt.AddsUp || mt.Date == "" {
		return nil
	}
	cal := Calendar(m, mt)
	var list []period.Period
	if HasForecast(m, mt) {
		list = cal.Needs(a.Period)
	}
	if m.IsRunning(a.Period) && cal.IsOpenMonth(a.Period) {
		list = append(list, cal.Days(a.Period)...)
	}
	return list
}

// ForecastYear lists the period that determines the members' parts of a forecast, if a metric of the asks has one; else
// nil.
func ForecastYear(m *metric.Model, asks []metric.Ask) []period.Period {
	for _, a := range asks {
		if mt := m.Metrics[a.Metric]; HasForecast(m, mt) {
			return []period.Period{Calendar(m, mt).LastYear()}
		}
	}
	return nil
}
