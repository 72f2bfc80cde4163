// Package book computes all figures of a report. It asks the engine for the values, with one statement for all metrics
// over the same rows, and compares each actual with target, last year and previous period.
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
	UnknownKeys []metric.UnknownKey // keys that match no member, in the periods of the asks
	Undated     []metric.Undated
	Untargeted  []metric.Untargeted
	Unshaped    []metric.Unshaped // targets that could not be split as last year
	Steps       []metric.Step     // changes of targets inside the periods of the asks

	model   *metric.Model
	spans   map[string]history.Span      // by metric
	Planned map[string][]metric.Scenario // the scenarios besides the target, by metric
	holes   []metric.Hole
	owners  *metric.Owners
	parts   map[string]*Parts // by dimension
}

// Newest is the last day with rows of a metric, zero if it has no rows or no date. For a formula it is that of the term
// whose data ends first.
func (b *Book) Newest(metric string) period.Date {
	var newest period.Date
	for _, term := range b.model.Terms(metric) {
		if days := b.spans[term].Days; len(days) > 0 {
			newest = history.EarlierDay(newest, days[len(days)-1])
		}
	}
	return newest
}

// DataBegun reports whether a metric's data starts at or before a period, so that the value covers the complete period.
func (b *Book) DataBegun(metric string, p period.Period) bool {
	return !slices.ContainsFunc(b.model.Terms(metric), func(term string) bool {
		return history.Coverage(b.model, b.spans[term].Days, b.model.Metrics[term].CoveredTime(p)) != history.Covered
	})
}

// Answer is the answer to one of the computed asks; the zero Answer for any other ask.
func (b *Book) Answer(a metric.Ask) metric.Answer { return b.answers[a] }

// Compute computes the answers to all asks.
func Compute(ctx context.Context, m *metric.Model, engine metric.Engine, asks []metric.Ask) (*Book, error) {
	return newComputers(m, engine, asks, nil).answer(ctx, withTerms(m, asks))
}

// ComputePast is Compute for asks whose answers only show what is usual. Their figures have an actual and a target, but
// no comparisons and no number of sales. It does not look for unknown keys.
func ComputePast(ctx context.Context, m *metric.Model, engine metric.Engine, asks []metric.Ask) (*Book, error) {
	return Compute(ctx, withoutComparisons(m), engine, asks)
}

func withoutComparisons(m *metric.Model) *metric.Model {
	of := *m
	of.Bare = true
	return &of
}

// newComputers makes the computers for asks. If past is not nil, statements about the same metrics and cuts include the
// periods that past needs.
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

// answer computes a Book with the answers to asks, which must be among those of newComputers.
func (cs *computers) answer(ctx context.Context, asks []metric.Ask) (*Book, error) {
	m, known := cs.m, cs.known
	book := &Book{answers: make(map[metric.Ask]metric.Answer, len(asks)), model: m, Planned: m.PlannedScenarios(), owners: known.owners}
	order, byGroup := groups(m, asks)
	for _, g := range order {
		if m.Metrics[g.Metric] == nil {
			return nil, fmt.Errorf("metric %q is not defined", g.Metric)
		}
		c, err := cs.forGroup(ctx, g)
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
		book.Unshaped = c.sharing.AddUnshaped(g.Metric, book.Unshaped)
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
	terms                []*computer  // those of the terms of a formula
	asks                 []metric.Ask // the asks of the group
	unmatched            map[period.Period][]metric.UnknownKey
}

func (c *computer) answer(ctx context.Context, a metric.Ask, book *Book) (metric.Answer, error) {
	r := history.ReferenceOf(c.m, a.Period, c.whole.Span.Days)
	answer := metric.Answer{Total: c.figure(r, history.Cut{}, metric.Member{}), Rows: c.rows(a.Period, history.Cut{})}
	common := c.sharing.Steps(c.wholePlans[metric.TargetScenario], history.Cut{}, a.Period)
	book.addSteps(a, history.Cut{}, "", common, nil)
	if a.By == "" {
		return answer, nil
	}
	for _, member := range c.members {
		s := history.Cut{By: c.group.By, Key: member.Key, Last: member.Last}
		f := c.figure(r, s, member)
		if member.ActiveIn(a.Period) || c.hasRowsCompared(r, s) || f.HasAnyTarget() {
			book.addSteps(a, s, member.Label, c.sharing.Steps(c.cutPlans[metric.TargetScenario], s, a.Period), common)
			answer.Slices = append(answer.Slices, metric.Slice{Key: member.Key, Label: member.Label, Place: member.Place, Figure: f, Rows: c.rows(a.Period, s)})
		}
	}
	if a.Of != "" {
		answer.SplitPairKeys()
		return answer, c.reconcile(answer, a)
	}
	none := history.Cut{By: a.By, None: true}
	if f := c.figure(r, none, metric.Member{}); c.hasRowsCompared(r, none) || f.HasAnyTarget() {
		answer.Slices = append(answer.Slices, metric.Slice{Unassigned: true, Figure: f, Rows: c.rows(a.Period, none)})
		if err := c.unknownKeys(ctx, a, book); err != nil {
			return metric.Answer{}, err
		}
	}
	c.untargeted(answer, a, book)
	return answer, c.reconcile(answer, a)
}

// untargeted adds to the book the members with an actual but without a target, if other members have one.
func (c *computer) untargeted(answer metric.Answer, a metric.Ask, book *Book) {
	u := metric.Untargeted{Metric: a.Metric, Dimension: a.By, Period: a.Period, Amount: metric.NumOf(new(big.Rat))}
	others := false
	for _, s := range answer.Slices {
		f := s.Figure
		others = others || f.PL.OK()
		if s.Unassigned || f.PLToDate.OK() || !f.AC.OK() || f.AC.Rat.Sign() == 0 {
			continue
		}
		u.Members = append(u.Members, s.Label)
		u.Amount = metric.NumOf(new(big.Rat).Add(u.Amount.Rat, f.AC.Rat))
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

// hasRows reports whether a slice has rows in a period; for a formula, whether any of its terms has.
func (c *computer) hasRows(p period.Period, s history.Cut) bool {
	return c.facts(s).Values[history.Cell{Period: p, Key: s.Key, None: s.None}].Rows > 0 ||
		slices.ContainsFunc(c.terms, func(t *computer) bool { return t.hasRows(p, s) })
}

// hasRowsCompared reports whether a slice has rows in a period or in one of its comparison periods.
func (c *computer) hasRowsCompared(r history.Reference, s history.Cut) bool {
	return c.hasRows(r.AC, s) || c.hasRows(r.PY, s) || c.hasRows(r.PP, s) ||
		slices.ContainsFunc(c.terms, func(t *computer) bool { return t.hasRowsCompared(t.reference(r), s) })
}

// rows is the number of rows of a slice in a period; for a formula, the sum over its terms.
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
	f.BU = f.NewGoal(c.sharing.Planned(all[metric.Budget], s, r.AC))
	f.AN = f.NewGoal(c.sharing.Planned(all[metric.ForecastPlan], s, r.AC))
	f.ST = f.NewGoal(c.sharing.Planned(all[metric.Stretch], s, r.AC))
	f.FC = f.AN
	c.addForecast(&f, r.AC, s)
	if f.Foresight.IsForecast() {
		f.FC = f.ForecastGoal()
	}
	c.outlook(&f, r, s)
	if c.hasLanding(&f) {
		f.Outlook.LandingForecast = metric.Add(f.AC, c.sharing.Rest(all[metric.ForecastPlan], s, r.AC))
	}
	f.SetOwner(ownerOf(c.owners, s))
	return f
}

// actuals returns the metric's values in a period, in the same period last year and in the previous period.
func (c *computer) actuals(r history.Reference, s history.Cut, who metric.Member) (ac, py, pp metric.Num) {
	if c.metric.Formula != nil {
		return c.derived(r, s, who)
	}
	begun := func(p period.Period, ok bool) bool {
		return ok && c.metric.Date != "" && !c.metric.HasFuture && history.Coverage(c.m, c.whole.Span.Days, c.metric.CoveredTime(p)) == history.Covered
	}
	return c.value(r.AC, true, s, who), c.value(r.PY, begun(r.PY, r.HasPY), s, who), c.value(r.PP, begun(r.PP, r.HasPP), s, who)
}

// plans returns the targets that may apply to a slice in a period. A target for each member applies to the unassigned
// slice only if that has rows.
func (c *computer) plans(s history.Cut, p period.Period) target.Plans {
	if s.By == "" {
		return c.wholePlans
	}
	if !s.None || c.hasRows(p, s) {
		return c.cutPlans
	}
	return c.cutPlans.WithoutEveryone()
}

// value is the metric's value in a period. It is absent if ok is false, and in a period before the member's first day
// unless there are rows.
func (c *computer) value(p period.Period, ok bool, s history.Cut, who metric.Member) metric.Num {
	if !ok || !who.First.IsZero() && p.End.Compare(who.First) <= 0 && !c.hasRows(p, s) {
		return metric.NoNum(metric.NoData)
	}
	return history.Actual(c.m, c.metric, c.facts(s), history.Cell{Period: p, Key: s.Key, None: s.None})
}

// reconcile returns an error unless the slices of an additive metric sum to the total, in the period and its comparison
// periods. The engine computed both. Floating-point numbers may differ in their last digits.
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
			return fmt.Errorf("by %s, %s to %s%s: the members sum to %s, but the total is %s%s", ask.By, ask.Period.Start,
				ask.Period.End.AddDays(-1), of.name, sum.FloatString(2), total.Rat.FloatString(2), query.SharedHint(c.m, c.metric, ask.Cut()))
		}
	}
	return nil
}

// unknownKeys adds to the book the keys that match no member. For a formula it does nothing: the terms add theirs.
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

// loadUnknownKeys asks for the unknown keys of all periods of the group that have unassigned rows, with one statement.
func (c *computer) loadUnknownKeys(ctx context.Context) error {
	var periods []period.Period
	for _, a := range c.asks {
		if c.hasRows(a.Period, history.Cut{By: a.By, None: true}) {
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
