package trend

import (
	"bilan/report/members"
	"bilan/report/metric"
)

// fromFirstValue leaves out the points before the first one with a value. A trend over a period that the YAML names keeps
// them.
func (k *trend) fromFirstValue(total *readings) *trend {
	first := 0
	if k.c.Over.IsZero() {
		first = members.FirstWithData(len(total.list), func(i int) metric.Num { return total.list[i].shown() })
	}
	if first == 0 {
		return k
	}
	later := *k
	later.points = k.points[first:]
	return &later
}
