package matrix

import (
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/scope"
)

// fromBegin leaves out the first periods for which nothing is known.
func (x *matrix) fromBegin(b scope.Book) matrix {
	whole := func(i int) metric.Num {
		return b.Answer(metric.Ask{Metric: x.m.Name, By: x.by, Period: x.periods[i]}).Total.AC
	}
	later := *x
	later.periods = x.periods[members.Begun(len(x.periods), whole):]
	return later
}
