package book

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// like reports whether another slice changes on the same day from the same to the same.
func like(st metric.Step, o metric.Step) bool {
	return st.Day == o.Day && st.Before.Rat.Cmp(o.Before.Rat) == 0 && st.After.Rat.Cmp(o.After.Rat) == 0
}

// note adds the steps of an answer to the book: those of the whole, and for members those that are not the same for
// all.
func (b *Book) note(a metric.Ask, who history.Cut, label string, list, common []metric.Step) {
	for _, st := range list {
		if slices.ContainsFunc(common, func(o metric.Step) bool { return like(st, o) }) {
			continue
		}
		st.Metric, st.Period, st.Dimension, st.Key, st.Label = a.Metric, a.Period, who.By, who.Key, label
		if who.By != "" || !slices.ContainsFunc(b.Steps, func(x metric.Step) bool {
			return x.Metric == a.Metric && x.Period == a.Period && x.Dimension == "" && x.Day == st.Day
		}) {
			b.Steps = append(b.Steps, st)
		}
	}
}

// TargetSteps are the changes of a metric's target inside a period: of the whole, and of the members of a dimension
// where one is named.
func (b *Book) TargetSteps(name, by string, p period.Period) []metric.Step {
	var list []metric.Step
	for _, st := range b.Steps {
		if st.Metric == name && st.Period == p && (st.Dimension == "" || st.Dimension == by) {
			list = append(list, st)
		}
	}
	return list
}
