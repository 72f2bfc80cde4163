package book

import (
	"context"
	"fmt"
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/query"
	"bilan/report/metric/target"
)

// Holes returns the holes in a scenario of a metric that overlap a period, sorted by Grain and Key.
func (b *Book) Holes(name string, s metric.Scenario, p period.Period) []metric.Hole {
	var list []metric.Hole
	for _, h := range b.holes {
		if h.Metric == name && h.Scenario == s && h.Grain.Start.Before(p.Close) && p.Start.Before(h.Grain.End) {
			list = append(list, h)
		}
	}
	return list
}

// findHoles returns the holes in all scenarios of a metric, in the periods of asks.
func findHoles(ctx context.Context, m *metric.Model, engine metric.Engine, mt *metric.Metric, whole target.Plans, asks []metric.Ask) ([]metric.Hole, error) {
	if !mt.AddsUp || mt.Date == "" {
		return nil, nil
	}
	var found []metric.Hole
	for _, s := range []metric.Scenario{metric.TargetScenario, metric.Budget, metric.ForecastPlan, metric.Stretch} {
		for _, gs := range whole[s] {
			for i, dim := range gs.Target.By {
				list, err := soldHoles(ctx, m, engine, mt, target.Missing(m, gs, whole[s], s, i, asks))
				if err != nil {
					return nil, fmt.Errorf("by %s: %w", dim, err)
				}
				found = append(found, list...)
			}
		}
	}
	return found, nil
}

// soldHoles returns those holes of list in which the member has an actual, with the labels of the members.
func soldHoles(ctx context.Context, m *metric.Model, engine metric.Engine, mt *metric.Metric, list []metric.Hole) ([]metric.Hole, error) {
	if len(list) == 0 || !m.CanGroup(mt.Dataset, list[0].Dimension) {
		return nil, nil
	}
	grains := make([]period.Period, len(list))
	for i, h := range list {
		grains[i] = h.Grain
	}
	of := history.Group{Metric: mt.Name, By: list[0].Dimension}
	answer, err := familyAnswer{periods: history.Distinct(grains)}.ask(ctx, m, engine, []*metric.Metric{mt}, of.By)
	if err != nil {
		return nil, err
	}
	values, err := answer.valuesOf(of, grains, metric.NewOwners())
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(h metric.Hole) bool {
		v := values[history.Cell{Period: h.Grain, Key: h.Key}].Value
		return !v.OK() || v.Rat.Sign() == 0
	})
	if len(list) == 0 {
		return nil, nil
	}
	members, err := query.Members(ctx, m, engine, list[0].Dimension)
	for i := range list {
		list[i].Label = list[i].Key
		if at := slices.IndexFunc(members, func(m metric.Member) bool { return m.Key == list[i].Key }); at >= 0 {
			list[i].Label = members[at].Label
		}
	}
	return list, err
}
