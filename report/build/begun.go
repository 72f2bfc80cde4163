package build

import "bilan/report/metric"

// begun is the place of the first period that data tells of: a report that looks back over thirteen weeks of which five are
// there shows five. It is 0 where no period has data.
func begun(n int, ac func(int) metric.Num) int {
	for i := range n {
		if a := ac(i); a.OK() || a.State != metric.NoData {
			return i
		}
	}
	return 0
}

// fromBegin leaves out the first points of a trend that looks back, as long as nothing is known of them.
func (k *trend) fromBegin(total *readings) *trend {
	first := 0
	if k.c.Over == "" {
		first = begun(len(total.list), func(i int) metric.Num { return total.list[i].shown() })
	}
	if first == 0 {
		return k
	}
	later := *k
	later.points = k.points[first:]
	return &later
}

// fromBegin leaves out the first periods of which nothing is known.
func (x *matrix) fromBegin(b Book) matrix {
	whole := func(i int) metric.Num {
		return b.Answer(metric.Ask{Metric: x.m.Name, By: x.by, Period: x.periods[i]}).Total.AC
	}
	later := *x
	later.periods = x.periods[begun(len(x.periods), whole):]
	return later
}
