package plans

import (
	"slices"
	"strings"

	"bilan/internal/period"
)

// NeededUntil returns the first day for which a dataset need not have rows. It is the report's cut-off. If the
// dataset's query, or that of a dataset which it reads, uses :period_end, it is that parameter's date, if earlier.
func (plan *Plan) NeededUntil(dataset string) period.Date {
	if !strings.Contains(plan.Config.Datasets[dataset].Query, ":period_end") && !slices.ContainsFunc(plan.Reads[dataset], func(from string) bool {
		_, ok := plan.Config.Datasets[from]
		return ok && plan.NeededUntil(from) != plan.CutOff
	}) {
		return plan.CutOff
	}
	if end := DateOf(plan.Params["period_end"]); end.Before(plan.CutOff) {
		return end
	}
	return plan.CutOff
}

// FirstPeriod returns the report's first period, up to the day up to which a metric is known.
func (plan *Plan) FirstPeriod(name string) period.Period {
	return plan.Model.Metrics[name].Known(plan.Periods[0])
}
