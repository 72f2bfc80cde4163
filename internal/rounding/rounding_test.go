package rounding

import (
	"math/big"
	"testing"
)

// Round rounds half away from zero, like FloatString.
func TestRound(t *testing.T) {
	for _, in := range []string{"0.5", "-0.5", "1.5", "2.5", "-2.5", "0.4999999", "-0.04", "1234.56789", "-1e-30", "99.995", "7"} {
		for digits := range 4 {
			r, ok := new(big.Rat).SetString(in)
			if !ok {
				t.Fatal(in)
			}
			got := Round(r, digits)
			if want, _ := new(big.Rat).SetString(r.FloatString(digits)); got.Cmp(want) != 0 {
				t.Errorf("Round(%s, %d) = %s, want %s", in, digits, got.FloatString(5), want.FloatString(5))
			}
		}
	}
}

func TestRoundStep(t *testing.T) {
	for wish, want := range map[float64]float64{0.7: 1, 1: 1, 1.01: 2, 3: 5, 7: 10, 0.034: 0.05, 230: 500} {
		if got, _ := Step(wish); got < want*0.999 || got > want*1.001 {
			t.Errorf("Step(%v) = %v, want %v", wish, got, want)
		}
	}
}

func TestRoundAbove(t *testing.T) {
	for n, want := range map[float64]float64{1: 1, 33.5: 35, 0.27: 0.3, 119999: 120000, 9.5: 10, 1000: 1000} {
		if got := RoundUp(n); got < want*(1-1e-9) || got > want*(1+1e-9) {
			t.Errorf("%v: %v, want %v", n, got, want)
		}
	}
}
