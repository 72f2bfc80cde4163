// Package book computes all figures of a report: it asks the engine for the values, once for all metrics over the same
// rows, and sets actual against target, last year and the period before.
package book

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/query"
	"bilan/report/metric/target"
)

// Book contains the answers to all asks.
type Book struct {
	answers     map[metric.Ask]metric.Answer
	UnknownKeys []metric.UnknownKey // what matches no member, in the asked periods
	Undated     []metric.Undated
	Untargeted  []metric.Untargeted
	Unshaped    []metric.Unshaped // targets that last year could not give a shape
	Steps       []metric.Step     // changes of a target inside an asked period

	model   *metric.Model
	spans   map[string]history.Span      // by metric
	Planned map[string][]metric.Scenario // by metric, beside the target
	holes   []metric.Hole
	owners  *metric.Owners
	parts   map[string]*Parts // by dimension
}

// Newest is the last day that a metric has rows for, zero when it has none or no date.
func (b *Book) Newest(metric string) period.Date {
	var newest period.Date
	for _, term := range b.model.Terms(metric) {
		if days := b.spans[term].Days; len(days) > 0 {
			newest = history.Sooner(newest, days[len(days)-1])
		}
	}
	return newest
}

// Begun reports whether a metric's data had begun at the start of a period, so that its value covers the whole period.
func (b *Book) Begun(metric string, p period.Period) bool {
	return !slices.ContainsFunc(b.model.Terms(metric), func(term string) bool {
		return history.Coverage(b.model, b.spans[term].Days, b.model.Metrics[term].Counted(p)) != history.Covered
	})
}

// Answer gives the answer to an Ask that was computed; the zero Answer otherwise.
func (b *Book) Answer(a metric.Ask) metric.Answer { return b.answers[a] }

// Compute asks the engine for everything at once, one statement per metric and dimension.
func Compute(ctx context.Context, m *metric.Model, engine metric.Engine, asks []metric.Ask) (*Book, error) {
	return newComputers(m, engine, asks, nil).answer(ctx, withTerms(m, asks))
}

// ComputePast is Compute for asks about usual values: the figures have an actual and a target, but no comparisons and
// no count of sales, and rows without a member are not noted.
func ComputePast(ctx context.Context, m *metric.Model, engine metric.Engine, asks []metric.Ask) (*Book, error) {
	return Compute(ctx, bare(m), engine, asks)
}

func bare(m *metric.Model) *metric.Model {
	of := *m
	of.Bare = true
	return &of
}

// newComputers are ready to answer some asks; what the past asks of the same metrics and cuts is asked with them.
func newComputers(m *metric.Model, engine metric.Engine, asks []metric.Ask, past *computers) *computers {
	asks = withTerms(m, asks)
	_, byGroup := groups(m, asks)
	cs := &computers{m: m, engine: engine, known: newMemory(asks), byGroup: byGroup, loaded: map[history.Group]*computer{}}
	if past != nil {
		cs.known.past = past
		past.known.before = cs.known.answers
	}
	return cs
}

// answer answers some of the asks.
func (cs *computers) answer(ctx context.Context, asks []metric.Ask) (*Book, error) {
	m, known := cs.m, cs.known
	book := &Book{answers: make(map[metric.Ask]metric.Answer, len(asks)), model: m, Planned: m.Planned(), owners: known.owners}
	order, byGroup := groups(m, asks)
	for _, g := range order {
		if m.Metrics[g.Metric] == nil {
			return nil, fmt.Errorf("metric %q is not defined", g.Metric)
		}
		c, err := cs.of(ctx, g)
		if err != nil {
			return nil, fmt.Errorf("metric %q: %w", g.Metric, err)
		}
		for _, a := range byGroup[g] {
			if _, done := book.answers[a]; done {
				continue
			}
			answer, err := c.answer(ctx, a, book)
			if err != nil {
				return nil, fmt.Errorf("metric %q: %w", g.Metric, err)
			}
			book.answers[a] = answer
		}
		book.Unshaped = c.sharing.UnshapedIn(g.Metric, book.Unshaped)
	}
	book.spans = known.spans
	for _, name := range slices.Sorted(maps.Keys(known.holes)) {
		book.holes = append(book.holes, known.holes[name]...)
	}
	for _, name := range slices.Sorted(maps.Keys(known.spans)) {
		s := known.spans[name]
		if s.Undated > 0 {
			book.Undated = append(book.Undated, metric.Undated{Metric: name, Rows: s.Undated, Amount: s.Lost})
		}
	}
	return book, nil
}

func groups(m *metric.Model, asks []metric.Ask) ([]history.Group, map[history.Group][]metric.Ask) {
	var order []history.Group
	by := map[history.Group][]metric.Ask{}
	for _, a := range asks {
		g := history.Group{Metric: a.Metric, By: a.Cut()}
		if by[g] == nil {
			order = append(order, g)
		}
		by[g] = append(by[g], a)
	}
	return order, by
}

// computer answers the asks of one group.
type computer struct {
	m      *metric.Model
	engine metric.Engine
	group  history.Group
	metric *metric.Metric

	whole, cut           history.Facts
	wholePlans, cutPlans target.Plans
	sharing              *target.Sharing
	owners               *metric.Owners
	members              []metric.Member
	listed               bool         // the dimension has a roster
	terms                []*computer  // of a formula
	asks                 []metric.Ask // of the group
	unmatched            map[period.Period][]metric.UnknownKey
}

func (c *computer) answer(ctx context.Context, a metric.Ask, book *Book) (metric.Answer, error) {
	r := history.ReferenceOf(c.m, a.Period, c.whole.Span.Days)
	answer := metric.Answer{Total: c.figure(r, history.Cut{}, metric.Member{}), Rows: c.rows(a.Period, history.Cut{})}
	common := c.sharing.Steps(c.wholePlans[metric.TargetScenario], history.Cut{}, a.Period)
	book.note(a, history.Cut{}, "", common, nil)
	if a.By == "" {
		return answer, nil
	}
	for _, member := range c.members {
		s := history.Cut{By: c.group.By, Key: member.Key, Last: member.Last}
		f := c.figure(r, s, member)
		if member.In(a.Period) || c.shows(r, s) || f.Planned() {
			book.note(a, s, member.Label, c.sharing.Steps(c.cutPlans[metric.TargetScenario], s, a.Period), common)
			answer.Slices = append(answer.Slices, metric.Slice{Key: member.Key, Label: member.Label, Place: member.Place, Figure: f, Rows: c.rows(a.Period, s)})
		}
	}
	if a.Of != "" {
		answer.Unpair()
		return answer, c.reconcile(answer, a)
	}
	none := history.Cut{By: a.By, None: true}
	if f := c.figure(r, none, metric.Member{}); c.shows(r, none) || f.Planned() {
		answer.Slices = append(answer.Slices, metric.Slice{Unassigned: true, Figure: f, Rows: c.rows(a.Period, none)})
		if err := c.unknownKeys(ctx, a, book); err != nil {
			return metric.Answer{}, err
		}
	}
	c.untargeted(answer, a, book)
	return answer, c.reconcile(answer, a)
}

// untargeted notes the members with an actual and no target, if others have one.
func (c *computer) untargeted(answer metric.Answer, a metric.Ask, book *Book) {
	u := metric.Untargeted{Metric: a.Metric, Dimension: a.By, Period: a.Period, Amount: metric.Of(new(big.Rat))}
	others := false
	for _, s := range answer.Slices {
		f := s.Figure
		others = others || f.PL.OK()
		if s.Unassigned || f.PLToDate.OK() || !f.AC.OK() || f.AC.Rat.Sign() == 0 {
			continue
		}
		u.Members = append(u.Members, s.Label)
		u.Amount = metric.Of(new(big.Rat).Add(u.Amount.Rat, f.AC.Rat))
	}
	if others && c.metric.AddsUp && len(u.Members) > 0 {
		book.Untargeted = append(book.Untargeted, u)
	}
}

func (c *computer) facts(s history.Cut) history.Facts {
	if s.By == "" {
		return c.whole
	}
	return c.cut
}

// has reports whether a slice has rows in a period: of a formula, whether any of its terms has.
func (c *computer) has(p period.Period, s history.Cut) bool {
	return c.facts(s).Values[history.Cell{Period: p, Key: s.Key, None: s.None}].Rows > 0 ||
		slices.ContainsFunc(c.terms, func(t *computer) bool { return t.has(p, s) })
}

// shows reports whether a slice has rows in a period or in those it is compared with.
func (c *computer) shows(r history.Reference, s history.Cut) bool {
	return c.has(r.AC, s) || c.has(r.PY, s) || c.has(r.PP, s) ||
		slices.ContainsFunc(c.terms, func(t *computer) bool { return t.shows(t.reference(r), s) })
}

// rows is how many rows of a slice fall in a period: of a formula, those of its terms.
func (c *computer) rows(p period.Period, s history.Cut) int64 {
	n := c.facts(s).Values[history.Cell{Period: p, Key: s.Key, None: s.None}].Rows
	for _, t := range c.terms {
		n += t.rows(p, s)
	}
	return n
}

func (c *computer) figure(r history.Reference, s history.Cut, who metric.Member) metric.Figure {
	f := metric.Figure{Metric: c.metric, Period: r.AC}
	f.N = c.count(r.AC, s)
	f.AC, f.PY, f.PP = c.actuals(r, s, who)
	all := c.plans(s, r.AC)
	f.PL, f.PLToDate = c.sharing.Planned(all[metric.TargetScenario], s, r.AC)
	f.Compare()
	if c.m.Bare {
		return f
	}
	f.BU = f.GoalOf(c.sharing.Planned(all[metric.Budget], s, r.AC))
	f.AN = f.GoalOf(c.sharing.Planned(all[metric.ForecastPlan], s, r.AC))
	f.ST = f.GoalOf(c.sharing.Planned(all[metric.Stretch], s, r.AC))
	f.FC = f.AN
	c.foresee(&f, r.AC, s)
	if f.Foresight.Plans() {
		f.FC = f.ForeseenGoal()
	}
	c.outlook(&f, r, s)
	if c.lands(&f) {
		f.Outlook.LandingForecast = metric.Add(f.AC, c.sharing.Rest(all[metric.ForecastPlan], s, r.AC))
	}
	f.Own(whoseAre(c.owners, s))
	return f
}

// actuals are the metric in a period, in the same one last year and in the one before.
func (c *computer) actuals(r history.Reference, s history.Cut, who metric.Member) (ac, py, pp metric.Num) {
	if c.metric.Formula != nil {
		return c.derived(r, s, who)
	}
	begun := func(p period.Period, ok bool) bool {
		return ok && c.metric.Date != "" && !c.metric.Ahead && history.Coverage(c.m, c.whole.Span.Days, c.metric.Counted(p)) == history.Covered
	}
	return c.value(r.AC, true, s, who), c.value(r.PY, begun(r.PY, r.HasPY), s, who), c.value(r.PP, begun(r.PP, r.HasPP), s, who)
}

// plans are the possible targets of a slice in a period. If every row has a member, a target for everyone does not
// apply to the unassigned slice.
func (c *computer) plans(s history.Cut, p period.Period) target.Plans {
	if s.By == "" {
		return c.wholePlans
	}
	if !s.None || c.has(p, s) {
		return c.cutPlans
	}
	return c.cutPlans.WithoutEveryone()
}

// value is the metric in one period: nothing before a member's first day, unless there are rows.
func (c *computer) value(p period.Period, ok bool, s history.Cut, who metric.Member) metric.Num {
	if !ok || !who.First.IsZero() && p.End.Compare(who.First) <= 0 && !c.has(p, s) {
		return metric.None(metric.NoData)
	}
	return history.Actual(c.m, c.metric, c.facts(s), history.Cell{Period: p, Key: s.Key, None: s.None})
}

// reconcile compares an additive metric's slices with the total, both asked of the engine, for the period and its
// comparison periods. Exact numbers must be equal; binary floats may differ in their last digits.
func (c *computer) reconcile(a metric.Answer, ask metric.Ask) error {
	if !c.metric.AddsUp && !c.metric.MembersAdd {
		return nil
	}
	for _, of := range []struct {
		name string
		num  func(*metric.Figure) metric.Num
	}{
		{"", func(f *metric.Figure) metric.Num { return f.AC }},
		{" (last year)", func(f *metric.Figure) metric.Num { return f.PY }},
		{" (previous period)", func(f *metric.Figure) metric.Num { return f.PP }},
	} {
		total := of.num(&a.Total)
		if !total.OK() {
			continue
		}
		sum := new(big.Rat)
		for i := range a.Slices {
			if n := of.num(&a.Slices[i].Figure); n.OK() {
				sum.Add(sum, n.Rat)
			}
		}
		gap := new(big.Rat).Sub(sum, total.Rat)
		bound := new(big.Rat).Mul(new(big.Rat).Abs(sum), big.NewRat(1, 1_000_000_000_000))
		if gap.Abs(gap).Cmp(bound) > 0 {
			return fmt.Errorf("by %s, %s to %s%s: the rows sum to %s and the total is %s%s", ask.By, ask.Period.Start,
				ask.Period.End.AddDays(-1), of.name, sum.FloatString(2), total.Rat.FloatString(2), query.SharedCount(c.m, c.metric, ask.Cut()))
		}
	}
	return nil
}

// unknownKeys notes rows that match no member. For a formula, its terms do it.
func (c *computer) unknownKeys(ctx context.Context, a metric.Ask, book *Book) error {
	if c.metric.Formula != nil || c.m.Bare {
		return nil
	}
	if c.unmatched == nil {
		if err := c.loadUnknownKeys(ctx); err != nil {
			return err
		}
	}
	book.UnknownKeys = append(book.UnknownKeys, c.unmatched[a.Period]...)
	return nil
}

// loadUnknownKeys asks once for those of all periods that the group asks for and that have such rows.
func (c *computer) loadUnknownKeys(ctx context.Context) error {
	var periods []period.Period
	for _, a := range c.asks {
		if c.has(a.Period, history.Cut{By: a.By, None: true}) {
			periods = append(periods, a.Period)
		}
	}
	c.unmatched = map[period.Period][]metric.UnknownKey{}
	if periods = history.Distinct(periods); len(periods) == 0 {
		return nil
	}
	sql, err := unknownKeysSQL(c.m, c.group, periods)
	if err != nil {
		return err
	}
	t, err := c.engine.Query(ctx, sql, nil)
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		p := periods[query.Integer(row[0])]
		amount, err := query.Number(row[3], false)
		if err != nil {
			return err
		}
		c.unmatched[p] = append(c.unmatched[p], metric.UnknownKey{Metric: c.group.Metric, Dimension: c.group.By, Period: p, Value: query.Text(row[1]), Rows: query.Integer(row[2]), Amount: amount})
	}
	return nil
}
