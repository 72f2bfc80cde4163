package report

import (
	"slices"

	"bilan/internal/config"
	"bilan/report/metric"
)

// asShown is a figure as the headline and the subject tell it: without its target where the pages set the metric against
// last year alone. A sentence about the target would stand above pages that never show it.
func (s *Scope) asShown(m *metric.Metric, f metric.Figure) metric.Figure {
	var shown []string
	for _, c := range s.Report.Sections {
		shown = append(shown, s.setAgainst(c, m)...)
	}
	if slices.Contains(shown, "target") || !slices.Contains(shown, "last_year") {
		return f
	}
	none := metric.None(metric.NoTarget)
	f.PL, f.PLToDate, f.DeltaPL, f.DeltaPLPct, f.Attainment, f.Progress, f.Status = none, none, none, none, none, none, metric.NoStatus
	return f
}

var heatAgainst = map[string]string{"attainment": "target", "vs_last_year": "last_year"}

// setAgainst is what a section sets the metric against: "target", "last_year".
func (s *Scope) setAgainst(c config.Section, m *metric.Metric) []string {
	if !slices.Contains(c.Shows(), m.Name) {
		return nil
	}
	switch {
	case c.Scorecard != nil && s.hasTarget(m), c.TargetTable != nil:
		return []string{"target"}
	case c.Scorecard != nil:
		return []string{"last_year"}
	case c.Trend != nil && c.Trend.Years > 1:
		return append(slices.Clip(c.Trend.Compare), "last_year")
	case c.Trend != nil:
		return c.Trend.Compare
	case c.Breakdown != nil:
		return []string{c.Breakdown.Compare}
	case c.Waterfall != nil:
		return []string{c.Waterfall.From}
	case c.Multiples != nil:
		return []string{c.Multiples.Compare}
	case c.HeatMap != nil:
		return []string{heatAgainst[c.HeatMap.Show]}
	case c.Members != nil:
		return c.Members.Against(m.Name)
	}
	return nil
}
