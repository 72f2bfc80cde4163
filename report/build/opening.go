package build

import (
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// Opening returns the figure of the headline: its ask, its text ("" if it is absent) and its value. ok is false if the
// report has none.
func Opening(s *scope.Scope, b scope.Book) (a metric.Ask, text string, value metric.Num, ok bool) {
	m := headlineMetric(s)
	if m == nil {
		return a, "", value, false
	}
	a = metric.Ask{Metric: m.Name, Period: m.Known(s.Periods[0])}
	if value = b.Answer(a).Total.AC; value.OK() {
		text = notation.Full(s, m, value.Rat)
	}
	return a, text, value, true
}
