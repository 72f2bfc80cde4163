package trend

import (
	"bilan/report/members"
	"bilan/report/metric"
)

// fromBegin leaves out the first points of a trend into the past for which nothing is known.
func (k *trend) fromBegin(total *readings) *trend {
	first := 0
	if k.c.Over.IsZero() {
		first = members.Begun(len(total.list), func(i int) metric.Num { return total.list[i].shown() })
	}
	if first == 0 {
		return k
	}
	later := *k
	later.points = k.points[first:]
	return &later
}
