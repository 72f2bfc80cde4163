package scope

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
)

// ReadOn is the day that a state is called by, in words.
func (s *Scope) ReadOn(dataset string) string {
	day := s.States[dataset].Read
	if day.IsZero() {
		day = s.Day()
	}
	return s.Locale.Date(day.Time())
}

// Past reports whether the metric is a state that is not known in the period: the report is about the past, or the
// period ended before the report's own.
func (s *Scope) Past(m *metric.Metric, p period.Period) bool {
	return m.Date == "" && (s.States[m.Dataset].Past || p.Close.Before(s.Periods[0].End))
}

// Reason is the reason why a state is not shown in a period.
func (s *Scope) Reason(dataset string, p period.Period) string {
	return s.Word("state.past", s.ReadOn(dataset), s.When(p))
}

// Noted is the time of a section's figures: its period or, for a state, the day on which it was read.
func (s *Scope) Noted(m *metric.Metric, p period.Period) string {
	if m.Date == "" {
		return s.Word("state.read", s.ReadOn(m.Dataset))
	}
	return s.Period(p)
}

// Known are the periods of a section, as far as its metric is known in them.
func (s *Scope) Known(m *metric.Metric, own period.Phrase) []period.Period {
	return CutAt(m, s.PeriodsOf(own))
}

// CutAt are the periods as far as the metric is known in them.
func CutAt(m *metric.Metric, periods []period.Period) []period.Period {
	list := slices.Clone(periods)
	for i, p := range list {
		list[i] = m.Known(p)
	}
	return list
}
