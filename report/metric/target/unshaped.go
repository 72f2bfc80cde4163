package target

import (
	"cmp"
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
)

// AddUnshaped returns the list with the grains that should have been split as last year but have no shape; sorted, each
// once.
func (sh *Sharing) AddUnshaped(name string, list []metric.Unshaped) []metric.Unshaped {
	for grain, s := range sh.shapes {
		if s.ok {
			continue
		}
		for _, u := range unshaped(sh.m, name, grain) {
			if !slices.Contains(list, u) {
				list = append(list, u)
			}
		}
	}
	slices.SortFunc(list, func(a, c metric.Unshaped) int {
		return cmp.Or(cmp.Compare(a.Metric, c.Metric), cmp.Compare(a.Scenario, c.Scenario), a.Grain.Start.Compare(c.Grain.Start), a.Grain.End.Compare(c.Grain.End))
	})
	return list
}

// unshaped returns the grain, which has no shape, as an Unshaped for each scenario with a target to be split as last
// year.
func unshaped(m *metric.Model, name string, grain period.Period) []metric.Unshaped {
	var list []metric.Unshaped
	inside := func(d period.Date) bool { return grain.Start.Before(d) && d.Before(grain.End) }
	for i := range m.Targets {
		t := &m.Targets[i]
		if t.Metric != name || t.ShareOrDefault() != metric.AsLastYear || t.Per != grain.Unit {
			continue
		}
		u := metric.Unshaped{Metric: name, Scenario: t.ScenarioOrDefault(), Grain: grain, Within: false}
		for j := range m.Targets {
			o := &m.Targets[j]
			u.Within = u.Within || o.Metric == name && o.ScenarioOrDefault() == u.Scenario && (inside(o.From) || inside(o.DayAfter()))
		}
		if !slices.Contains(list, u) {
			list = append(list, u)
		}
	}
	return list
}

// UnshapedGrains returns the grains of a scenario in all that had to be split in a period, and were split by business
// days instead of as last year. A grain that is completely inside the period is not split.
func UnshapedGrains(all []metric.Unshaped, name string, s metric.Scenario, p period.Period) []period.Period {
	var list []period.Period
	for _, u := range all {
		inside := func(d period.Date) bool { return u.Grain.Start.Before(d) && d.Before(u.Grain.End) }
		meets := u.Grain.Start.Before(p.Close) && p.Start.Before(u.Grain.End)
		if u.Metric == name && u.Scenario == s && meets && (u.Within || inside(p.Start) || inside(p.End) || inside(p.Close)) {
			list = append(list, u.Grain)
		}
	}
	return list
}
