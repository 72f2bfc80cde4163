package scope

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
)

// ReadOn is the day, in words, on which a dataset without dates was read.
func (s *Scope) ReadOn(dataset string) string {
	day := s.States[dataset].Read
	if day.IsZero() {
		day = s.Day()
	}
	return s.Locale.Date(day.Time())
}

// StateUnknown reports whether the metric is a state that is not known in the period. The report is then about the past, or the
// period ended before the report's primary period.
func (s *Scope) StateUnknown(m *metric.Metric, p period.Period) bool {
	return m.Date == "" && (s.States[m.Dataset].Past || p.Close.Before(s.Periods[0].End))
}

// WhyUnknown is the sentence that explains why a state is not shown in a period.
func (s *Scope) WhyUnknown(dataset string, p period.Period) string {
	return s.Word("state.past", s.ReadOn(dataset), s.When(p))
}

// TimeNote is the time of a section's figures in words: the period, or for a state the day on which it was read.
func (s *Scope) TimeNote(m *metric.Metric, p period.Period) string {
	if m.Date == "" {
		return s.Word("state.read", s.ReadOn(m.Dataset))
	}
	return s.Period(p)
}

// KnownPeriods are a section's periods, each cut where the metric's data ends.
func (s *Scope) KnownPeriods(m *metric.Metric, own period.Phrase) []period.Period {
	return CutAtKnown(m, s.PeriodsOf(own))
}

// CutAtKnown are the periods, each cut where the metric's data ends.
func CutAtKnown(m *metric.Metric, periods []period.Period) []period.Period {
	list := slices.Clone(periods)
	for i, p := range list {
		list[i] = m.Known(p)
	}
	return list
}
