package finding

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/locale/grammar"
	"bilan/internal/period"
	"bilan/report/insight"
	"bilan/report/metric"
)

// notices returns the insights that are not about causes: streaks of missed objectives, best and worst members,
// concentration, records, and members outside their usual range.
func (t *insightWriter) notices() (list []Insight) {
	list = appendFound(list, t.streak("", "", t.total))
	for _, by := range t.By {
		list = append(list, t.streaks(by)...)
		list = appendFound(list, t.extremes(by))
		list = appendFound(list, t.concentration(by))
	}
	list = appendFound(list, t.record())
	return append(list, t.unusual()...)
}

// leastCompared is the minimum number of members with an objective for an insight about the best and the worst.
const leastCompared = 3

// leastStreak is the minimum number of consecutive missed objectives for an insight.
const leastStreak = 3

// streak returns an insight about consecutive missed objectives: of a member, or of the total if by is "". It is nil
// for fewer than leastStreak. at returns the figure in a period.
func (t *insightWriter) streak(by, member string, at func(period.Period) metric.Figure) *Insight {
	if !slices.Contains(t.Against, "target") {
		return nil
	}
	periods := append(slices.Clone(t.Past), t.Period)
	gap := func(i int) *big.Rat {
		f := at(periods[i])
		return new(big.Rat).Sub(f.AC.Rat, f.PLToDate.Rat)
	}
	n := insight.Streak(len(periods), func(i int) (actual, target *big.Rat) {
		f := at(periods[i])
		if !f.AC.OK() || !f.PLToDate.OK() {
			return nil, nil
		}
		return f.AC.Rat, f.PLToDate.Rat
	}, t.Metric.LowerBetter)
	if n < leastStreak {
		return nil
	}
	sum := new(big.Rat)
	for i := range n {
		sum.Add(sum, gap(len(periods)-n+i))
	}
	var gaps []string
	for _, p := range periods[len(periods)-n:] {
		if p == t.Period {
			p = t.Metric.Known(p)
		}
		gaps = append(gaps, t.deltaOrigin(t.Metric, by, member, "target", p))
	}
	slots := grammar.Slots{"n": grammar.Plain(fmt.Sprint(n))}
	numbers := []Number{{Text: fmt.Sprint(n), Value: fmt.Sprint(n), Of: "count(" + strings.Join(gaps, "; ") + ")"}}
	if t.Metric.AddsUp {
		total := grammar.Plain(t.w.Change(t.Metric, sum))
		text, _ := t.g.Say("streak.sum", grammar.Slots{"total": total})
		slots["sum"] = grammar.Plain(text)
		numbers = append(numbers, t.number(total.Text, sum, strings.Join(gaps, " + ")))
	}
	key := "streak."
	if by != "" {
		key, slots["who"] = "streak.member.", t.member(by, member)
	}
	f := t.newInsight("streak", key+string(t.Period.Unit), slots, numbers)
	if f != nil {
		f.Tail = t.tail(by, key+"tail."+string(t.Period.Unit), slots)
		f.By, f.money, f.about = by, t.stake(gap(len(periods)-1)), t.Metric.Name+" streak "+by
	}
	return f
}

// tail writes an Insight.Tail. It is "" for an insight about members if the subject has several dimensions.
func (t *insightWriter) tail(by, key string, slots grammar.Slots) string {
	if by != "" && len(t.By) > 1 {
		return ""
	}
	text, _ := t.g.Say(key, slots)
	return text
}

// streaks returns the streaks of the members of a dimension.
func (t *insightWriter) streaks(by string) (list []Insight) {
	for _, s := range t.answer(t.Metric, by, t.Metric.Known(t.Period)).Slices {
		if s.Unassigned {
			continue
		}
		list = appendFound(list, t.streak(by, s.Key, func(p period.Period) metric.Figure {
			if p == t.Period {
				return s.Figure
			}
			return t.figure(t.Metric, by, s.Key, p)
		}))
	}
	return list
}

// extremes returns an insight about the members farthest above and below their objectives; nil if nobody misses his.
func (t *insightWriter) extremes(by string) *Insight {
	if !slices.Contains(t.Against, "target") || !t.Metric.AddsUp {
		return nil
	}
	var best, worst *metric.Slice
	compared := 0
	slicesOf := t.answer(t.Metric, by, t.Metric.Known(t.Period)).Slices
	for i := range slicesOf {
		s := &slicesOf[i]
		d := s.Figure.DeltaPL
		if s.Unassigned || !d.OK() {
			continue
		}
		compared++
		switch good := s.Figure.Effect(d); {
		case good > 0 && (best == nil || abs(d.Rat).Cmp(abs(best.Figure.DeltaPL.Rat)) > 0):
			best = s
		case good < 0 && (worst == nil || abs(d.Rat).Cmp(abs(worst.Figure.DeltaPL.Rat)) > 0):
			worst = s
		}
	}
	if worst == nil || compared < leastCompared || t.Metric.LowerBetter {
		return nil
	}
	slots, key := grammar.Slots{}, "extremes.worst"
	var numbers []Number
	fill := func(who, text string, s *metric.Slice) {
		d := s.Figure.DeltaPL.Rat
		slots[who], slots[text] = t.member(by, s.Key), grammar.Plain(t.w.Change(t.Metric, d))
		numbers = append(numbers, t.number(slots[text].Text, d, t.key(t.Metric, by, s.Key, "delta_pl")))
	}
	fill("worst", "under", worst)
	if best != nil {
		key = "extremes.both"
		fill("best", "over", best)
	}
	slots["who"] = slots["best"]
	if best == nil {
		slots["who"] = slots["worst"]
	}
	f := t.newInsight("extremes", key, slots, numbers)
	if f != nil {
		f.By, f.about, f.Tail = by, t.Metric.Name+" "+slots["worst"].Text, t.tail(by, "extremes.tail", slots)
	}
	return f
}

// record returns an insight about a complete period with the highest or lowest value for a long time; nil if it is
// none.
func (t *insightWriter) record() *Insight {
	if t.Period.Open() {
		return nil
	}
	var values []*big.Rat
	for _, p := range append(slices.Clone(t.Past), t.Period) {
		values = append(values, t.total(p).AC.Rat)
	}
	n, sign := insight.Record(values)
	if sign == 0 {
		return nil
	}
	value := values[len(values)-1]
	usual, ok := insight.ExpectedRange(insight.Question{Past: t.series(t.Metric, t.knownPast()), Cycle: periodsPerYear[t.Period.Unit], Range: t.usualRange("")})
	if now, _ := value.Float64(); !ok || usual.Low <= now && now <= usual.High {
		return nil // August is low in every year
	}
	text, ac := t.w.Full(t.Metric, value), t.key(t.Metric, "", "", "ac")
	higher := []string{ac}
	for _, p := range t.Past[len(t.Past)-n+1:] {
		higher = append(higher, t.keyIn(t.Metric, "", "", "ac", p))
	}
	f := t.newInsight("record", "record."+map[int]string{1: "high", -1: "low"}[sign]+"."+string(t.Period.Unit),
		grammar.Slots{"n": grammar.Plain(fmt.Sprint(n)), "value": grammar.Plain(text)},
		[]Number{t.number(text, value, ac), {Text: fmt.Sprint(n), Value: fmt.Sprint(n), Of: "count(" + strings.Join(higher, "; ") + ")"}})
	if f != nil {
		figure := t.total(t.Period)
		f.money, f.about = t.stake(orZero(figure.DeltaPY)), t.Metric.Name+" record"
	}
	return f
}

// unusual returns an insight about each member whose value is outside its usual range, whether or not the total is.
func (t *insightWriter) unusual() (list []Insight) {
	q, ok := t.question("last_year")
	if !ok || !t.Metric.AddsUp {
		return nil
	}
	for _, o := range insight.Outliers(q) {
		if o.Cut == weekCut || o.Cut == factorCut || o.Part.Coarser != "" {
			continue // the only rep of a region is reported as the region
		}
		for _, s := range t.answer(t.Metric, o.Cut, t.Metric.Known(t.Period)).Slices {
			f := s.Figure
			if s.Unassigned || memberKey(&s) != o.Part.Key || !f.AC.OK() || !f.PY.OK() || f.PY.Rat.Sign() == 0 {
				continue
			}
			side := "below"
			if o.Above {
				side = "above"
			}
			if (f.AC.Rat.Cmp(f.PY.Rat) > 0) != o.Above {
				continue
			}
			value, ref := t.w.Full(t.Metric, f.AC.Rat), t.w.Full(t.Metric, f.PY.Rat)
			found := t.newInsight("unusual", "unusual."+side, grammar.Slots{"who": t.member(o.Cut, s.Key), "value": grammar.Plain(value), "reference": grammar.Plain(ref)},
				[]Number{t.number(value, f.AC.Rat, t.key(t.Metric, o.Cut, s.Key, "ac")), t.number(ref, f.PY.Rat, t.key(t.Metric, o.Cut, s.Key, "py"))})
			if found != nil {
				found.By, found.money, found.about = o.Cut, t.stake(orZero(f.DeltaPY)), t.Metric.Name+" "+t.member(o.Cut, s.Key).Text
				list = append(list, *found)
			}
		}
	}
	return list
}

// concentratedShare is the minimum share of a few members for an insight.
var concentratedShare = big.NewRat(2, 5)

// concentration returns an insight if at most three of many members have together at least the share concentrated;
// otherwise nil.
func (t *insightWriter) concentration(by string) *Insight {
	if !t.Metric.AddsUp {
		return nil
	}
	var amounts []*big.Rat
	var members []metric.Slice
	for _, s := range t.answer(t.Metric, by, t.Metric.Known(t.Period)).Slices {
		amounts = append(amounts, orZero(s.Figure.AC))
		if !s.Unassigned {
			members = append(members, s)
		}
	}
	n, sum := insight.Concentration(amounts, concentratedShare, 3)
	f := t.total(t.Period)
	if n == 0 || f.AC.Rat.Sign() <= 0 || len(members) < len(amounts) {
		return nil
	}
	slices.SortStableFunc(members, func(a, b metric.Slice) int { return orZero(b.Figure.AC).Cmp(orZero(a.Figure.AC)) })
	key, of := "concentration.many", ""
	for i, s := range members[:n] {
		if i > 0 {
			of += " + "
		}
		of += t.key(t.Metric, by, s.Key, "ac")
	}
	share, total := new(big.Rat).Quo(sum, f.AC.Rat), t.key(t.Metric, "", "", "ac")
	slots := grammar.Slots{
		"n": grammar.Plain(t.g.Numeral(n)), "dimension": grammar.Plain(t.g.Members(t.w.Heading(by))), "share": grammar.Plain(t.g.Share(share)),
		"amount": grammar.Plain(t.w.Full(t.Metric, sum)), "total": grammar.Plain(t.w.Full(t.Metric, f.AC.Rat)),
	}
	if n == 1 {
		key, slots["who"] = "concentration.one", t.member(by, members[0].Key)
	}
	found := t.newInsight("concentration", key, slots, []Number{
		t.number(slots["share"].Text, share, "("+of+") ÷ "+total), t.number(slots["amount"].Text, sum, of), t.number(slots["total"].Text, f.AC.Rat, total),
	})
	if found != nil {
		found.By, found.about = by, t.Metric.Name+" concentration"
	}
	return found
}
