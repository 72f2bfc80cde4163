package diagnose

import (
	"context"
	"fmt"
	"slices"

	"bilan/internal/config/figure"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/report/metric"
)

// checkMissingTargets adds a remark about members that have sales in a period but no target.
func (d *Diagnosis) checkMissingTargets(context.Context) error {
	for _, name := range plans.MetricsOf(d.plan.Needs) {
		for _, s := range []metric.Scenario{metric.TargetScenario, metric.Budget, metric.ForecastPlan, metric.Stretch} {
			byGrain := map[period.Period][]string{}
			var grains []period.Period
			for _, a := range d.plan.Needs.Asks {
				for _, h := range d.book.Holes(name, s, a.Period) {
					if byGrain[h.Grain] == nil {
						grains = append(grains, h.Grain)
					}
					byGrain[h.Grain] = plans.AddOnce(byGrain[h.Grain], h.Label)
				}
			}
			for _, grain := range grains {
				d.addMissingTarget(name, s, grain, byGrain[grain])
			}
		}
	}
	return nil
}

func (d *Diagnosis) addMissingTarget(name string, s metric.Scenario, grain period.Period, members []string) {
	at := slices.IndexFunc(d.Program.Config.Targets, func(t figure.Target) bool {
		return t.Metric == name && scenario(t) == s && period.Unit(t.Per) == grain.Unit && t.Dataset != ""
	})
	d.addRemark(fmt.Sprintf("targets[%d]", at), fmt.Sprintf("%q has no %s for %s in %s, although there are sales then: no period that contains it has one for them, or in total",
		name, s, plans.FirstFive(members), d.plan.Calendar.ID(grain)), fmt.Sprintf("complete %q", d.Program.Config.Targets[at].Dataset))
}
