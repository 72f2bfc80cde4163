package book

import (
	"context"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/query"
	"bilan/report/metric/target"
)

// memory is the answers of the engine that several groups use, so that it is asked only once.
type memory struct {
	asks    map[string][]metric.Ask // all asks, by metric
	spans   map[string]history.Span
	days    map[metric.DateColumn][]period.Date
	wholes  map[string]*target.Sharing // by metric
	targets target.Read
	owners  *metric.Owners
	holes   map[string][]metric.Hole // by metric

	answers        map[history.Group]familyAnswer
	before         map[history.Group]familyAnswer // answers of other computers that may contain the same values
	past           *computers                     // the computers whose periods are asked for too; nil for none
	undated, empty map[string]familyAnswer        // by metric
}

// daysOf returns the days with rows in a metric's dataset. It asks once for all metrics with the same column of dates.
func (k *memory) daysOf(ctx context.Context, c *computer) (days []period.Date, err error) {
	at := metric.DateColumn{Dataset: c.metric.Dataset, Column: c.metric.Date}
	days, ok := k.days[at]
	if !ok {
		days, err = query.DaysOf(ctx, c.m, c.engine, at)
		k.days[at] = days
	}
	return days, err
}

func newMemory(asks []metric.Ask) *memory {
	known := &memory{
		asks: map[string][]metric.Ask{}, spans: map[string]history.Span{}, days: map[metric.DateColumn][]period.Date{}, wholes: map[string]*target.Sharing{}, targets: target.Read{}, owners: metric.NewOwners(), holes: map[string][]metric.Hole{},
		answers: map[history.Group]familyAnswer{}, undated: map[string]familyAnswer{}, empty: map[string]familyAnswer{},
	}
	for _, a := range asks {
		known.asks[a.Metric] = append(known.asks[a.Metric], a)
	}
	return known
}

// load loads values, targets and members of the group.
func (c *computer) load(ctx context.Context, known *memory) (err error) {
	if err = c.loadWhole(ctx, known); err != nil || c.group.By == "" {
		return err
	}
	if c.cut.Values, err = known.values(ctx, c, c.group); err != nil {
		return err
	}
	if c.cutPlans, err = target.Load(ctx, c.m, c.engine, c.group, known.targets); err != nil {
		return err
	}
	c.cutPlans.MarkHoles(known.holes[c.metric.Name])
	if of, by, pair := metric.PairOf(c.group.By); pair {
		c.members, err = c.pairs(ctx, of, by)
		return err
	}
	c.members, err = query.Members(ctx, c.m, c.engine, c.group.By)
	c.listed = c.members != nil
	if !c.listed {
		c.members = c.membersInData()
	}
	c.members = query.OrderMembers(c.m, c.group.By, c.members)
	return err
}

func (c *computer) loadWhole(ctx context.Context, known *memory) (err error) {
	whole := history.Group{Metric: c.metric.Name, By: ""}
	if c.sharing = known.wholes[whole.Metric]; c.sharing == nil {
		var f history.Facts
		if f.Span, err = c.spanOf(ctx, known); err != nil {
			return err
		}
		if f.Empty, err = known.overNothing(ctx, c); err != nil {
			return err
		}
		if f.Values, err = known.values(ctx, c, whole); err != nil {
			return err
		}
		c.sharing = target.NewSharing(c.m, c.metric, f)
		known.wholes[whole.Metric] = c.sharing
	}
	c.whole = c.sharing.Whole
	c.cut.Span, c.cut.Empty = c.whole.Span, c.whole.Empty
	if c.wholePlans, err = target.Load(ctx, c.m, c.engine, whole, known.targets); err != nil {
		return err
	}
	holes, ok := known.holes[c.metric.Name]
	if !ok {
		if holes, err = findHoles(ctx, c.m, c.engine, c.metric, c.wholePlans, known.asks[c.metric.Name]); err != nil {
			return err
		}
		known.holes[c.metric.Name] = holes
	}
	c.wholePlans.MarkHoles(holes)
	return nil
}

// overNothing is the metric's value over an empty set of rows.
func (k *memory) overNothing(ctx context.Context, c *computer) (metric.Num, error) {
	t, err := k.askOutsidePeriods(ctx, c, k.empty, func(family []*metric.Metric) string {
		return query.EmptySQL(c.m, c.metric.Dataset, query.Expressions(family))
	})
	if err != nil {
		return metric.Num{}, err
	}
	return query.ReadOverNothing(t.Rows[0][t.columns[c.metric.Name]], c.metric.AddsUp || c.metric.MembersAdd)
}
