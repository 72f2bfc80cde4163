package metric

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"bilan/internal/period"
)

// Book holds the answers to everything that was asked.
type Book struct {
	answers    map[Ask]Answer
	Strangers  []Stranger // what matches no member, in the asked periods
	Undated    []Undated
	Untargeted []Untargeted
	Unshaped   []Unshaped // targets that last year could not give a shape
	Steps      []Step     // changes of a target inside an asked period

	model   *Model
	spans   map[string]span       // by metric
	planned map[string][]Scenario // by metric, beside the target
	holes   []Hole
	owners  *owners
	parts   map[string]*Parts // by dimension
}

// Undated is what a metric has in rows without a date, which are in no period.
type Undated struct {
	Metric string
	Rows   int64
	Amount Num
}

// Untargeted is what members without a target have reached, where others have one: it makes the whole look better.
type Untargeted struct {
	Metric, Dimension string
	Period            period.Period
	Members           []string
	Amount            Num
}

// Newest is the last day that a metric has rows for, zero when it has none or no date.
func (b *Book) Newest(metric string) period.Date {
	var newest period.Date
	for _, term := range b.model.Terms(metric) {
		if days := b.spans[term].days; len(days) > 0 {
			newest = sooner(newest, days[len(days)-1])
		}
	}
	return newest
}

// Begun tells whether a metric's data had begun when a period did: what is measured in it is of all of it.
func (b *Book) Begun(metric string, p period.Period) bool {
	return !slices.ContainsFunc(b.model.Terms(metric), func(term string) bool {
		return b.model.coverage(b.spans[term].days, b.model.Metrics[term].Counted(p)) != covered
	})
}

// Stranger is a value in the data that matches no member of a dimension.
type Stranger struct {
	Metric, Dimension string
	Period            period.Period
	Value             string // "" for an empty cell
	Rows              int64
	Amount            Num
}

// Answer gives the answer to an Ask that was computed; the zero Answer otherwise.
func (b *Book) Answer(a Ask) Answer { return b.answers[a] }

// Compute asks the engine for everything at once, one statement per metric and dimension.
func (m *Model) Compute(ctx context.Context, engine Engine, asks []Ask) (*Book, error) {
	book, _, err := m.compute(ctx, engine, asks, asks)
	return book, err
}

// ComputePast is Compute for what tells what is usual: its figures have an actual and a target, are compared with nothing and count
// no sales, and nothing is noted of rows without a member.
func (m *Model) ComputePast(ctx context.Context, engine Engine, asks []Ask) (*Book, error) {
	bare := *m
	bare.bare = true
	return bare.Compute(ctx, engine, asks)
}

// compute answers some asks, and gets ready to answer all.
func (m *Model) compute(ctx context.Context, engine Engine, asks, all []Ask) (*Book, *computers, error) {
	known := newMemory(m.withTerms(all))
	_, byGroup := m.groups(m.withTerms(all))
	cs := &computers{m: m, engine: engine, known: known, byGroup: byGroup, loaded: map[group]*computer{}}
	book, err := cs.answer(ctx, m.withTerms(asks))
	return book, cs, err
}

func (cs *computers) answer(ctx context.Context, asks []Ask) (*Book, error) {
	m, known := cs.m, cs.known
	book := &Book{answers: make(map[Ask]Answer, len(asks)), model: m, planned: m.planned(), owners: known.owners}
	order, byGroup := m.groups(asks)
	for _, g := range order {
		if m.Metrics[g.metric] == nil {
			return nil, fmt.Errorf("metric %q is not defined", g.metric)
		}
		c, err := cs.of(ctx, g)
		if err != nil {
			return nil, fmt.Errorf("metric %q: %w", g.metric, err)
		}
		for _, a := range byGroup[g] {
			if _, done := book.answers[a]; done {
				continue
			}
			answer, err := c.answer(ctx, a, book)
			if err != nil {
				return nil, fmt.Errorf("metric %q: %w", g.metric, err)
			}
			book.answers[a] = answer
		}
		book.fellBack(g.metric, c.sharing)
	}
	book.spans = known.spans
	for _, name := range sortedKeys(known.holes) {
		book.holes = append(book.holes, known.holes[name]...)
	}
	for _, name := range sortedKeys(known.spans) {
		s := known.spans[name]
		if s.undated > 0 {
			book.Undated = append(book.Undated, Undated{name, s.undated, s.lost})
		}
	}
	return book, nil
}

func (m *Model) groups(asks []Ask) ([]group, map[group][]Ask) {
	var order []group
	by := map[group][]Ask{}
	for _, a := range asks {
		g := group{a.Metric, a.cut()}
		if by[g] == nil {
			order = append(order, g)
		}
		by[g] = append(by[g], a)
	}
	return order, by
}

// computer answers the asks of one group.
type computer struct {
	m      *Model
	engine Engine
	group  group
	metric *Metric

	whole, cut           facts
	wholePlans, cutPlans plans
	sharing              *sharing
	owners               *owners
	members              []Member
	listed               bool        // the dimension has a roster
	terms                []*computer // of a formula
	asks                 []Ask       // of the group
	unmatched            map[period.Period][]Stranger
}

func (c *computer) answer(ctx context.Context, a Ask, book *Book) (Answer, error) {
	r := c.m.reference(a.Period, c.whole.span.days)
	answer := Answer{Total: c.figure(r, slice{}, Member{}), Rows: c.rows(a.Period, slice{})}
	common := c.sharing.steps(c.wholePlans[TargetScenario], slice{}, a.Period)
	book.note(a, slice{}, "", common, nil)
	if a.By == "" {
		return answer, nil
	}
	for _, member := range c.members {
		s := slice{by: c.group.by, key: member.Key, last: member.Last}
		f := c.figure(r, s, member)
		if member.in(a.Period) || c.shows(r, s) || f.planned() {
			book.note(a, s, member.Label, c.sharing.steps(c.cutPlans[TargetScenario], s, a.Period), common)
			answer.Slices = append(answer.Slices, Slice{Key: member.Key, Label: member.Label, Place: member.Place, Figure: f, Rows: c.rows(a.Period, s)})
		}
	}
	if a.Of != "" {
		answer.unpair()
		return answer, c.reconcile(answer, a)
	}
	none := slice{by: a.By, none: true}
	if f := c.figure(r, none, Member{}); c.shows(r, none) || f.planned() {
		answer.Slices = append(answer.Slices, Slice{Unassigned: true, Figure: f, Rows: c.rows(a.Period, none)})
		if err := c.strangers(ctx, a, book); err != nil {
			return Answer{}, err
		}
	}
	c.untargeted(answer, a, book)
	return answer, c.reconcile(answer, a)
}

// untargeted notes the members who reached something without a target, where others have one.
func (c *computer) untargeted(answer Answer, a Ask, book *Book) {
	u := Untargeted{Metric: a.Metric, Dimension: a.By, Period: a.Period, Amount: Of(new(big.Rat))}
	others := false
	for _, s := range answer.Slices {
		f := s.Figure
		others = others || f.PL.OK()
		if s.Unassigned || f.PLToDate.OK() || !f.AC.OK() || f.AC.Rat.Sign() == 0 {
			continue
		}
		u.Members = append(u.Members, s.Label)
		u.Amount = Of(new(big.Rat).Add(u.Amount.Rat, f.AC.Rat))
	}
	if others && c.metric.AddsUp && len(u.Members) > 0 {
		book.Untargeted = append(book.Untargeted, u)
	}
}

func (c *computer) facts(s slice) facts {
	if s.by == "" {
		return c.whole
	}
	return c.cut
}

// has tells whether a slice has rows in a period: of a formula, whether any of its terms has.
func (c *computer) has(p period.Period, s slice) bool {
	return c.facts(s).values[cell{p, s.key, s.none}].rows > 0 ||
		slices.ContainsFunc(c.terms, func(t *computer) bool { return t.has(p, s) })
}

// shows tells whether a slice has rows in a period or in those it is compared with.
func (c *computer) shows(r reference, s slice) bool {
	return c.has(r.ac, s) || c.has(r.py, s) || c.has(r.pp, s) ||
		slices.ContainsFunc(c.terms, func(t *computer) bool { return t.shows(t.reference(r), s) })
}

// rows is how many rows of a slice fall in a period: of a formula, those of its terms.
func (c *computer) rows(p period.Period, s slice) int64 {
	n := c.facts(s).values[cell{p, s.key, s.none}].rows
	for _, t := range c.terms {
		n += t.rows(p, s)
	}
	return n
}

func (c *computer) figure(r reference, s slice, who Member) Figure {
	f := Figure{Metric: c.metric, Period: r.ac}
	f.N = c.count(r.ac, s)
	f.AC, f.PY, f.PP = c.actuals(r, s, who)
	all := c.plans(s, r.ac)
	f.PL, f.PLToDate = c.sharing.planned(all[TargetScenario], s, r.ac)
	f.compare()
	if c.m.bare {
		return f
	}
	f.BU = f.goal(c.sharing.planned(all[Budget], s, r.ac))
	f.AN = f.goal(c.sharing.planned(all[ForecastPlan], s, r.ac))
	f.ST = f.goal(c.sharing.planned(all[Stretch], s, r.ac))
	f.FC, f.Foresight = f.AN, c.foresight(r.ac, s)
	if f.Foresight.Plans() {
		f.FC = f.foreseenGoal()
	}
	c.outlook(&f, r, s)
	if c.lands(&f) {
		f.Outlook.LandingForecast = Add(f.AC, c.sharing.rest(all[ForecastPlan], s, r.ac))
	}
	f.own(c.owners.owner(s))
	return f
}

// actuals are the metric in a period, in the same one last year and in the one before.
func (c *computer) actuals(r reference, s slice, who Member) (ac, py, pp Num) {
	if c.metric.Formula != nil {
		return c.derived(r, s, who)
	}
	begun := func(p period.Period, ok bool) bool {
		return ok && c.metric.Date != "" && !c.metric.Ahead && c.m.coverage(c.whole.span.days, c.metric.Counted(p)) == covered
	}
	return c.value(r.ac, true, s, who), c.value(r.py, begun(r.py, r.hasPY), s, who), c.value(r.pp, begun(r.pp, r.hasPP), s, who)
}

// plans are the targets that a slice may have in a period. Where no row is without a member, what holds for everyone holds
// for nobody.
func (c *computer) plans(s slice, p period.Period) plans {
	if s.by == "" {
		return c.wholePlans
	}
	if !s.none || c.has(p, s) {
		return c.cutPlans
	}
	own := plans{}
	for scenario, list := range c.cutPlans {
		own[scenario] = slices.DeleteFunc(slices.Clone(list), func(gs targetValues) bool { return gs.reach == everyone })
	}
	return own
}

// value is the metric in one period: nothing before a member's first day, unless there are rows.
func (c *computer) value(p period.Period, ok bool, s slice, who Member) Num {
	if !ok || !who.First.IsZero() && p.End.Compare(who.First) <= 0 && !c.has(p, s) {
		return None(NoData)
	}
	return c.m.actual(c.metric, c.facts(s), cell{p, s.key, s.none})
}

// reconcile holds an additive metric's slices against the total, both asked of the engine, for the period and for
// those it is compared with. Exact numbers must be equal; binary floats may differ in their last digits.
func (c *computer) reconcile(a Answer, ask Ask) error {
	if !c.metric.AddsUp && !c.metric.MembersAdd {
		return nil
	}
	for _, of := range []struct {
		name string
		num  func(*Figure) Num
	}{
		{"", func(f *Figure) Num { return f.AC }},
		{" (last year)", func(f *Figure) Num { return f.PY }},
		{" (previous period)", func(f *Figure) Num { return f.PP }},
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
				ask.Period.End.AddDays(-1), of.name, sum.FloatString(2), total.Rat.FloatString(2), c.m.sharedCount(c.metric, ask.cut()))
		}
	}
	return nil
}

// strangers notes what matches no member. Of a formula its terms tell it.
func (c *computer) strangers(ctx context.Context, a Ask, book *Book) error {
	if c.metric.Formula != nil || c.m.bare {
		return nil
	}
	if c.unmatched == nil {
		if err := c.loadStrangers(ctx); err != nil {
			return err
		}
	}
	book.Strangers = append(book.Strangers, c.unmatched[a.Period]...)
	return nil
}

// loadStrangers asks once for those of all periods that the group asks for and that have such rows.
func (c *computer) loadStrangers(ctx context.Context) error {
	var periods []period.Period
	for _, a := range c.asks {
		if c.has(a.Period, slice{by: a.By, none: true}) {
			periods = append(periods, a.Period)
		}
	}
	c.unmatched = map[period.Period][]Stranger{}
	if periods = distinct(periods); len(periods) == 0 {
		return nil
	}
	sql, err := c.m.strangersSQL(c.group, periods)
	if err != nil {
		return err
	}
	t, err := c.engine.Query(ctx, sql, nil)
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		p := periods[integer(row[0])]
		amount, err := number(row[3], false)
		if err != nil {
			return err
		}
		c.unmatched[p] = append(c.unmatched[p], Stranger{c.group.metric, c.group.by, p, text(row[1]), integer(row[2]), amount})
	}
	return nil
}
