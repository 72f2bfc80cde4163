package gather

import (
	"bilan/internal/plans"
	"bilan/report/metric"
)

// pastOnly are the asks that tell what is usual and that no section shows.
func pastOnly(plan *plans.Plan) map[metric.Ask]bool {
	list := make(map[metric.Ask]bool, len(plan.Needs.Past))
	for _, a := range plan.Needs.Past {
		list[a] = true
	}
	for _, a := range plan.Needs.Asks {
		delete(list, a)
	}
	return list
}
