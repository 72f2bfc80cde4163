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

// Parts computes the answers for single members of a dimension. The engine was asked once, grouped by member; the
// figures of a member are computed at each call, so that those of all members need not be in memory together. Parts
// must be used by one goroutine only.
type Parts struct {
	book      *Book
	dimension string
	computers map[history.Group]*computer
	members   map[history.Group]map[string][]metric.Member // by key; pairs by the key of their first member
}

// AsksByMember returns the asks that Parts needs to answer asks for the members of a dimension: by that dimension
// alone, and for an ask by another dimension, by both.
func AsksByMember(asks []metric.Ask, dimension string) []metric.Ask {
	var list []metric.Ask
	for _, a := range asks {
		list = append(list, metric.Ask{Metric: a.Metric, By: dimension, Period: a.Period})
		if a.By != "" && a.By != dimension {
			list = append(list, metric.Ask{Metric: a.Metric, By: a.By, Of: dimension, Period: a.Period})
		}
	}
	return list
}

// ComputeParts is Compute, and also loads Book.Parts of some dimensions. A metric whose rows have no member of a
// dimension has no parts there.
func ComputeParts(ctx context.Context, m *metric.Model, engine metric.Engine, asks []metric.Ask, dimensions []string) (*Book, error) {
	book, _, err := ComputeBoth(ctx, m, engine, asks, nil, dimensions)
	return book, err
}

// ComputeBoth is ComputeParts for the asks shown and ComputePast for the asks past. It asks with one statement for the
// values that both need of a metric and a dimension.
func ComputeBoth(ctx context.Context, m *metric.Model, engine metric.Engine, shown, past []metric.Ask, dimensions []string) (book, usual *Book, err error) {
	apart := map[string][]metric.Ask{}
	all := shown
	for _, dim := range dimensions {
		undivided := func(a metric.Ask) bool { return !m.CanDivide(a.Metric, dim) }
		apart[dim] = AsksByMember(slices.DeleteFunc(withTerms(m, slices.Clone(shown)), undivided), dim)
		all = append(all[:len(all):len(all)], apart[dim]...)
	}
	before := newComputers(withoutComparisons(m), engine, past, nil)
	cs := newComputers(m, engine, all, before)
	if book, err = cs.answer(ctx, withTerms(m, shown)); err != nil {
		return nil, nil, err
	}
	book.parts = map[string]*Parts{}
	for _, dim := range dimensions {
		p := &Parts{book: book, dimension: dim, computers: map[history.Group]*computer{}, members: map[history.Group]map[string][]metric.Member{}}
		for _, a := range apart[dim] {
			if err := p.load(ctx, cs, a); err != nil {
				return nil, nil, fmt.Errorf("metric %q: %w", a.Metric, err)
			}
		}
		book.parts[dim] = p
	}
	usual, err = before.answer(ctx, withTerms(m, past))
	return book, usual, err
}

// Parts returns the parts for a dimension given to ComputeParts; nil for another dimension.
func (b *Book) Parts(dimension string) *Parts { return b.parts[dimension] }

// load loads the data for an ask by members, and returns an error unless the members sum to the total.
func (p *Parts) load(ctx context.Context, cs *computers, a metric.Ask) error {
	g := history.Group{Metric: a.Metric, By: a.Cut()}
	c, err := cs.forGroup(ctx, g)
	if err != nil {
		return err
	}
	if p.computers[g] == nil {
		p.computers[g], p.members[g] = c, map[string][]metric.Member{}
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

// Answer is the answer to an ask for the member with this key, as if only his rows existed. "" is the key of the rows
// that match no member. If the ask is by the dimension itself, the member is the only slice.
func (p *Parts) Answer(a metric.Ask, key string) metric.Answer {
	own := p.computers[history.Group{Metric: a.Metric, By: p.dimension}]
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

// slices returns the slices of a member's rows by the dimension of the ask.
func (p *Parts) slices(a metric.Ask, key string) []metric.Slice {
	g := history.Group{Metric: a.Metric, By: metric.Ask{By: a.By, Of: p.dimension}.Cut()}
	c := p.computers[g]
	if c == nil {
		return nil
	}
	r := history.ReferenceOf(c.m, a.Period, c.whole.Span.Days)
	var answer metric.Answer
	for _, who := range p.members[g][key] {
		s := history.Cut{By: g.By, Key: who.Key, Last: who.Last}
		f := c.figure(r, s, who)
		if who.ActiveIn(a.Period) || c.hasRowsCompared(r, s) || f.HasAnyTarget() {
			answer.Slices = append(answer.Slices, metric.Slice{Key: who.Key, Label: who.Label, Place: who.Place, Figure: f, Rows: c.rows(a.Period, s)})
		}
	}
	answer.SplitPairKeys()
	for i, s := range answer.Slices {
		if s.Unassigned { // moves to the end, as in every answer
			answer.Slices = append(append(answer.Slices[:i:i], answer.Slices[i+1:]...), s)
			break
		}
	}
	return answer.Slices
}

// Keys returns the keys of all members, sorted.
func (p *Parts) Keys() []string {
	seen := map[string]bool{}
	for g, c := range p.computers {
		if g.By == p.dimension {
			for _, who := range c.members {
				seen[who.Key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Rows is the number of rows of an ask's metric in its period, for the member with this key. "" is the key of the rows
// that match no member.
func (p *Parts) Rows(a metric.Ask, key string) int64 {
	if c := p.computers[history.Group{Metric: a.Metric, By: p.dimension}]; c != nil {
		return c.rows(a.Period, history.Cut{By: p.dimension, Key: key, None: key == ""})
	}
	return 0
}

// Steps returns the changes of a member's target inside a period.
func (p *Parts) Steps(name string, in period.Period, key string) []metric.Step {
	c := p.computers[history.Group{Metric: name, By: p.dimension}]
	if c == nil {
		return nil
	}
	list := c.sharing.Steps(c.cutPlans[metric.TargetScenario], history.Cut{By: p.dimension, Key: key, None: key == ""}, in)
	for i := range list {
		list[i].Metric, list[i].Period = name, in
	}
	return list
}

// Total is the actual of all members together for an ask, from the same answers as the members'.
func (p *Parts) Total(a metric.Ask) metric.Num {
	c := p.computers[history.Group{Metric: a.Metric, By: p.dimension}]
	if c == nil {
		return metric.Num{}
	}
	ac, _, _ := c.actuals(history.ReferenceOf(c.m, a.Period, c.whole.Span.Days), history.Cut{}, metric.Member{})
	return ac
}

// Value is the actual for an ask of the member with this key. "" is the key of the rows that match no member.
func (p *Parts) Value(a metric.Ask, key string) metric.Num {
	c := p.computers[history.Group{Metric: a.Metric, By: p.dimension}]
	if c == nil {
		return metric.Num{}
	}
	ac, _, _ := c.actuals(history.ReferenceOf(c.m, a.Period, c.whole.Span.Days), history.Cut{By: p.dimension, Key: key, None: key == ""}, metric.Member{})
	return ac
}
