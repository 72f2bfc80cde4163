package metric

import (
	"context"
	"fmt"
	"strings"

	"bilan/internal/period"
)

// Parts are answers that are taken apart by the members of a dimension: what the engine was asked once, grouped by the member, becomes each
// member's figures when they are wanted, so that a thousand of them are never in memory together. They are for one goroutine.
type Parts struct {
	book      *Book
	dimension string
	of        map[group]*computer
	members   map[group]map[string][]Member // of a pair by the first one's key
}

// Taken are the asks whose answers take some asks apart by a dimension: by it alone, and by it with what they are cut by.
func Taken(asks []Ask, dimension string) []Ask {
	var list []Ask
	for _, a := range asks {
		list = append(list, Ask{Metric: a.Metric, By: dimension, Period: a.Period})
		if a.By != "" && a.By != dimension {
			list = append(list, Ask{Metric: a.Metric, By: a.By, Of: dimension, Period: a.Period})
		}
	}
	return list
}

// ComputeParts is Compute that also takes the asks apart by the members of some dimensions, each asked of the engine in the same way.
func (m *Model) ComputeParts(ctx context.Context, engine Engine, asks []Ask, dimensions []string) (*Book, error) {
	apart := map[string][]Ask{}
	all := asks
	for _, dim := range dimensions {
		apart[dim] = Taken(m.withTerms(asks), dim)
		all = append(all[:len(all):len(all)], apart[dim]...)
	}
	book, cs, err := m.compute(ctx, engine, asks, all)
	if err != nil {
		return nil, err
	}
	book.parts = map[string]*Parts{}
	for _, dim := range dimensions {
		p := &Parts{book: book, dimension: dim, of: map[group]*computer{}, members: map[group]map[string][]Member{}}
		for _, a := range apart[dim] {
			if err := p.take(ctx, cs, a); err != nil {
				return nil, fmt.Errorf("metric %q: %w", a.Metric, err)
			}
		}
		book.parts[dim] = p
	}
	return book, nil
}

// Parts takes answers apart by a dimension of ComputeParts; nil for another.
func (b *Book) Parts(dimension string) *Parts { return b.parts[dimension] }

// take loads what an ask needs, and holds its parts against the total.
func (p *Parts) take(ctx context.Context, cs *computers, a Ask) error {
	g := group{a.Metric, a.cut()}
	c, err := cs.of(ctx, g)
	if err != nil {
		return err
	}
	if p.of[g] == nil {
		p.of[g], p.members[g] = c, map[string][]Member{}
		for _, who := range c.members {
			key, _, _ := strings.Cut(who.Key, pairKeys)
			p.members[g][key] = append(p.members[g][key], who)
		}
	}
	r := c.m.reference(a.Period, c.whole.span.days)
	answer := Answer{}
	answer.Total.AC, answer.Total.PY, answer.Total.PP = c.actuals(r, slice{}, Member{})
	add := func(s slice, who Member) {
		var f Figure
		f.AC, f.PY, f.PP = c.actuals(r, s, who)
		answer.Slices = append(answer.Slices, Slice{Figure: f})
	}
	for _, who := range c.members {
		add(slice{by: g.by, key: who.Key}, who)
	}
	if a.Of == "" {
		add(slice{by: g.by, none: true}, Member{})
	}
	return c.reconcile(answer, a)
}

// Answer is what an ask has for one member, "" for the rows that match none: the answer that there would be if only his rows were there. Of
// an ask cut by the dimension itself he is the only slice.
func (p *Parts) Answer(a Ask, key string) Answer {
	own := p.of[group{a.Metric, p.dimension}]
	if own == nil {
		return Answer{}
	}
	who, s := Member{Key: key}, slice{by: p.dimension, key: key, none: key == ""}
	if list := p.members[group{a.Metric, p.dimension}][key]; len(list) > 0 {
		who = list[0]
		s.last = who.Last
	}
	r := own.m.reference(a.Period, own.whole.span.days)
	answer := Answer{Total: own.figure(r, s, who), Rows: own.rows(a.Period, s)}
	switch a.By {
	case "":
	case p.dimension:
		answer.Slices = []Slice{{Key: who.Key, Label: who.Label, Place: who.Place, Unassigned: s.none, Figure: answer.Total, Rows: answer.Rows}}
	default:
		answer.Slices = p.slices(a, key)
	}
	return answer
}

// slices cut a member's rows by the ask's dimension.
func (p *Parts) slices(a Ask, key string) []Slice {
	g := group{a.Metric, Ask{By: a.By, Of: p.dimension}.cut()}
	c := p.of[g]
	if c == nil {
		return nil
	}
	r := c.m.reference(a.Period, c.whole.span.days)
	var answer Answer
	for _, who := range p.members[g][key] {
		s := slice{by: g.by, key: who.Key, last: who.Last}
		f := c.figure(r, s, who)
		if who.in(a.Period) || c.shows(r, s) || f.planned() {
			answer.Slices = append(answer.Slices, Slice{Key: who.Key, Label: who.Label, Place: who.Place, Figure: f, Rows: c.rows(a.Period, s)})
		}
	}
	answer.unpair()
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
		if g.by == p.dimension {
			for _, who := range c.members {
				seen[who.Key] = true
			}
		}
	}
	return sortedKeys(seen)
}

// Rows is how many rows of an ask's metric a member has in its period, "" for those that match none.
func (p *Parts) Rows(a Ask, key string) int64 {
	if c := p.of[group{a.Metric, p.dimension}]; c != nil {
		return c.rows(a.Period, slice{by: p.dimension, key: key, none: key == ""})
	}
	return 0
}

// Steps are the changes of a member's target inside a period.
func (p *Parts) Steps(name string, in period.Period, key string) []Step {
	c := p.of[group{name, p.dimension}]
	if c == nil {
		return nil
	}
	list := c.sharing.steps(c.cutPlans[TargetScenario], slice{by: p.dimension, key: key, none: key == ""}, in)
	for i := range list {
		list[i].Metric, list[i].Period = name, in
	}
	return list
}

// Total is what the whole has in an ask, from the same answers.
func (p *Parts) Total(a Ask) Num {
	c := p.of[group{a.Metric, p.dimension}]
	if c == nil {
		return Num{}
	}
	ac, _, _ := c.actuals(c.m.reference(a.Period, c.whole.span.days), slice{}, Member{})
	return ac
}

// Value is what a member has in an ask, "" for the rows that match none, without what it is compared with.
func (p *Parts) Value(a Ask, key string) Num {
	c := p.of[group{a.Metric, p.dimension}]
	if c == nil {
		return Num{}
	}
	ac, _, _ := c.actuals(c.m.reference(a.Period, c.whole.span.days), slice{by: p.dimension, key: key, none: key == ""}, Member{})
	return ac
}
