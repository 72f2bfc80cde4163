package finding

import (
	"fmt"
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report/insight"
	"bilan/report/metric"
)

// question asks what moved the figure against a reference; ok is false if one of them is missing.
func (t *insightWriter) question(against string) (q insight.Question, ok bool) {
	f := t.total(t.Period)
	ref := reference(against, &f)
	if !f.AC.OK() || !ref.OK() {
		return q, false
	}
	past := t.known()
	q = insight.Question{Actual: f.AC.Rat, Reference: ref.Rat, Past: t.series(t.Metric, past), Cycle: cycles[t.Period.Unit], Range: t.usual(against)}
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

// rest adds the remainder of the difference to a cut. A cut with a large remainder is useless.
func rest(cut *insight.Cut, gap *big.Rat, n int) bool {
	var parts []*big.Rat
	for _, p := range cut.Parts {
		parts = append(parts, p.Amount)
	}
	open := insight.Rest(gap, parts...)
	if open.Sign() != 0 {
		cut.Parts = append(cut.Parts, insight.Part{Key: restKey, Amount: open, Past: make([]float64, n), Aside: true})
	}
	tenth := new(big.Rat).Quo(abs(gap), big.NewRat(10, 1))
	return abs(open).Cmp(tenth) <= 0
}

// restKey is the part that closes a cut's sum.
const restKey = "\x00rest"

// cut is the cut by a dimension: of a sum, or of a ratio into its mix and rates.
func (t *insightWriter) cut(by, against string, past []period.Period) (cut insight.Cut, ok bool) {
	f := t.total(t.Period)
	gap := new(big.Rat).Sub(f.AC.Rat, reference(against, &f).Rat)
	switch {
	case len(t.Over) == 2:
		cut, ok = t.ratios(by, against, past)
	case t.Metric.AddsUp || t.Metric.MembersAdd:
		cut, ok = t.sums(by, against, past), true
	}
	if !ok || len(cut.Parts) < 2 {
		return cut, false
	}
	cut.Within = t.Within[by]
	return cut, rest(&cut, gap, len(past))
}

func (t *insightWriter) sums(by, against string, past []period.Period) insight.Cut {
	cut := insight.Cut{Name: by}
	at := map[string]int{}
	now := t.answer(t.Metric, by, t.Metric.Known(t.Period)).Slices
	for i := range now {
		s := &now[i]
		ref := reference(against, &s.Figure)
		amount := new(big.Rat).Sub(orZero(s.Figure.AC), orZero(ref))
		at[slot(s)] = len(cut.Parts)
		cut.Parts = append(cut.Parts, insight.Part{Key: slot(s), Of: t.parent(by, s), Amount: amount, Now: s.Figure.AC.Float(), Past: make([]float64, len(past)), Aside: s.Unassigned})
	}
	for i, p := range past {
		slices := t.answer(t.Metric, by, p).Slices
		for j := range slices {
			if k, ok := at[slot(&slices[j])]; ok {
				cut.Parts[k].Past[i] = slices[j].Figure.AC.Float()
			}
		}
	}
	return cut
}

// parent is the coarser member with the same amount as a member, such as the region of a rep who is alone in it.
func (t *insightWriter) parent(by string, s *metric.Slice) string {
	wider := t.Within[by]
	if wider == "" || !slices.Contains(t.By, wider) {
		return ""
	}
	for _, w := range t.answer(t.Metric, wider, t.Metric.Known(t.Period)).Slices {
		f, g := w.Figure, s.Figure
		if orZero(f.AC).Cmp(orZero(g.AC)) == 0 && orZero(f.PY).Cmp(orZero(g.PY)) == 0 && orZero(f.PLToDate).Cmp(orZero(g.PLToDate)) == 0 {
			return slot(&w)
		}
	}
	return ""
}

// ratios is the cut of a ratio by a dimension, whose reference must have both its terms.
func (t *insightWriter) ratios(by, against string, past []period.Period) (cut insight.Cut, ok bool) {
	if against == "target" {
		return cut, false // objectives are set for the ratio, not for what it is made of
	}
	keys, at := []string{}, map[string]int{}
	pick := func(p period.Period, of func(*metric.Figure) metric.Num) (list []insight.Ratio) {
		list = make([]insight.Ratio, len(keys))
		for i := range list {
			list[i] = insight.Ratio{Num: new(big.Rat), Den: new(big.Rat)}
		}
		for i, m := range t.Over {
			members := t.answer(m, by, p).Slices
			for j := range members {
				if k, ok := at[slot(&members[j])]; ok {
					*[]**big.Rat{&list[k].Num, &list[k].Den}[i] = orZero(of(&members[j].Figure))
				}
			}
		}
		return list
	}
	now := t.Over[1].Known(t.Period)
	for _, s := range t.answer(t.Over[1], by, now).Slices {
		at[slot(&s)], keys = len(keys), append(keys, slot(&s))
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
	return insight.RatioCut(by, keys, pick(now, actual), ref, history)
}

// factorCut and weekCut are the names of cuts that are not dimensions.
const (
	factorCut = "\x00factor"
	weekCut   = "\x00week"
)

// factors is the cut by an identity.
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
	return cut, rest(&cut, new(big.Rat).Sub(q.Actual, q.Reference), len(past))
}

// weeks divides a month into its weeks. Each week is compared with the share of the reference that its business days have.
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
	return cut, rest(&cut, new(big.Rat).Sub(q.Actual, q.Reference), len(past))
}

// paces are the value per business day of each week divided by that of its period. Weeks of one or two business days
// are left out of the past, because their pace is not reliable.
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
