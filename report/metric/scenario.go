package metric

import (
	"math/big"
	"slices"

	"bilan/internal/period"
)

// HasTarget tells whether any target is set for the metric: the one that it is judged by.
func (m *Model) HasTarget(metric string) bool { return m.HasScenario(metric, TargetScenario) }

// HasScenario tells whether anything is set for the metric in a scenario.
func (m *Model) HasScenario(metric string, s Scenario) bool {
	for i := range m.Targets {
		if m.Targets[i].Metric == metric && m.Targets[i].scenario() == s {
			return true
		}
	}
	return false
}

// Goal is what a scenario says of the figure. TargetScenario (or "") is PL as a Goal.
func (f *Figure) Goal(s Scenario) Goal {
	switch s {
	case Budget:
		return f.BU
	case ForecastPlan:
		return f.AN
	case Stretch:
		return f.ST
	}
	return Goal{f.PL, f.PLToDate, f.DeltaPL, f.DeltaPLPct, f.Attainment}
}

// goal sets the actual against a further scenario.
func (f *Figure) goal(whole, toDate Num) Goal {
	g := Goal{Whole: whole, ToDate: toDate, Attainment: Div(f.AC, toDate)}
	g.Delta, g.DeltaPct = f.against(toDate)
	return g
}

// planned is what a scenario sets for the whole period and up to its end.
func (sh *sharing) planned(all []targetValues, s slice, p period.Period) (whole, toDate Num) {
	if len(all) == 0 {
		return None(NoTarget), None(NoTarget)
	}
	if sh.metric.Date == "" && sh.metric.AddsUp {
		whole = sh.standing(all, s, p)
		return whole, whole
	}
	whole = sh.target(all, s, p.Whole())
	switch {
	case !p.Open():
		return whole, whole
	case p.Start.Before(p.End):
		return whole, sh.target(all, s, p)
	case whole.OK() && (sh.metric.planAdds() || sh.metric.Counts && perGrain(all)): // nothing has begun
		return whole, Of(new(big.Rat))
	}
	return whole, whole
}

// standing is what a state should be: a whole on any day. The value in force on the period's last day counts, of members their sum.
func (sh *sharing) standing(all []targetValues, s slice, p period.Period) Num {
	parts, _, _ := sh.stretch(all, s, p.End.AddDays(-1), p.End)
	if len(parts) == 0 {
		return None(NoTarget)
	}
	sum := new(big.Rat)
	for _, part := range parts {
		sum.Add(sum, part.value)
	}
	return Of(sum)
}

// perGrain tells whether all targets are for a grain each.
func perGrain(all []targetValues) bool {
	return !slices.ContainsFunc(all, func(gs targetValues) bool { return gs.target.Per == "" })
}

// rest is what a scenario sets for what is left of an open period.
func (sh *sharing) rest(all []targetValues, s slice, p period.Period) Num {
	return sh.target(all, s, period.Period{Unit: p.Unit, Start: p.End, End: p.Close, Close: p.Close})
}

// planned tells whether any scenario sets something for the figure.
func (f *Figure) planned() bool {
	return f.PL.OK() || f.BU.Whole.OK() || f.AN.Whole.OK() || f.FC.Whole.OK() || f.ST.Whole.OK()
}

// planned lists the scenarios that stand beside the target of each metric.
func (m *Model) planned() map[string][]Scenario {
	list := map[string][]Scenario{}
	for name := range m.Metrics {
		for _, s := range []Scenario{Budget, ForecastPlan, Stretch} {
			if m.HasScenario(name, s) {
				list[name] = append(list[name], s)
			}
		}
	}
	return list
}
