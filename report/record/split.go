package record

import (
	"math/big"
	"slices"
)

// Split divides a change of the total by the members of a dimension, the largest part first. The parts sum to the
// change exactly.
type Split struct {
	By    string
	Parts []Part
}

// Part is the change of one member's figure. If only one of the editions has the member, the change is the complete
// figure.
type Part struct {
	Figure
	Delta *big.Rat
}

// Largest returns the largest parts with the sign of the change until they explain two thirds of it, at most most of
// them. others is the sum of all other parts.
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

// splitByDimension divides a change of the total by each dimension whose members' changes sum to it. A ratio cannot be
// added up, so it is not divided.
func splitByDimension(c Change, was, is map[breakdownKey]Set) (list []Split) {
	at := breakdownKey{c.Metric, c.Period, c.To, ""}
	for _, by := range dimensions(at, was, is) {
		at.by = by
		s, sum := Split{By: by}, new(big.Rat)
		for _, p := range changedMembers(was[at], is[at]) {
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

// breakdownKey identifies the figures of a metric in a period by one dimension.
type breakdownKey struct{ metric, period, to, by string }

func (s Set) byBreakdown() map[breakdownKey]Set {
	of := map[breakdownKey]Set{}
	for _, f := range s {
		at := breakdownKey{f.Metric, f.Period, f.To, f.By}
		of[at] = append(of[at], f)
	}
	return of
}

func dimensions(at breakdownKey, sets ...map[breakdownKey]Set) (list []string) {
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

// changedMembers lists the members whose figures differ.
func changedMembers(was, is Set) (list []Part) {
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
	if r := parseNumber(text); r != nil {
		return r
	}
	return new(big.Rat)
}
