package insight

import (
	"math/big"
	"math/rand/v2"
	"testing"
	"testing/quick"
)

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return r
}

// bennet divides the change of a product of two factors: each change is weighted with the other's mean, Δx·ȳ and Δy·x̄.
func bennet(x0, y0, x1, y1 *big.Rat) (x, y *big.Rat) {
	return times(minus(x1, x0), mean(y0, y1)), times(minus(y1, y0), mean(x0, x1))
}

func TestShapleyOfTwoFactors(t *testing.T) {
	parts := Shapley([]*big.Rat{rat("100"), rat("8")}, []*big.Rat{rat("90"), rat("10")}) // sales, basket
	if parts[0].Cmp(rat("-90")) != 0 || parts[1].Cmp(rat("190")) != 0 {
		t.Errorf("sales %v, basket %v", parts[0], parts[1])
	}
}

// For random amounts, the parts sum exactly to the difference.
func TestSplitsClose(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	amount := func() *big.Rat { return big.NewRat(r.Int64N(2_000_000)-1_000_000, 100) }
	check := func(uint8) bool {
		var from, to []*big.Rat
		n := 2 + r.IntN(4)
		first, last := big.NewRat(1, 1), big.NewRat(1, 1)
		for i := range n {
			from, to = append(from, amount()), append(to, amount())
			first, last = times(first, from[i]), times(last, to[i])
		}
		if Rest(minus(last, first), Shapley(from, to)...).Sign() != 0 {
			return false
		}
		x, y := bennet(from[0], from[1], to[0], to[1])
		if s := Shapley(from[:2], to[:2]); x.Cmp(s[0]) != 0 || y.Cmp(s[1]) != 0 {
			return false
		}
		a, b := ratios(r, n), ratios(r, n)
		mix, rate, ok := MixRate(a, b)
		if !ok {
			return true
		}
		return Rest(minus(totalRatio(b).value(), totalRatio(a).value()), append(mix, rate...)...).Sign() == 0
	}
	if err := quick.Check(check, &quick.Config{MaxCount: 300}); err != nil {
		t.Error(err)
	}
}

// ratios makes the ratios of n random members. Some of them sell nothing.
func ratios(r *rand.Rand, n int) (list []Ratio) {
	for range n {
		den := r.Int64N(5) * 1000
		list = append(list, Ratio{big.NewRat(min(den, r.Int64N(4000)), 7), big.NewRat(den, 3)})
	}
	return list
}

func TestMixRate(t *testing.T) {
	// Two products at 50 % and 20 %: a quarter of the revenue moves to the second, whose rate rises to 30 %.
	from := []Ratio{{rat("50"), rat("100")}, {rat("20"), rat("100")}}
	to := []Ratio{{rat("25"), rat("50")}, {rat("45"), rat("150")}}
	mix, rate, ok := MixRate(from, to)
	if !ok || mix[0].Cmp(rat("-0.0375")) != 0 || mix[1].Cmp(rat("-0.025")) != 0 || rate[0].Sign() != 0 || rate[1].Cmp(rat("0.0625")) != 0 {
		t.Errorf("mix %v, rate %v, %v", mix, rate, ok)
	}
	// A new member changes only the mix.
	mix, rate, _ = MixRate([]Ratio{{rat("50"), rat("100")}, {rat("0"), rat("0")}}, to)
	if rate[1].Sign() != 0 || mix[1].Sign() == 0 {
		t.Errorf("of a new member: mix %v, rate %v", mix[1], rate[1])
	}
	if _, _, ok := MixRate([]Ratio{{rat("1"), rat("0")}, {rat("1"), rat("1")}}, to); ok {
		t.Error("a margin without revenue was split")
	}
}
