package plans

import (
	"slices"
	"strings"

	"bilan/internal/period"
)

// Wanted is the first day for which a dataset need not have rows: the report's cut-off or, if its query or one that it
// reads ends at :period_end, an earlier end of the periods.
func (plan *Plan) Wanted(dataset string) period.Date {
	if !strings.Contains(plan.Config.Datasets[dataset].Query, ":period_end") && !slices.ContainsFunc(plan.Reads[dataset], func(from string) bool {
		_, ok := plan.Config.Datasets[from]
		return ok && plan.Wanted(from) != plan.CutOff
	}) {
		return plan.CutOff
	}
	if end := DateOf(plan.Params["period_end"]); end.Before(plan.CutOff) {
		return end
	}
	return plan.CutOff
}

// Primary is the report's first period, as far as a metric is known in it.
func (plan *Plan) Primary(name string) period.Period {
	return plan.Model.Metrics[name].Known(plan.Periods[0])
}
