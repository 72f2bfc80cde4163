package run

import (
	"slices"

	"bilan/report/metric"
	"bilan/report/sheet"
)

// figures returns the edition's figures with the labels of their metrics.
func (e *Edition) figures() sheet.Figures {
	f := sheet.Figures{Records: e.records(), Labels: map[string]string{}}
	for name, m := range e.Plan.Model.Metrics {
		f.Labels[name] = m.Label
	}
	return f
}

// records returns every figure that the report's sections use.
func (e *Edition) records() []metric.Record {
	list := e.recordsOf(e.asks())
	for i := range list {
		if m := e.Plan.Model.Metrics[list[i].Metric]; m.Date == "" {
			list[i].ReadOn = e.Plan.Scope.States[m.Dataset].Read.String()
		}
	}
	return list
}

// asks returns the asks that the edition can answer: all or, for a member, those whose metric is divided by member.
func (e *Edition) asks() []metric.Ask {
	if e.Part == nil {
		return e.Plan.Needs.Asks
	}
	return slices.DeleteFunc(slices.Clone(e.Plan.Needs.Asks), func(a metric.Ask) bool { return !e.Plan.Model.CanDivide(a.Metric, e.Part.Member.Dimension) })
}
