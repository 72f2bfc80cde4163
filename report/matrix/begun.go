package matrix

import (
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/scope"
)

// fromFirstData returns the matrix without the first periods, for which there is no data.
func (x *matrix) fromFirstData(b scope.Book) matrix {
	whole := func(i int) metric.Num {
		return b.Answer(metric.Ask{Metric: x.m.Name, By: x.by, Period: x.periods[i]}).Total.AC
	}
	later := *x
	later.periods = x.periods[members.FirstWithData(len(x.periods), whole):]
	return later
}
