package book

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// isSameStep reports whether two steps have the same day and the same values before and after.
func isSameStep(st metric.Step, o metric.Step) bool {
	return st.Day == o.Day && st.Before.Rat.Cmp(o.Before.Rat) == 0 && st.After.Rat.Cmp(o.After.Rat) == 0
}

// addSteps adds the steps in list to the book, except those that are also in common: the steps of the total.
func (b *Book) addSteps(a metric.Ask, who history.Cut, label string, list, common []metric.Step) {
	for _, st := range list {
		if slices.ContainsFunc(common, func(o metric.Step) bool { return isSameStep(st, o) }) {
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

// TargetSteps returns the changes of a metric's target inside a period: of the total, and of the members of the
// dimension by unless that is "".
func (b *Book) TargetSteps(name, by string, p period.Period) []metric.Step {
	var list []metric.Step
	for _, st := range b.Steps {
		if st.Metric == name && st.Period == p && (st.Dimension == "" || st.Dimension == by) {
			list = append(list, st)
		}
	}
	return list
}
