package target

import (
	"cmp"
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
)

// UnshapedIn adds to a list, which is sorted and without duplicates, the grains for which a shape was requested and does
// not exist.
func (sh *Sharing) UnshapedIn(name string, list []metric.Unshaped) []metric.Unshaped {
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

// unshaped is a grain without a shape in each scenario that would be shared out by it.
func unshaped(m *metric.Model, name string, grain period.Period) []metric.Unshaped {
	var list []metric.Unshaped
	inside := func(d period.Date) bool { return grain.Start.Before(d) && d.Before(grain.End) }
	for i := range m.Targets {
		t := &m.Targets[i]
		if t.Metric != name || t.SharedOut() != metric.AsLastYear || t.Per != grain.Unit {
			continue
		}
		u := metric.Unshaped{Metric: name, Scenario: t.BelongsTo(), Grain: grain, Within: false}
		for j := range m.Targets {
			o := &m.Targets[j]
			u.Within = u.Within || o.Metric == name && o.BelongsTo() == u.Scenario && (inside(o.From) || inside(o.After()))
		}
		if !slices.Contains(list, u) {
			list = append(list, u)
		}
	}
	return list
}

// Unshared are the grains, in order, of a scenario that are split by business days in a period although its target is
// to be split as last year. A grain entirely within the period is not split.
func Unshared(all []metric.Unshaped, name string, s metric.Scenario, p period.Period) []period.Period {
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
