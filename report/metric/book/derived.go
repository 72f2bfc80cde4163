package book

import (
	"context"
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/query"
	"bilan/report/metric/target"
)

// withTerms returns the asks, and those for the terms of formulas.
func withTerms(m *metric.Model, asks []metric.Ask) []metric.Ask {
	asked, seen := asks[:len(asks):len(asks)], make(map[metric.Ask]bool, len(asks))
	for _, a := range asks {
		seen[a] = true
	}
	for _, a := range asks {
		for _, term := range m.Terms(a.Metric) {
			if of := (metric.Ask{Metric: term, By: a.By, Period: a.Period, Of: a.Of}); !seen[of] {
				seen[of], asked = true, append(asked, of)
			}
		}
	}
	return asked
}

// computers creates the computer of each group once, so that formulas share those of their terms.
type computers struct {
	m       *metric.Model
	engine  metric.Engine
	known   *memory
	byGroup map[history.Group][]metric.Ask
	loaded  map[history.Group]*computer
}

// forGroup returns the computer of a group, and loads its data at the first call.
func (cs *computers) forGroup(ctx context.Context, g history.Group) (*computer, error) {
	if c := cs.loaded[g]; c != nil {
		return c, nil
	}
	c := &computer{m: cs.m, engine: cs.engine, owners: cs.known.owners, group: g, metric: cs.m.Metrics[g.Metric], asks: cs.byGroup[g]}
	cs.loaded[g] = c
	if c.metric.Formula == nil {
		return c, c.load(ctx, cs.known)
	}
	for _, term := range c.metric.Terms {
		t, err := cs.forGroup(ctx, history.Group{Metric: term, By: g.By})
		if err != nil {
			return nil, err
		}
		c.terms = append(c.terms, t)
	}
	return c, c.loadDerived(ctx, cs.known)
}

// loadDerived loads the targets of a metric with a formula, and its members: without a roster, all members of its terms
// and targets.
func (c *computer) loadDerived(ctx context.Context, known *memory) (err error) {
	c.sharing = target.NewSharing(c.m, c.metric, history.Facts{})
	if c.wholePlans, err = target.Load(ctx, c.m, c.engine, history.Group{Metric: c.metric.Name, By: ""}, known.targets); err != nil || c.group.By == "" {
		return err
	}
	if c.cutPlans, err = target.Load(ctx, c.m, c.engine, c.group, known.targets); err != nil {
		return err
	}
	if of, by, pair := metric.PairOf(c.group.By); pair {
		c.members, err = c.pairs(ctx, of, by)
		return err
	}
	c.members = c.terms[0].members
	if c.listed = c.terms[0].listed; !c.listed {
		c.members = query.OrderMembers(c.m, c.group.By, c.membersInData())
	}
	return nil
}

// term is the values of one term of a formula.
type term struct{ ac, py, pp metric.Num }

// derived returns the values of a formula for a slice, in a period and its comparison periods, from the values of its
// terms. If no term has a row, 0 ÷ 0 is NoData instead of Undefined.
func (c *computer) derived(r history.Reference, s history.Cut, who metric.Member) (ac, py, pp metric.Num) {
	values := make(map[string]term, len(c.terms))
	for _, t := range c.terms {
		var of term
		of.ac, of.py, of.pp = t.actuals(t.reference(r), s, who)
		values[t.metric.Name] = of
	}
	ac = c.m.Evaluate(c.metric, func(name string) metric.Num { return values[name].ac })
	py = c.m.Evaluate(c.metric, func(name string) metric.Num { return values[name].py })
	pp = c.m.Evaluate(c.metric, func(name string) metric.Num { return values[name].pp })
	for _, of := range []struct {
		num *metric.Num
		in  func(history.Reference) period.Period
	}{
		{&ac, func(r history.Reference) period.Period { return r.AC }},
		{&py, func(r history.Reference) period.Period { return r.PY }},
		{&pp, func(r history.Reference) period.Period { return r.PP }},
	} {
		divided := slices.ContainsFunc(c.terms, func(t *computer) bool { return t.hasRows(of.in(t.reference(r)), s) })
		if of.num.State == metric.Undefined && !divided {
			*of.num = metric.NoNum(metric.NoData)
		}
	}
	return ac, py, pp
}

// reference returns the comparison periods of r.AC for this metric, whose data may begin and end on other days than
// that of the formula.
func (c *computer) reference(r history.Reference) history.Reference {
	return history.ReferenceOf(c.m, r.AC, c.whole.Span.Days)
}

// count is the number of rows of a slice in a period; for a formula, the smallest number of its terms.
func (c *computer) count(p period.Period, s history.Cut) int64 {
	if len(c.terms) == 0 {
		return c.facts(s).Values[history.Cell{Period: p, Key: s.Key, None: s.None}].Rows
	}
	least := c.terms[0].count(p, s)
	for _, t := range c.terms[1:] {
		least = min(least, t.count(p, s))
	}
	return least
}
