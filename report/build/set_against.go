package build

import (
	"slices"

	"bilan/report/metric"
	"bilan/report/scope"
)

// asShown is a figure for the headline and the subject: without its target if the pages compare the metric only with
// last year. Otherwise a sentence about the target would be above pages that never show it.
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
