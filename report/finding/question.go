package finding

import (
	"fmt"
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report/insight"
	"bilan/report/metric"
)

// question is the question what moved the figure from a reference; ok is false if either value is missing.
func (t *insightWriter) question(against string) (q insight.Question, ok bool) {
	f := t.total(t.Period)
	ref := reference(against, &f)
	if !f.AC.OK() || !ref.OK() {
		return q, false
	}
	past := t.knownPast()
	q = insight.Question{Actual: f.AC.Rat, Reference: ref.Rat, Past: t.series(t.Metric, past), Cycle: periodsPerYear[t.Period.Unit], Range: t.usualRange(against)}
	if against == "previous" && len(q.Past) > 0 {
		q.Previous = &q.Past[len(q.Past)-1]
	}
	if len(past) == 0 {
		return q, true
	}
	for _, by := range t.By {
		if cut, ok := t.cut(by, against, past); ok {
			q.Cuts = append(q.Cuts, cut)
		}
	}
	for _, cut := range []func(string, *insight.Question, []period.Period) (insight.Cut, bool){t.factors, t.weeks} {
		if c, ok := cut(against, &q, past); ok {
			q.Cuts = append(q.Cuts, c)
		}
	}
	return q, true
}

// addRest adds the remainder of the difference to a cut as a part. It returns false if the remainder is more than a tenth
// of the difference: the cut then explains too little. n is the number of past periods.
func addRest(cut *insight.Cut, gap *big.Rat, n int) bool {
	var parts []*big.Rat
	for _, p := range cut.Parts {
		parts = append(parts, p.Amount)
	}
	open := insight.Rest(gap, parts...)
	if open.Sign() != 0 {
		cut.Parts = append(cut.Parts, insight.Part{Key: restKey, Amount: open, Past: make([]float64, n), NotCause: true})
	}
	tenth := new(big.Rat).Quo(abs(gap), big.NewRat(10, 1))
	return abs(open).Cmp(tenth) <= 0
}

// restKey is the key of the part that rest adds.
const restKey = "\x00rest"

// cut divides the difference by the members of a dimension; for a ratio, into the mix and the members' rates. ok is
// false if that explains too little.
func (t *insightWriter) cut(by, against string, past []period.Period) (cut insight.Cut, ok bool) {
	f := t.total(t.Period)
	gap := new(big.Rat).Sub(f.AC.Rat, reference(against, &f).Rat)
	switch {
	case len(t.Terms) == 2:
		cut, ok = t.ratios(by, against, past)
	case t.Metric.AddsUp || t.Metric.MembersAdd:
		cut, ok = t.sums(by, against, past), true
	}
	if !ok || len(cut.Parts) < 2 {
		return cut, false
	}
	cut.Coarser = t.Parents[by]
	return cut, addRest(&cut, gap, len(past))
}

func (t *insightWriter) sums(by, against string, past []period.Period) insight.Cut {
	cut := insight.Cut{Name: by}
	at := map[string]int{}
	now := t.answer(t.Metric, by, t.Metric.Known(t.Period)).Slices
	for i := range now {
		s := &now[i]
		ref := reference(against, &s.Figure)
		amount := new(big.Rat).Sub(orZero(s.Figure.AC), orZero(ref))
		at[memberKey(s)] = len(cut.Parts)
		cut.Parts = append(cut.Parts, insight.Part{Key: memberKey(s), Coarser: t.parent(by, s), Amount: amount, Now: s.Figure.AC.Float(), Past: make([]float64, len(past)), NotCause: s.Unassigned})
	}
	for i, p := range past {
		slices := t.answer(t.Metric, by, p).Slices
		for j := range slices {
			if k, ok := at[memberKey(&slices[j])]; ok {
				cut.Parts[k].Past[i] = slices[j].Figure.AC.Float()
			}
		}
	}
	return cut
}

// parent is the key of the coarser member with the same values as s, such as the region of its only rep; "" for none.
func (t *insightWriter) parent(by string, s *metric.Slice) string {
	wider := t.Parents[by]
	if wider == "" || !slices.Contains(t.By, wider) {
		return ""
	}
	for _, w := range t.answer(t.Metric, wider, t.Metric.Known(t.Period)).Slices {
		f, g := w.Figure, s.Figure
		if orZero(f.AC).Cmp(orZero(g.AC)) == 0 && orZero(f.PY).Cmp(orZero(g.PY)) == 0 && orZero(f.PLToDate).Cmp(orZero(g.PLToDate)) == 0 {
			return memberKey(&w)
		}
	}
	return ""
}

// ratios divides the difference of a ratio into the mix and the members' rates. ok is false for the difference from an
// objective, which has no numerator and denominator.
func (t *insightWriter) ratios(by, against string, past []period.Period) (cut insight.Cut, ok bool) {
	if against == "target" {
		return cut, false // the objective is a ratio without numerator and denominator
	}
	keys, at := []string{}, map[string]int{}
	pick := func(p period.Period, of func(*metric.Figure) metric.Num) (list []insight.Ratio) {
		list = make([]insight.Ratio, len(keys))
		for i := range list {
			list[i] = insight.Ratio{Num: new(big.Rat), Den: new(big.Rat)}
		}
		for i, m := range t.Terms {
			members := t.answer(m, by, p).Slices
			for j := range members {
				if k, ok := at[memberKey(&members[j])]; ok {
					*[]**big.Rat{&list[k].Num, &list[k].Den}[i] = orZero(of(&members[j].Figure))
				}
			}
		}
		return list
	}
	now := t.Terms[1].Known(t.Period)
	for _, s := range t.answer(t.Terms[1], by, now).Slices {
		at[memberKey(&s)], keys = len(keys), append(keys, memberKey(&s))
	}
	actual := func(f *metric.Figure) metric.Num { return f.AC }
	ref := pick(now, func(f *metric.Figure) metric.Num { return reference(against, f) })
	history := make([][]insight.Ratio, len(keys))
	for _, p := range past {
		for i, r := range pick(p, actual) {
			history[i] = append(history[i], r)
		}
	}
	if len(keys) < 2 {
		return cut, false
	}
	cut, ok = insight.RatioCut(by, keys, pick(now, actual), ref, history)
	for i, p := range cut.Parts {
		cut.Parts[i].NotCause = p.Key == unassignedKey
	}
	return cut, ok
}

// factorCut and weekCut are the names of cuts that are not dimensions.
const (
	factorCut = "\x00factor"
	weekCut   = "\x00week"
)

// factors divides the difference by the factors whose product is the figure. ok is false if the factors are unknown or
// explain too little.
func (t *insightWriter) factors(against string, q *insight.Question, past []period.Period) (cut insight.Cut, ok bool) {
	if len(t.Factors) < 2 || against == "target" {
		return cut, false
	}
	var keys []string
	var now, ref []*big.Rat
	var history [][]float64
	for _, m := range t.Factors {
		f := t.answer(m, "", m.Known(t.Period)).Total
		r := reference(against, &f)
		if !f.AC.OK() || !r.OK() {
			return cut, false
		}
		keys, now, ref = append(keys, m.Name), append(now, f.AC.Rat), append(ref, r.Rat)
		history = append(history, t.series(m, past))
	}
	cut = insight.FactorCut(factorCut, keys, now, ref, history)
	return cut, addRest(&cut, new(big.Rat).Sub(q.Actual, q.Reference), len(past))
}

// weeks divides the difference of a complete month by its weeks. A week's reference is the month's, in proportion to
// business days. ok is false if the division is not possible or explains too little.
func (t *insightWriter) weeks(_ string, q *insight.Question, past []period.Period) (cut insight.Cut, ok bool) {
	if t.Weeks == nil || !t.Metric.AddsUp || t.Period.Open() {
		return cut, false
	}
	months := t.Weeks[len(t.Weeks)-1-len(past):]
	var paces []float64
	for i, p := range past {
		pace, _ := t.paces(months[i], p)
		paces = append(paces, pace...)
	}
	weeks := months[len(past)]
	pace, days := t.paces(weeks, t.Period)
	var keys []string
	var now, ref []*big.Rat
	for i, w := range weeks {
		if days[i] == 0 {
			return cut, false
		}
		keys = append(keys, fmt.Sprint(i))
		now = append(now, orZero(t.answer(t.Metric, "", w).Total.AC))
		ref = append(ref, new(big.Rat).Mul(q.Reference, big.NewRat(int64(days[i]), int64(t.Days(t.Period)))))
	}
	if len(weeks) < 2 {
		return cut, false
	}
	cut = insight.WeekCut(weekCut, keys, now, ref, pace, paces)
	return cut, addRest(&cut, new(big.Rat).Sub(q.Actual, q.Reference), len(past))
}

// paces returns each week's value per business day, divided by that of the month p, and each week's business days. Past
// weeks of fewer than three business days are left out, because their pace is not reliable.
func (t *insightWriter) paces(weeks []period.Period, p period.Period) (list []float64, days []int) {
	whole := t.answer(t.Metric, "", p).Total.AC.Float() / float64(max(t.Days(p), 1))
	now := p == t.Period
	for _, w := range weeks {
		n := t.Days(w)
		if !now && n < 3 {
			continue
		}
		pace := 1.0
		if whole != 0 && n > 0 {
			pace = t.answer(t.Metric, "", w).Total.AC.Float() / float64(n) / whole
		}
		list, days = append(list, pace), append(days, n)
	}
	return list, days
}
