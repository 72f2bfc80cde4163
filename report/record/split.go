package record

import (
	"math/big"
	"slices"
)

// Split is which members of a dimension a change of the whole is made of, the largest first. Their changes sum to it exactly.
type Split struct {
	By    string
	Parts []Part
}

// Part is the change of one member's figure. Of a member that only one of the editions has it is all of the figure.
type Part struct {
	Figure
	Delta *big.Rat
}

// Largest are the first parts that go the way of the change, until they make two thirds of it, at most so many, and what all others add.
func (s Split) Largest(change *big.Rat, most int) (parts []Part, others *big.Rat) {
	others = new(big.Rat).Set(change)
	enough := new(big.Rat).Quo(new(big.Rat).Abs(change), big.NewRat(3, 1))
	for _, p := range s.Parts {
		if len(parts) == most || len(parts) > 0 && new(big.Rat).Abs(others).Cmp(enough) <= 0 {
			break
		}
		if p.Delta.Sign() == change.Sign() {
			parts, others = append(parts, p), new(big.Rat).Sub(others, p.Delta)
		}
	}
	return parts, others
}

// splits finds those of a change of the whole: by each dimension whose members make all of it. Of what does not add up there is none.
func splits(c Change, was, is map[cutKey]Set) (list []Split) {
	at := cutKey{c.Metric, c.Period, c.To, ""}
	for _, by := range dimensions(at, was, is) {
		at.by = by
		s, sum := Split{By: by}, new(big.Rat)
		for _, p := range moved(was[at], is[at]) {
			s.Parts = append(s.Parts, p)
			sum.Add(sum, p.Delta)
		}
		if len(s.Parts) > 0 && sum.Cmp(c.Delta()) == 0 {
			slices.SortStableFunc(s.Parts, func(a, b Part) int { return new(big.Rat).Abs(b.Delta).Cmp(new(big.Rat).Abs(a.Delta)) })
			list = append(list, s)
		}
	}
	return list
}

// cutKey is a metric in a period, by a dimension.
type cutKey struct{ metric, period, to, by string }

func (s Set) byCut() map[cutKey]Set {
	of := map[cutKey]Set{}
	for _, f := range s {
		at := cutKey{f.Metric, f.Period, f.To, f.By}
		of[at] = append(of[at], f)
	}
	return of
}

func dimensions(at cutKey, sets ...map[cutKey]Set) (list []string) {
	for _, set := range sets {
		for other := range set {
			if other.metric == at.metric && other.period == at.period && other.to == at.to && other.by != "" {
				list = append(list, other.by)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// moved are the members whose figure is not what it was.
func moved(was, is Set) (list []Part) {
	before, now := was.byKey(), is.byKey()
	for _, f := range is {
		list = append(list, Part{f, new(big.Rat).Sub(orZero(f.AC), orZero(before[f.Key].AC))})
	}
	for _, f := range was {
		if _, stays := now[f.Key]; !stays {
			list = append(list, Part{f, new(big.Rat).Neg(orZero(f.AC))})
		}
	}
	return slices.DeleteFunc(list, func(p Part) bool { return p.Delta.Sign() == 0 })
}

func orZero(text string) *big.Rat {
	if r := number(text); r != nil {
		return r
	}
	return new(big.Rat)
}
