package target

import (
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// Planned returns a scenario's value for the complete period, and for the period up to its End.
func (sh *Sharing) Planned(all []Values, s history.Cut, p period.Period) (whole, toDate metric.Num) {
	if len(all) == 0 {
		return metric.NoNum(metric.NoTarget), metric.NoNum(metric.NoTarget)
	}
	if sh.metric.Date == "" && sh.metric.AddsUp {
		whole = sh.stateTarget(all, s, p)
		return whole, whole
	}
	whole = sh.target(all, s, p.Whole())
	switch {
	case !p.Open():
		return whole, whole
	case p.Start.Before(p.End):
		return whole, sh.target(all, s, p)
	case whole.OK() && (sh.metric.TargetsAdd() || sh.metric.Counts && perGrain(all)): // the period has not begun
		return whole, metric.NumOf(new(big.Rat))
	}
	return whole, whole
}

// stateTarget is the target of a state, which days do not divide: the value that applies on the period's last day. A
// target by member is summed.
func (sh *Sharing) stateTarget(all []Values, s history.Cut, p period.Period) metric.Num {
	parts, _, _ := sh.partsOn(all, s, p.End.AddDays(-1), p.End)
	if len(parts) == 0 {
		return metric.NoNum(metric.NoTarget)
	}
	sum := new(big.Rat)
	for _, part := range parts {
		sum.Add(sum, part.value)
	}
	return metric.NumOf(sum)
}

// perGrain reports whether all targets are set per grain.
func perGrain(all []Values) bool {
	return !slices.ContainsFunc(all, func(gs Values) bool { return gs.Target.Per == "" })
}

// Rest is a scenario's value for the unknown rest of an open period.
func (sh *Sharing) Rest(all []Values, s history.Cut, p period.Period) metric.Num {
	return sh.target(all, s, period.Period{Unit: p.Unit, Start: p.End, End: p.Close, Close: p.Close})
}
