package metric

import (
	"context"

	"bilan/internal/period"
)

// memory is what the groups of a metric have in common, so that the engine is asked for it once.
type memory struct {
	asks    map[string][]Ask // of all groups, by metric
	spans   map[string]span
	days    map[Dates][]period.Date
	wholes  map[string]*sharing // by metric
	targets targetRows
	owners  *owners
	holes   map[string][]Hole // by metric

	answers        map[group]together
	undated, empty map[string]together // by metric
}

// daysOf asks once for the days of a metric's dataset, whichever metrics share them.
func (k *memory) daysOf(ctx context.Context, c *computer) (days []period.Date, err error) {
	at := Dates{c.metric.Dataset, c.metric.Date}
	days, ok := k.days[at]
	if !ok {
		days, err = c.m.DaysOf(ctx, c.engine, at)
		k.days[at] = days
	}
	return days, err
}

func newMemory(asks []Ask) *memory {
	known := &memory{
		asks: map[string][]Ask{}, spans: map[string]span{}, days: map[Dates][]period.Date{}, wholes: map[string]*sharing{}, targets: targetRows{}, owners: newOwners(), holes: map[string][]Hole{},
		answers: map[group]together{}, undated: map[string]together{}, empty: map[string]together{},
	}
	for _, a := range asks {
		known.asks[a.Metric] = append(known.asks[a.Metric], a)
	}
	return known
}

// load asks for everything that the group's answers are made of.
func (c *computer) load(ctx context.Context, known *memory) (err error) {
	if err = c.loadWhole(ctx, known); err != nil || c.group.by == "" {
		return err
	}
	if c.cut.values, err = known.values(ctx, c, c.group); err != nil {
		return err
	}
	if c.cutPlans, err = c.m.loadTargets(ctx, c.engine, c.group, known.targets); err != nil {
		return err
	}
	c.cutPlans.pierce(known.holes[c.metric.Name])
	if of, by, pair := pairOf(c.group.by); pair {
		c.members, err = c.pairs(ctx, of, by)
		return err
	}
	c.members, err = c.m.Members(ctx, c.engine, c.group.by)
	c.listed = c.members != nil
	if !c.listed {
		c.members = c.found()
	}
	c.members = c.m.ordered(c.group.by, c.members)
	return err
}

func (c *computer) loadWhole(ctx context.Context, known *memory) (err error) {
	whole := group{c.metric.Name, ""}
	if c.sharing = known.wholes[whole.metric]; c.sharing == nil {
		var f facts
		if f.span, err = c.spanOf(ctx, known); err != nil {
			return err
		}
		if f.empty, err = known.overNothing(ctx, c); err != nil {
			return err
		}
		if f.values, err = known.values(ctx, c, whole); err != nil {
			return err
		}
		c.sharing = c.m.sharing(c.metric, f)
		known.wholes[whole.metric] = c.sharing
	}
	c.whole = c.sharing.whole
	c.cut.span, c.cut.empty = c.whole.span, c.whole.empty
	if c.wholePlans, err = c.m.loadTargets(ctx, c.engine, whole, known.targets); err != nil {
		return err
	}
	holes, ok := known.holes[c.metric.Name]
	if !ok {
		if holes, err = c.m.holes(ctx, c.engine, c.metric, c.wholePlans, known.asks[c.metric.Name]); err != nil {
			return err
		}
		known.holes[c.metric.Name] = holes
	}
	c.wholePlans.pierce(holes)
	return nil
}

// overNothing is the metric's value over no row.
func (k *memory) overNothing(ctx context.Context, c *computer) (Num, error) {
	t, err := k.outside(ctx, c, k.empty, func(family []*Metric) string { return c.m.emptySQL(c.metric.Dataset, expressions(family)) })
	if err != nil {
		return Num{}, err
	}
	return overNothing(t.Rows[0][t.columns[c.metric.Name]], c.metric.AddsUp || c.metric.MembersAdd)
}
