package book

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// Parts are answers that can be split by the members of a dimension: the engine is asked once, grouped by member, and
// each member's figures are computed on request, so that a thousand of them are never in memory together. They must be
// used by one goroutine only.
type Parts struct {
	book      *Book
	dimension string
	of        map[history.Group]*computer
	members   map[history.Group]map[string][]metric.Member // of a pair by the first one's key
}

// Taken returns the asks that divide other asks by a dimension: by it alone, and by it together with their own dimension.
func Taken(asks []metric.Ask, dimension string) []metric.Ask {
	var list []metric.Ask
	for _, a := range asks {
		list = append(list, metric.Ask{Metric: a.Metric, By: dimension, Period: a.Period})
		if a.By != "" && a.By != dimension {
			list = append(list, metric.Ask{Metric: a.Metric, By: a.By, Of: dimension, Period: a.Period})
		}
	}
	return list
}

// ComputeParts is Compute that also splits the asks by the members of some dimensions, each asked of the engine in the
// same way. Asks of metrics whose rows do not say whose they are stay whole.
func ComputeParts(ctx context.Context, m *metric.Model, engine metric.Engine, asks []metric.Ask, dimensions []string) (*Book, error) {
	book, _, err := ComputeBoth(ctx, m, engine, asks, nil, dimensions)
	return book, err
}

// ComputeBoth is ComputeParts of the figures that a report shows, and ComputePast of those that tell what is usual. What
// both ask of a metric and dimension is one statement.
func ComputeBoth(ctx context.Context, m *metric.Model, engine metric.Engine, shown, past []metric.Ask, dimensions []string) (book, usual *Book, err error) {
	apart := map[string][]metric.Ask{}
	all := shown
	for _, dim := range dimensions {
		undivided := func(a metric.Ask) bool { return !m.Divides(a.Metric, dim) }
		apart[dim] = Taken(slices.DeleteFunc(withTerms(m, slices.Clone(shown)), undivided), dim)
		all = append(all[:len(all):len(all)], apart[dim]...)
	}
	before := newComputers(bare(m), engine, past, nil)
	cs := newComputers(m, engine, all, before)
	if book, err = cs.answer(ctx, withTerms(m, shown)); err != nil {
		return nil, nil, err
	}
	book.parts = map[string]*Parts{}
	for _, dim := range dimensions {
		p := &Parts{book: book, dimension: dim, of: map[history.Group]*computer{}, members: map[history.Group]map[string][]metric.Member{}}
		for _, a := range apart[dim] {
			if err := p.take(ctx, cs, a); err != nil {
				return nil, nil, fmt.Errorf("metric %q: %w", a.Metric, err)
			}
		}
		book.parts[dim] = p
	}
	usual, err = before.answer(ctx, withTerms(m, past))
	return book, usual, err
}

// Parts splits answers by a dimension of ComputeParts; nil for another dimension.
func (b *Book) Parts(dimension string) *Parts { return b.parts[dimension] }

// take loads the data for an ask, and compares its parts with the total.
func (p *Parts) take(ctx context.Context, cs *computers, a metric.Ask) error {
	g := history.Group{Metric: a.Metric, By: a.Cut()}
	c, err := cs.of(ctx, g)
	if err != nil {
		return err
	}
	if p.of[g] == nil {
		p.of[g], p.members[g] = c, map[string][]metric.Member{}
		for _, who := range c.members {
			key, _, _ := strings.Cut(who.Key, metric.PairKeys)
			p.members[g][key] = append(p.members[g][key], who)
		}
	}
	r := history.ReferenceOf(c.m, a.Period, c.whole.Span.Days)
	answer := metric.Answer{}
	answer.Total.AC, answer.Total.PY, answer.Total.PP = c.actuals(r, history.Cut{}, metric.Member{})
	add := func(s history.Cut, who metric.Member) {
		var f metric.Figure
		f.AC, f.PY, f.PP = c.actuals(r, s, who)
		answer.Slices = append(answer.Slices, metric.Slice{Figure: f})
	}
	for _, who := range c.members {
		add(history.Cut{By: g.By, Key: who.Key}, who)
	}
	if a.Of == "" {
		add(history.Cut{By: g.By, None: true}, metric.Member{})
	}
	return c.reconcile(answer, a)
}

// Answer is an ask's answer for one member, "" for the rows that match none: the answer as if only his rows existed. If
// the ask is by the dimension itself, he is the only slice.
func (p *Parts) Answer(a metric.Ask, key string) metric.Answer {
	own := p.of[history.Group{Metric: a.Metric, By: p.dimension}]
	if own == nil {
		return metric.Answer{}
	}
	who, s := metric.Member{Key: key}, history.Cut{By: p.dimension, Key: key, None: key == ""}
	if list := p.members[history.Group{Metric: a.Metric, By: p.dimension}][key]; len(list) > 0 {
		who = list[0]
		s.Last = who.Last
	}
	r := history.ReferenceOf(own.m, a.Period, own.whole.Span.Days)
	answer := metric.Answer{Total: own.figure(r, s, who), Rows: own.rows(a.Period, s)}
	switch a.By {
	case "":
	case p.dimension:
		answer.Slices = []metric.Slice{{Key: who.Key, Label: who.Label, Place: who.Place, Unassigned: s.None, Figure: answer.Total, Rows: answer.Rows}}
	default:
		answer.Slices = p.slices(a, key)
	}
	return answer
}

// slices cut a member's rows by the ask's dimension.
func (p *Parts) slices(a metric.Ask, key string) []metric.Slice {
	g := history.Group{Metric: a.Metric, By: metric.Ask{By: a.By, Of: p.dimension}.Cut()}
	c := p.of[g]
	if c == nil {
		return nil
	}
	r := history.ReferenceOf(c.m, a.Period, c.whole.Span.Days)
	var answer metric.Answer
	for _, who := range p.members[g][key] {
		s := history.Cut{By: g.By, Key: who.Key, Last: who.Last}
		f := c.figure(r, s, who)
		if who.In(a.Period) || c.shows(r, s) || f.Planned() {
			answer.Slices = append(answer.Slices, metric.Slice{Key: who.Key, Label: who.Label, Place: who.Place, Figure: f, Rows: c.rows(a.Period, s)})
		}
	}
	answer.Unpair()
	for i, s := range answer.Slices {
		if s.Unassigned { // the last, as in every answer
			answer.Slices = append(append(answer.Slices[:i:i], answer.Slices[i+1:]...), s)
			break
		}
	}
	return answer.Slices
}

// Keys are the members that have rows or a target in any of some asks, in no order.
func (p *Parts) Keys() []string {
	seen := map[string]bool{}
	for g, c := range p.of {
		if g.By == p.dimension {
			for _, who := range c.members {
				seen[who.Key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Rows is how many rows of an ask's metric a member has in its period, "" for those that match none.
func (p *Parts) Rows(a metric.Ask, key string) int64 {
	if c := p.of[history.Group{Metric: a.Metric, By: p.dimension}]; c != nil {
		return c.rows(a.Period, history.Cut{By: p.dimension, Key: key, None: key == ""})
	}
	return 0
}

// Steps are the changes of a member's target inside a period.
func (p *Parts) Steps(name string, in period.Period, key string) []metric.Step {
	c := p.of[history.Group{Metric: name, By: p.dimension}]
	if c == nil {
		return nil
	}
	list := c.sharing.Steps(c.cutPlans[metric.TargetScenario], history.Cut{By: p.dimension, Key: key, None: key == ""}, in)
	for i := range list {
		list[i].Metric, list[i].Period = name, in
	}
	return list
}

// Total is the whole's value for an ask, from the same answers.
func (p *Parts) Total(a metric.Ask) metric.Num {
	c := p.of[history.Group{Metric: a.Metric, By: p.dimension}]
	if c == nil {
		return metric.Num{}
	}
	ac, _, _ := c.actuals(history.ReferenceOf(c.m, a.Period, c.whole.Span.Days), history.Cut{}, metric.Member{})
	return ac
}

// Value is a member's value for an ask, "" for the rows that match none, without comparisons.
func (p *Parts) Value(a metric.Ask, key string) metric.Num {
	c := p.of[history.Group{Metric: a.Metric, By: p.dimension}]
	if c == nil {
		return metric.Num{}
	}
	ac, _, _ := c.actuals(history.ReferenceOf(c.m, a.Period, c.whole.Span.Days), history.Cut{By: p.dimension, Key: key, None: key == ""}, metric.Member{})
	return ac
}
