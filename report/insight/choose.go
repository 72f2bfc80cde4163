package insight

import (
	"cmp"
	"math"
	"math/big"
	"slices"
)

// Shares of a difference. A cause must explain half of it, or a third if its first part is clearly exceptional, because
// the reference is noisy too. Parts are added to a cause until they explain two thirds.
var (
	third     = big.NewRat(1, 3)
	half      = big.NewRat(1, 2)
	twoThirds = big.NewRat(2, 3)
)

// clearSurprise is the Surprise from which a part is clearly exceptional.
const clearSurprise = 1.25

const mostParts = 3

// bestCause returns the cause from the cut with the largest surprise; nil if no cut has one. If a rep lost sales, his region
// and his customers lost sales too, but the part that really changed is the most exceptional compared with its own
// noise. If a coarser part has the same difference, it is chosen.
func (q *Question) bestCause(b *background, gap *big.Rat) *Cause {
	var found []*Cause
	for i := range q.Cuts {
		if c := q.causeFrom(&q.Cuts[i], b, gap); c != nil {
			found = append(found, c)
		}
	}
	if len(found) == 0 {
		return nil
	}
	best := slices.MaxFunc(found, func(a, b *Cause) int { return cmp.Compare(a.Surprise, b.Surprise) })
	for wider := q.coarser(best, found); wider != nil; wider = q.coarser(best, found) {
		best = wider
	}
	best.Range = q.Range
	return best
}

// causeFrom returns the cause from one cut: the parts beyond the cut-off that have the difference's sign, largest
// first, until they make two thirds of it. It is nil if they make too little.
func (q *Question) causeFrom(c *Cut, b *background, gap *big.Rat) *Cause {
	if len(c.Parts) < 2 {
		return nil
	}
	sign := float64(gap.Sign())
	j := newJudge(c, b)
	order := make([]int, 0, len(c.Parts))
	for i, p := range c.Parts {
		if p.Amount.Sign() == gap.Sign() && !p.NotCause {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(x, y int) int {
		return compareSize(c.Parts[y].Amount, c.Parts[x].Amount)
	})
	if len(order) == 0 || share(c.Parts[order[0]].Amount, gap).Cmp(big.NewRat(1, 3*mostParts)) < 0 {
		return nil // even three parts cannot make a third of the difference
	}
	cut := j.cutoff(sign, byChance/float64(len(q.Cuts)))
	found := &Cause{Cut: c.Name, Gap: gap, Amount: new(big.Rat), OneSided: oneSided(c, gap)}
	for _, i := range order[:min(mostParts, len(order))] {
		if sign*j.t[i] < cut {
			continue
		}
		found.Parts = append(found.Parts, c.Parts[i])
		found.Amount.Add(found.Amount, c.Parts[i].Amount)
		found.deviation = math.Max(found.deviation, sign*j.t[i])
		if share(found.Amount, gap).Cmp(twoThirds) >= 0 {
			break
		}
	}
	found.Surprise = found.deviation / cut
	least := half
	if found.Surprise >= clearSurprise {
		least = third
	}
	if share(found.Amount, gap).Cmp(least) < 0 {
		return nil
	}
	return found
}

// oneSided reports whether the opposite effects are less than a tenth of the difference, so that shares of it are
// meaningful.
func oneSided(c *Cut, gap *big.Rat) bool {
	against := new(big.Rat)
	for _, p := range c.Parts {
		if p.Amount.Sign() == -gap.Sign() {
			against.Sub(against, p.Amount)
		}
	}
	return share(against, gap).Cmp(big.NewRat(1, 10)) < 0
}

func share(part, whole *big.Rat) *big.Rat { return new(big.Rat).Quo(part, whole) }

func compareSize(a, b *big.Rat) int { return new(big.Rat).Abs(a).Cmp(new(big.Rat).Abs(b)) }

// similarDeviation is the share of a part's deviation that a coarser part must have to replace it.
const similarDeviation = 0.9

// onlyParts reports whether each part of a cause is the only part of its coarser part. cut is the index of the cause's cut.
func (q *Question) onlyParts(cut int, c *Cause) bool {
	return !slices.ContainsFunc(q.Cuts[cut].Parts, func(p Part) bool {
		return slices.ContainsFunc(c.Parts, func(of Part) bool { return p.Coarser == of.Coarser && p.Key != of.Key })
	})
}

// coarser returns the cause from the coarser cut that replaces c, because it has nearly the same amount and deviates as
// much. It is nil if there is none.
func (q *Question) coarser(c *Cause, found []*Cause) *Cause {
	at := slices.IndexFunc(q.Cuts, func(cut Cut) bool { return cut.Name == c.Cut })
	for _, wider := range found {
		if wider.Cut != q.Cuts[at].Coarser || len(wider.Parts) > len(c.Parts) || wider.deviation < similarDeviation*c.deviation && !q.onlyParts(at, c) {
			continue
		}
		rest := new(big.Rat).Abs(minus(wider.Amount, c.Amount))
		if share(rest, new(big.Rat).Abs(c.Amount)).Cmp(big.NewRat(1, 10)) <= 0 && wider.Parts[0].Key == c.Parts[0].Coarser {
			return wider
		}
	}
	return nil
}
