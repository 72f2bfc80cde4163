package build

import (
	"slices"

	"bilan/report/metric"
	"bilan/report/scope"
)

// asShown is a figure as the headline and the subject tell it: without its target where the pages set the metric against
// last year alone. A sentence about the target would stand above pages that never show it.
func asShown(s *scope.Scope, m *metric.Metric, f metric.Figure) metric.Figure {
	var shown []string
	for _, c := range s.Report.Sections {
		if kind, _ := c.Kind(); kind != nil && slices.Contains(kind.Shows(), m.Name) {
			shown = append(shown, kind.Against(m.Name, s.Targeted(m))...)
		}
	}
	if slices.Contains(shown, "target") || !slices.Contains(shown, "last_year") {
		return f
	}
	none := metric.None(metric.NoTarget)
	f.PL, f.PLToDate, f.DeltaPL, f.DeltaPLPct, f.Attainment, f.Progress, f.Status = none, none, none, none, none, none, metric.NoStatus
	return f
}
