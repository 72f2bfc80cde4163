package insight

import "math/big"

// Shapley divides the change of a product by its factors. The contribution of a factor is its mean over all orders in
// which the factors may change (Shapley 1953). For two factors, each change is weighted with the other's mean (Bennet
// 1920). The parts sum exactly to the change of the product.
func Shapley(from, to []*big.Rat) []*big.Rat {
	n := len(from)
	parts := make([]*big.Rat, n)
	for i := range parts {
		parts[i] = new(big.Rat)
	}
	for set := range 1 << n { // the bits of set are the factors that have changed already
		for i := range n {
			if set&(1<<i) != 0 {
				continue
			}
			rest := new(big.Rat).Set(weight(n, set))
			for j := range n {
				switch {
				case j == i:
				case set&(1<<j) != 0:
					rest.Mul(rest, to[j])
				default:
					rest.Mul(rest, from[j])
				}
			}
			parts[i].Add(parts[i], rest.Mul(rest, minus(to[i], from[i])))
		}
	}
	return parts
}

// weight is the share of all orders of n factors that begin with those of set, followed by one given other factor.
func weight(n, set int) *big.Rat {
	k := 0
	for ; set > 0; set &= set - 1 {
		k++
	}
	w := new(big.Int).Mul(factorial(k), factorial(n-1-k))
	return new(big.Rat).SetFrac(w, factorial(n))
}

func factorial(n int) *big.Int { return new(big.Int).MulRange(1, int64(n)) }

// Ratio is a member's numerator and denominator: margin and revenue, for a margin rate. If Den is zero, Num must be
// zero.
type Ratio struct{ Num, Den *big.Rat }

// MixRate divides the change of Σ Num ÷ Σ Den by members, into the effect of their weights, Δw·(r̄ − R̄), and of their
// rates, w̄·Δr. All effects sum exactly to the change. A member that is new or gone has only an effect of its weight.
// ok is false if a sum of Den is zero, or a member has a Num without a Den.
func MixRate(from, to []Ratio) (mix, rate []*big.Rat, ok bool) {
	r0, r1 := totalRatio(from), totalRatio(to)
	if r0.Den.Sign() == 0 || r1.Den.Sign() == 0 {
		return nil, nil, false
	}
	overall := mean(r0.value(), r1.value())
	for i := range from {
		a, b := from[i], to[i]
		if a.Den.Sign() == 0 && a.Num.Sign() != 0 || b.Den.Sign() == 0 && b.Num.Sign() != 0 {
			return nil, nil, false
		}
		ra, rb := a.value(), b.value()
		switch {
		case a.Den.Sign() == 0:
			ra = rb
		case b.Den.Sign() == 0:
			rb = ra
		}
		w0, w1 := new(big.Rat).Quo(a.Den, r0.Den), new(big.Rat).Quo(b.Den, r1.Den)
		mix = append(mix, times(minus(w1, w0), minus(mean(ra, rb), overall)))
		rate = append(rate, times(mean(w0, w1), minus(rb, ra)))
	}
	return mix, rate, true
}

func totalRatio(list []Ratio) Ratio {
	all := Ratio{new(big.Rat), new(big.Rat)}
	for _, r := range list {
		all.Num.Add(all.Num, r.Num)
		all.Den.Add(all.Den, r.Den)
	}
	return all
}

// value is Num ÷ Den; zero if Den is zero.
func (r Ratio) value() *big.Rat {
	if r.Den.Sign() == 0 {
		return new(big.Rat)
	}
	return new(big.Rat).Quo(r.Num, r.Den)
}

// Rest is gap minus all parts. It is zero for the parts that this package makes.
func Rest(gap *big.Rat, parts ...*big.Rat) *big.Rat {
	rest := new(big.Rat).Set(gap)
	for _, p := range parts {
		rest.Sub(rest, p)
	}
	return rest
}

func minus(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

func mean(a, b *big.Rat) *big.Rat {
	sum := new(big.Rat).Add(a, b)
	return sum.Quo(sum, big.NewRat(2, 1))
}
