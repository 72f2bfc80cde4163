package finding

import (
	"slices"

	"bilan/internal/config"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
)

// NewSubject makes the subject of the insights about one metric in a period. targeted is true if the metric has a
// target. In a complete month of an additive metric, weeks may be causes too.
func NewSubject(cfg *config.Config, c *section.Insights, cal *period.Calendar, all map[string]*metric.Metric, m *metric.Metric, p period.Period, targeted bool) *Subject {
	s := &Subject{
		Metric: m, Period: p, Past: PastOf(cal, p), Terms: Ratio(m, all), Against: c.Against(m.Name, targeted), By: c.By,
		Parents: map[string]string{}, Days: func(p period.Period) int { return cal.BusinessDays(p.Start, p.End) },
	}
	if m.HasForecast && m.AddsUp {
		s.History = HistoryOf(cal, p)
	}
	if len(s.By) == 0 {
		s.By = cfg.DimensionsOf(m.Name)
	}
	for _, by := range s.By {
		if parent := cfg.Dimensions[by].Parent; parent != "" {
			s.Parents[by] = parent
		}
	}
	for _, factor := range cfg.Factors(m.Name) {
		s.Factors = append(s.Factors, all[factor])
	}
	if month := cal.Containing(period.Month, p.Start); p == month && m.AddsUp {
		for _, month := range append(slices.Clone(s.Past), p) {
			s.Weeks = append(s.Weeks, WeeksOf(cal, month))
		}
	}
	return s
}

// RestrictTo restricts the subject to the members of the dimension by, or to the total if by is "", and to the
// references against. It changes s and returns it.
func (s *Subject) RestrictTo(by string, against []string) *Subject {
	s.By, s.Against, s.Factors, s.Weeks = nil, against, nil, nil
	if by != "" {
		s.By = []string{by}
	}
	return s
}
