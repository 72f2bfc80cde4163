package target

import (
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// Steps lists the changes of a slice's target inside a period. For an additive metric, only changes inside a grain are
// listed, because different values for January and February are normal.
func (sh *Sharing) Steps(all []Values, s history.Cut, p period.Period) []metric.Step {
	var list []metric.Step
	for _, d := range changes(all, p) {
		before, per := sh.valueOn(all, s, p, d.AddDays(-1))
		after, then := sh.valueOn(all, s, p, d)
		if !before.OK() || !after.OK() || before.Rat.Cmp(after.Rat) == 0 || per != then {
			continue
		}
		if sh.metric.TargetsAdd() && sh.m.Calendar.Containing(per, d).Start == d {
			continue
		}
		list = append(list, metric.Step{Day: d, Per: per, Before: before, After: after})
	}
	return list
}

// changes returns the days inside a period on which a target begins, or the day after its end; sorted, each once.
func changes(all []Values, p period.Period) []period.Date {
	var days []period.Date
	for _, gs := range all {
		for _, d := range []period.Date{gs.Target.From, gs.Target.DayAfter()} {
			if p.Start.Before(d) && d.Before(p.Close) {
				days = append(days, d)
			}
		}
	}
	slices.SortFunc(days, period.Date.Compare)
	return slices.Compact(days)
}

// valueOn returns the value that applies on a day, and the unit of its grain; "" for a metric that is not additive.
func (sh *Sharing) valueOn(all []Values, s history.Cut, p period.Period, d period.Date) (metric.Num, period.Unit) {
	if !sh.metric.TargetsAdd() {
		return sh.levelTarget(all, s, p, d), ""
	}
	parts, _, _ := sh.partsOn(all, s, d, d.AddDays(1))
	if len(parts) == 0 {
		return metric.NoNum(metric.NoTarget), ""
	}
	sum := new(big.Rat)
	for _, part := range parts {
		if part.grain != parts[0].grain {
			return metric.NoNum(metric.NoTarget), ""
		}
		sum.Add(sum, part.value)
	}
	return metric.NumOf(sum), parts[0].grain.Unit
}
