package metric

import "context"

// Terms are the metrics with values of their own that a metric is made of: those of its formula, through other formulas, or
// itself.
func (m *Model) Terms(name string) []string {
	if mt := m.Metrics[name]; mt != nil && mt.Formula != nil {
		return mt.Terms
	}
	return []string{name}
}

// CutFormulas ends what is known of each formula where it ends for the first of its terms.
func (m *Model) CutFormulas() {
	for _, mt := range m.Metrics {
		for _, term := range mt.Terms {
			of := m.Metrics[term]
			if mt.Date != "" && !of.CutOff.IsZero() && (mt.CutOff.IsZero() || of.CutOff.Before(mt.CutOff)) {
				mt.CutOff, mt.Newest = of.CutOff, of.Newest
			}
		}
	}
}

// withTerms adds to the asks those of the metrics that formulas are made of.
func (m *Model) withTerms(asks []Ask) []Ask {
	asked, seen := asks[:len(asks):len(asks)], make(map[Ask]bool, len(asks))
	for _, a := range asks {
		seen[a] = true
	}
	for _, a := range asks {
		for _, term := range m.Terms(a.Metric) {
			if of := (Ask{term, a.By, a.Period, a.Of}); !seen[of] {
				seen[of], asked = true, append(asked, of)
			}
		}
	}
	return asked
}

// computers are those of the groups that were loaded, so that formulas find their terms.
type computers struct {
	m       *Model
	engine  Engine
	known   *memory
	byGroup map[group][]Ask
	loaded  map[group]*computer
}

// of loads a group once.
func (cs *computers) of(ctx context.Context, g group) (*computer, error) {
	if c := cs.loaded[g]; c != nil {
		return c, nil
	}
	c := &computer{m: cs.m, engine: cs.engine, owners: cs.known.owners, group: g, metric: cs.m.Metrics[g.metric], asks: cs.byGroup[g]}
	cs.loaded[g] = c
	if c.metric.Formula == nil {
		return c, c.load(ctx, cs.known)
	}
	for _, term := range c.metric.Terms {
		t, err := cs.of(ctx, group{term, g.by})
		if err != nil {
			return nil, err
		}
		c.terms = append(c.terms, t)
	}
	return c, c.loadDerived(ctx, cs.known)
}

// loadDerived reads a formula's own targets and, without a roster, the members that any of its terms or targets has.
func (c *computer) loadDerived(ctx context.Context, known *memory) (err error) {
	c.sharing = c.m.sharing(c.metric, facts{})
	if c.wholePlans, err = c.m.loadTargets(ctx, c.engine, group{c.metric.Name, ""}, known.targets); err != nil || c.group.by == "" {
		return err
	}
	if c.cutPlans, err = c.m.loadTargets(ctx, c.engine, c.group, known.targets); err != nil {
		return err
	}
	if of, by, pair := pairOf(c.group.by); pair {
		c.members, err = c.pairs(ctx, of, by)
		return err
	}
	c.members = c.terms[0].members
	if c.listed = c.terms[0].listed; !c.listed {
		c.members = c.m.ordered(c.group.by, c.found())
	}
	return nil
}

// term is a metric's figure in a formula's terms.
type term struct{ ac, py, pp Num }

// derived evaluates a formula for a slice: each term as its own metric has it, compared with its own last year and period before.
// Where no term has a row, nothing was divided: 0/0 is no data there.
func (c *computer) derived(r reference, s slice, who Member) (ac, py, pp Num) {
	values := make(map[string]term, len(c.terms))
	for _, t := range c.terms {
		var of term
		of.ac, of.py, of.pp = t.actuals(t.reference(r), s, who)
		values[t.metric.Name] = of
	}
	ac = c.m.evaluate(c.metric, func(name string) Num { return values[name].ac })
	py = c.m.evaluate(c.metric, func(name string) Num { return values[name].py })
	pp = c.m.evaluate(c.metric, func(name string) Num { return values[name].pp })
	if ac.State == Undefined && !c.has(r.ac, s) {
		ac = None(NoData)
	}
	return ac, py, pp
}

// evaluate is a formula's value, through the formulas that it names.
func (m *Model) evaluate(mt *Metric, of func(name string) Num) Num {
	return mt.Formula.Value(func(name string) Num {
		if inner := m.Metrics[name]; inner != nil && inner.Formula != nil {
			return m.evaluate(inner, of)
		}
		return of(name)
	})
}

// reference is what a period is compared with: of a formula's term, as the term's own days have it.
func (c *computer) reference(r reference) reference { return c.m.reference(r.ac, c.whole.span.days) }
