package metric

import (
	"cmp"
	"slices"

	"bilan/internal/period"
)

// Unshaped is a grain of a target that could not be shared out as last year, for want of a whole year's actuals: it was
// shared out by business days.
type Unshaped struct {
	Metric   string
	Scenario Scenario
	Grain    period.Period
	within   bool // a target begins or ends inside of it: the whole grain is shared out too
}

// fellBack notes the grains that were asked for a shape and have none.
func (b *Book) fellBack(metric string, sh *sharing) {
	for grain, s := range sh.shapes {
		if s.ok {
			continue
		}
		for _, u := range sh.m.unshaped(metric, grain) {
			if !slices.Contains(b.Unshaped, u) {
				b.Unshaped = append(b.Unshaped, u)
			}
		}
	}
	slices.SortFunc(b.Unshaped, func(a, c Unshaped) int {
		return cmp.Or(cmp.Compare(a.Metric, c.Metric), cmp.Compare(a.Scenario, c.Scenario), a.Grain.Start.Compare(c.Grain.Start), a.Grain.End.Compare(c.Grain.End))
	})
}

// unshaped is a grain without a shape in each scenario that would be shared out by it.
func (m *Model) unshaped(metric string, grain period.Period) []Unshaped {
	var list []Unshaped
	inside := func(d period.Date) bool { return grain.Start.Before(d) && d.Before(grain.End) }
	for i := range m.Targets {
		t := &m.Targets[i]
		if t.Metric != metric || t.share() != AsLastYear || t.Per != grain.Unit {
			continue
		}
		u := Unshaped{metric, t.scenario(), grain, false}
		for j := range m.Targets {
			o := &m.Targets[j]
			u.within = u.within || o.Metric == metric && o.scenario() == u.Scenario && (inside(o.From) || inside(o.after()))
		}
		if !slices.Contains(list, u) {
			list = append(list, u)
		}
	}
	return list
}

// Unshared are the grains, in order, of which a scenario counts in a period by business days though its target says as
// last year. Of a grain that lies in the period as a whole nothing is shared out.
func (b *Book) Unshared(name string, s Scenario, p period.Period) []period.Period {
	var list []period.Period
	for _, u := range b.Unshaped {
		inside := func(d period.Date) bool { return u.Grain.Start.Before(d) && d.Before(u.Grain.End) }
		meets := u.Grain.Start.Before(p.Close) && p.Start.Before(u.Grain.End)
		if u.Metric == name && u.Scenario == s && meets && (u.within || inside(p.Start) || inside(p.End) || inside(p.Close)) {
			list = append(list, u.Grain)
		}
	}
	return list
}
