package metric

import (
	"math/big"
	"slices"

	"bilan/internal/period"
)

// Step is a change of the target inside a period: Before holds until the day before Day, After from Day on.
type Step struct {
	Metric        string
	Dimension     string // "" for the whole
	Key, Label    string // of the member
	Period        period.Period
	Day           period.Date
	Per           period.Unit // what a value is for; "" for a level that holds in every period
	Before, After Num
}

// steps lists the changes inside a period. Of what does not add up, the target is the one after the last of them. Of what does, each
// part counts by its days, and only a change inside of a grain is told: that January has another than February is no surprise.
func (sh *sharing) steps(all []targetValues, s slice, p period.Period) []Step {
	var list []Step
	for _, d := range changes(all, p) {
		before, per := sh.rate(all, s, p, d.AddDays(-1))
		after, then := sh.rate(all, s, p, d)
		if !before.OK() || !after.OK() || before.Rat.Cmp(after.Rat) == 0 || per != then {
			continue
		}
		if sh.metric.planAdds() && sh.m.Calendar.Containing(per, d).Start == d {
			continue
		}
		list = append(list, Step{Day: d, Per: per, Before: before, After: after})
	}
	return list
}

// changes are the days inside a period on which a target begins or has ended.
func changes(all []targetValues, p period.Period) []period.Date {
	var days []period.Date
	for _, gs := range all {
		for _, d := range []period.Date{gs.target.From, gs.target.after()} {
			if p.Start.Before(d) && d.Before(p.Close) {
				days = append(days, d)
			}
		}
	}
	slices.SortFunc(days, period.Date.Compare)
	return slices.Compact(days)
}

// rate is the value in force on a day, and the grain that it is for.
func (sh *sharing) rate(all []targetValues, s slice, p period.Period, d period.Date) (Num, period.Unit) {
	if !sh.metric.planAdds() {
		return sh.level(all, s, p, d), ""
	}
	parts, _, _ := sh.stretch(all, s, d, d.AddDays(1))
	if len(parts) == 0 {
		return None(NoTarget), ""
	}
	sum := new(big.Rat)
	for _, part := range parts {
		if part.grain != parts[0].grain {
			return None(NoTarget), ""
		}
		sum.Add(sum, part.value)
	}
	return Of(sum), parts[0].grain.Unit
}

// note tells the book of the steps of an answer: those of the whole, and of members what is not the same for all.
func (b *Book) note(a Ask, who slice, label string, list, common []Step) {
	for _, st := range list {
		if slices.ContainsFunc(common, st.like) {
			continue
		}
		st.Metric, st.Period, st.Dimension, st.Key, st.Label = a.Metric, a.Period, who.by, who.key, label
		if who.by != "" || !slices.ContainsFunc(b.Steps, func(x Step) bool {
			return x.Metric == a.Metric && x.Period == a.Period && x.Dimension == "" && x.Day == st.Day
		}) {
			b.Steps = append(b.Steps, st)
		}
	}
}

// like tells whether another slice changes on the same day from the same to the same.
func (st Step) like(o Step) bool {
	return st.Day == o.Day && st.Before.Rat.Cmp(o.Before.Rat) == 0 && st.After.Rat.Cmp(o.After.Rat) == 0
}

// TargetSteps are the changes of a metric's target inside a period: of the whole, and of the members of a dimension
// where one is named.
func (b *Book) TargetSteps(name, by string, p period.Period) []Step {
	var list []Step
	for _, st := range b.Steps {
		if st.Metric == name && st.Period == p && (st.Dimension == "" || st.Dimension == by) {
			list = append(list, st)
		}
	}
	return list
}
