package finding

import (
	"math/big"
	"slices"
	"strings"

	"bilan/internal/locale/grammar"
	"bilan/report/insight"
	"bilan/report/metric"
)

// causes returns the insights about what moved the figure, one for each reference. If no reference has a cause, it
// returns one insight that says so.
func (t *insightWriter) causes() (list []Insight) {
	var silence *Insight
	first := true // the headline compares the figure with the first reference
	for _, against := range t.Against {
		q, ok := t.question(against)
		if !ok || q.Actual.Cmp(q.Reference) == 0 {
			continue
		}
		opens := first
		first = false
		c := insight.Explain(q)
		switch {
		case c == nil:
			if silence == nil && len(q.Past) >= insight.LeastPast {
				silence = t.unexplained(against, &q)
			}
			continue
		case c.Cut == insight.Season:
			list = appendFound(list, t.season(against, c))
			continue
		}
		found := t.cause(against, c, cutOf(&q, c))
		if found == nil || slices.ContainsFunc(list, func(f Insight) bool { return f.about == found.about }) {
			continue // the same cause explains the difference that is already reported
		}
		if !opens {
			found.Tail = ""
		}
		list = append(list, *found)
	}
	if len(list) == 0 {
		list = appendFound(list, silence)
	}
	return list
}

func appendFound(list []Insight, found *Insight) []Insight {
	if found == nil {
		return list
	}
	return append(list, *found)
}

func cutOf(q *insight.Question, c *insight.Cause) *insight.Cut {
	return &q.Cuts[slices.IndexFunc(q.Cuts, func(cut insight.Cut) bool { return cut.Name == c.Cut })]
}

// side is the direction of a difference, as in the keys of sentences: "below" or "above". It is "neutral" for a
// difference from the objective if the figure should be low or is in points.
func (t *insightWriter) side(against string, gap *big.Rat) string {
	switch {
	case against == "target" && (t.Metric.LowerBetter || t.Metric.InPoints()):
		return "neutral"
	case gap.Sign() < 0:
		return "below"
	}
	return "above"
}

func (t *insightWriter) cause(against string, c *insight.Cause, cut *insight.Cut) *Insight {
	nouns, keys := t.parts(against, c, cut)
	total, key := t.w.Change(t.Metric, c.Gap), t.gapOrigin(against)
	amount, rest := t.w.Change(t.Metric, c.Amount), insight.Rest(c.Gap, c.Amount)
	of := strings.Join(keys, " + ")
	previous, _ := t.previous()
	slots := grammar.Slots{
		"who": t.who(c, cut, nouns), "previous": previous, "metric": t.noun(), "amount": grammar.Plain(amount), "total": grammar.Plain(total),
		"rest": grammar.Plain(t.w.Change(t.Metric, rest)),
	}
	share := new(big.Rat).Quo(c.Amount, c.Gap)
	slots["share"] = grammar.Plain(t.g.Share(share))
	if amount == total { // the two texts are equal, so the reader expects 100 %
		slots["share"] = grammar.Plain(t.g.Share(big.NewRat(1, 1)))
	}
	slots["gap"], slots["short"] = t.gaps(against, c, cut, slots)
	numbers := []Number{t.number(amount, c.Amount, of), t.number(total, c.Gap, key)}
	sentence, tail := "cause.share", "cause.tail.share"
	switch {
	case c.OneSided && share.Cmp(maxWholeShare) <= 0:
		numbers = append(numbers, t.number(slots["share"].Text, share, "("+of+") ÷ "+key))
		if amount == total {
			sentence, numbers = "cause.all", numbers[1:]
		}
	case abs(c.Amount).Cmp(abs(c.Gap)) > 0:
		sentence, tail = "cause.offset."+against, "cause.tail.offset"
		numbers = append(numbers, t.number(slots["rest"].Text, rest, key+" − ("+of+")"))
	default:
		sentence, tail = "cause.part."+against, "cause.tail.part."+against
	}
	f := t.newInsight("cause", sentence, slots, numbers)
	if f == nil {
		return nil
	}
	f.Tail, _ = t.g.Say(tail, slots)
	f.money, f.about = t.stake(c.Amount), t.Metric.Name+" "+slots["who"].Text
	f.Closure = t.closure(c, cut, nouns)
	f.By = cut.Name
	return f
}

// rated reports whether a cut divides a ratio into the mix and the rates of members.
func (t *insightWriter) rated(cut *insight.Cut) bool {
	return len(t.Terms) == 2 && cut.Name != weekCut && cut.Name != factorCut
}

// gaps are the words for a difference after a share of it, with the figure's name and without. After the rate of a
// member, which has that name, the difference is called the overall one.
func (t *insightWriter) gaps(against string, c *insight.Cause, cut *insight.Cut, slots grammar.Slots) (gap, short grammar.Noun) {
	of := against + "." + t.side(against, c.Gap)
	text, ok := "", false
	if t.rated(cut) && slices.ContainsFunc(c.Parts, func(p insight.Part) bool { return p.Key != insight.Mix }) {
		text, ok = t.g.Say("gap.rate."+of, slots)
	}
	if !ok {
		text, _ = t.g.Say("gap."+of, slots)
	}
	brief, _ := t.g.Say("short."+of, slots)
	return grammar.Plain(text), grammar.Plain(brief)
}

// who is a cause's parts as one noun: of a ratio, the mix and the rate of all the members together.
func (t *insightWriter) who(c *insight.Cause, cut *insight.Cut, nouns []grammar.Noun) grammar.Noun {
	if !t.rated(cut) {
		return t.g.Together(nouns)
	}
	var list, members []grammar.Noun
	for i, p := range c.Parts {
		if p.Key == insight.Mix {
			list = append(list, nouns[i])
		} else {
			members = append(members, t.member(cut.Name, p.Key))
		}
	}
	if len(members) > 0 {
		list = append(list, t.g.Rate(t.noun(), t.g.Together(members)))
	}
	return t.g.Together(list)
}

// maxWholeShare is the largest share that is written as 100 %: 100.5 %.
var maxWholeShare = big.NewRat(201, 200)

// stake is r if the figure is money, otherwise zero: insights about money are ranked first.
func (t *insightWriter) stake(r *big.Rat) *big.Rat {
	if t.Metric.Unit == metric.Currency {
		return r
	}
	return new(big.Rat)
}

// parts returns the nouns of a cause's parts, and the origin of each part's amount.
func (t *insightWriter) parts(against string, c *insight.Cause, cut *insight.Cut) (nouns []grammar.Noun, keys []string) {
	for _, p := range c.Parts {
		switch {
		case cut.Name == weekCut:
			w := t.Weeks[len(t.Weeks)-1][parseIndex(p.Key)]
			noun := t.period(w)
			nouns = append(nouns, noun)
			keys = append(keys, t.weekOrigin(w, against))
		case cut.Name == factorCut:
			i := slices.IndexFunc(t.Factors, func(m *metric.Metric) bool { return m.Name == p.Key })
			nouns = append(nouns, t.g.Metric(t.Factors[i].Label))
			keys = append(keys, t.effectOrigin(i, against))
		case len(t.Terms) == 2 && p.Key == insight.Mix:
			nouns = append(nouns, t.g.Mix(t.g.Inline(t.w.Heading(cut.Name))))
			keys = append(keys, t.mixOrigin(cut, against))
		case len(t.Terms) == 2:
			nouns = append(nouns, t.g.Rate(t.noun(), t.member(cut.Name, p.Key)))
			keys = append(keys, t.rateOrigin(cut.Name, p.Key, against))
		default:
			nouns = append(nouns, t.member(cut.Name, p.Key))
			keys = append(keys, t.deltaOrigin(t.Metric, cut.Name, p.Key, against, t.Metric.Known(t.Period)))
		}
	}
	return nouns, keys
}

func parseIndex(key string) (i int) {
	for _, r := range key {
		i = i*10 + int(r-'0')
	}
	return i
}

// member is the noun for a member: its label, or that of unassigned rows if the key has no member.
func (t *insightWriter) member(by, key string) grammar.Noun {
	m := t.Metric
	if len(t.Terms) == 2 {
		m = t.Terms[1]
	}
	for _, s := range t.answer(m, by, m.Known(t.Period)).Slices {
		if memberKey(&s) == key && !s.Unassigned {
			return t.g.Member(by, t.w.Heading(by), s.Label)
		}
	}
	return grammar.Plain(t.w.Unassigned)
}

// closure writes the parts of a difference with the remainder: "Claire Martin −156 k€, autres −74 k€ ; reste 0 €". The
// remainder is always 0, because the amount of the others is the difference minus the named parts.
func (t *insightWriter) closure(c *insight.Cause, cut *insight.Cut, nouns []grammar.Noun) string {
	var parts []string
	others, open := new(big.Rat), new(big.Rat).Set(c.Gap)
	for _, p := range cut.Parts {
		open.Sub(open, p.Amount)
		if !slices.ContainsFunc(c.Parts, func(of insight.Part) bool { return of.Key == p.Key }) {
			others.Add(others, p.Amount)
		}
	}
	item := func(who string, r *big.Rat) {
		text, _ := t.g.Say("closure.part", grammar.Slots{"who": grammar.Plain(who), "amount": grammar.Plain(t.w.Change(t.Metric, r))})
		parts = append(parts, text)
	}
	for i, p := range c.Parts {
		item(nouns[i].Name(), p.Amount)
	}
	others.Add(others, open)
	word, _ := t.g.Say("closure.others", nil)
	item(word, others)
	open.Sub(c.Gap, others)
	open.Sub(open, c.Amount)
	text, _ := t.g.Say("closure", grammar.Slots{"parts": grammar.Plain(strings.Join(parts, ", ")), "rest": grammar.Plain(t.w.Change(t.Metric, open))})
	return text
}

// previous is the noun for the previous period; ok is false if there is none.
func (t *insightWriter) previous() (n grammar.Noun, ok bool) {
	if len(t.Past) == 0 {
		return n, false
	}
	return t.period(t.Past[len(t.Past)-1].Whole()), true
}

func (t *insightWriter) season(against string, c *insight.Cause) *Insight {
	previous, ok := t.previous()
	if !ok {
		return nil
	}
	side := map[int]string{-1: "below", 1: "above"}[c.Gap.Sign()]
	total := t.w.Change(t.Metric, c.Gap)
	f := t.newInsight("season", "cause.season."+side, grammar.Slots{"previous": previous, "total": grammar.Plain(total)}, []Number{t.number(total, c.Gap, t.gapOrigin(against))})
	if f != nil {
		f.about = t.Metric.Name + " season" // money stays 0: a seasonal change needs no action
	}
	return f
}

// unexplained returns an insight which says that a difference is usual, or that it is unusual but has no single cause.
func (t *insightWriter) unexplained(against string, q *insight.Question) *Insight {
	kind := "quiet"
	if insight.LeftRange(*q) {
		kind = "open"
	}
	gap := new(big.Rat).Sub(q.Actual, q.Reference)
	total := t.w.Change(t.Metric, gap)
	if !strings.ContainsAny(total, "123456789") {
		return nil // the difference is rounded to zero
	}
	previous, _ := t.previous()
	return t.newInsight(kind, "cause."+kind+"."+against, grammar.Slots{"previous": previous, "total": grammar.Plain(total)}, []Number{t.number(total, gap, t.gapOrigin(against))})
}
