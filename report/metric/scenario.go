package metric

// HasTarget reports whether the metric has a target of TargetScenario, by which it is judged.
func (m *Model) HasTarget(metric string) bool { return m.HasScenario(metric, TargetScenario) }

// HasScenario reports whether the metric has a target of scenario s.
func (m *Model) HasScenario(metric string, s Scenario) bool {
	for i := range m.Targets {
		if m.Targets[i].Metric == metric && m.Targets[i].ScenarioOrDefault() == s {
			return true
		}
	}
	return false
}

// Goal is the figure's target values for scenario s. For TargetScenario or "" they are those of PL.
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

// NewGoal is the Goal of a scenario with these values for the complete period and to date.
func (f *Figure) NewGoal(whole, toDate Num) Goal {
	g := Goal{Whole: whole, ToDate: toDate, Attainment: Div(f.AC, toDate)}
	g.Delta, g.DeltaPct = f.difference(toDate)
	return g
}

// HasAnyTarget reports whether the figure has a target of any scenario for its complete period.
func (f *Figure) HasAnyTarget() bool {
	return f.PL.OK() || f.BU.Whole.OK() || f.AN.Whole.OK() || f.FC.Whole.OK() || f.ST.Whole.OK()
}

// PlannedScenarios lists the scenarios of each metric besides its target.
func (m *Model) PlannedScenarios() map[string][]Scenario {
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

// ForecastGoal is the Goal whose value is the figure's statistical forecast. In a period that has begun, ToDate is
// absent.
func (f *Figure) ForecastGoal() Goal {
	whole := NumOf(f.Foresight.Value)
	if f.Period.Open() {
		return f.NewGoal(whole, NoNum(NotYet))
	}
	return f.NewGoal(whole, whole)
}
