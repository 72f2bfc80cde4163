package build

import (
	"slices"

	"bilan/report/metric"
	"bilan/report/scope"
)

// withoutHiddenTarget is the figure for headline and subject. It has no target if the sections compare the metric only
// with last year, so that no sentence mentions a target that no page shows.
func withoutHiddenTarget(s *scope.Scope, m *metric.Metric, f metric.Figure) metric.Figure {
	var shown []string
	for _, c := range s.Report.Sections {
		if kind, _ := c.Kind(); kind != nil && slices.Contains(kind.Shows(), m.Name) {
			shown = append(shown, kind.Against(m.Name, s.Targeted(m))...)
		}
	}
	if slices.Contains(shown, "target") || !slices.Contains(shown, "last_year") {
		return f
	}
	none := metric.NoNum(metric.NoTarget)
	f.PL, f.PLToDate, f.DeltaPL, f.DeltaPLPct, f.Attainment, f.Progress, f.Status = none, none, none, none, none, none, metric.NoStatus
	return f
}
