package insight

import (
	"cmp"
	"math"
	"math/big"
	"slices"
)

// The share of a difference that a part must explain to count as its cause, and the share that is enough. The reference
// has its own noise, so a part that is clearly exceptional may explain less than half.
var (
	third     = big.NewRat(1, 3)
	half      = big.NewRat(1, 2)
	twoThirds = big.NewRat(2, 3)
)

// clearly is how far beyond the cut-off such a part must be.
const clearly = 1.25

const mostParts = 3

// best is the cause from the cut with the largest surprise. If a rep lost sales, so did his customers and his region.
// Measured by its own noise, the part that really moved is further out than the parts that contain it, and than each of
// its own parts. If a part and a coarser one have the same difference, the coarser one is chosen.
func (q *Question) best(b *background, gap *big.Rat) *Cause {
	var found []*Cause
	for i := range q.Cuts {
		if c := q.explained(&q.Cuts[i], b, gap); c != nil {
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

// explained is the result of a cut: the parts beyond the cut-off with the difference's sign, largest first, until they
// make two thirds of it; nil if they make too little.
func (q *Question) explained(c *Cut, b *background, gap *big.Rat) *Cause {
	if len(c.Parts) < 2 {
		return nil
	}
	sign := float64(gap.Sign())
	j := newJudge(c, b)
	order := make([]int, 0, len(c.Parts))
	for i, p := range c.Parts {
		if p.Amount.Sign() == gap.Sign() && !p.Aside {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(x, y int) int {
		return compareSize(c.Parts[y].Amount, c.Parts[x].Amount)
	})
	if len(order) == 0 || share(c.Parts[order[0]].Amount, gap).Cmp(big.NewRat(1, 3*mostParts)) < 0 {
		return nil // no three of them make a third of it
	}
	cut := j.cutoff(sign, byChance/float64(len(q.Cuts)))
	found := &Cause{Cut: c.Name, Gap: gap, Amount: new(big.Rat), OneSided: oneSided(c, gap)}
	for _, i := range order[:min(mostParts, len(order))] {
		if sign*j.t[i] < cut {
			continue
		}
		found.Parts = append(found.Parts, c.Parts[i])
		found.Amount.Add(found.Amount, c.Parts[i].Amount)
		found.off = math.Max(found.off, sign*j.t[i])
		if share(found.Amount, gap).Cmp(twoThirds) >= 0 {
			break
		}
	}
	found.Surprise = found.off / cut
	least := half
	if found.Surprise >= clearly {
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

// asMuch is how much of the finer part's surprise a coarser one must have to be taken in its place.
const asMuch = 0.9

// alone reports whether each part of a cause is the only one of the coarser part that it belongs to.
func (q *Question) alone(cut int, c *Cause) bool {
	return !slices.ContainsFunc(q.Cuts[cut].Parts, func(p Part) bool {
		return slices.ContainsFunc(c.Parts, func(of Part) bool { return p.Of == of.Of && p.Key != of.Key })
	})
}

// coarser is the cause from the cut that the given one refines, if it explains as much: the same amount, as far out.
func (q *Question) coarser(c *Cause, found []*Cause) *Cause {
	at := slices.IndexFunc(q.Cuts, func(cut Cut) bool { return cut.Name == c.Cut })
	for _, wider := range found {
		if wider.Cut != q.Cuts[at].Within || len(wider.Parts) > len(c.Parts) || wider.off < asMuch*c.off && !q.alone(at, c) {
			continue
		}
		rest := new(big.Rat).Abs(minus(wider.Amount, c.Amount))
		if share(rest, new(big.Rat).Abs(c.Amount)).Cmp(big.NewRat(1, 10)) <= 0 && wider.Parts[0].Key == c.Parts[0].Of {
			return wider
		}
	}
	return nil
}
