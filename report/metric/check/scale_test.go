package check

import (
	"math/big"
	"testing"
)

// A target is in another unit if the actual is far from it, and a factor of units brings both near each other.
func TestUnitFactor(t *testing.T) {
	for _, c := range []struct{ actual, target, want string }{
		{"100000", "100", "1000"}, {"290000", "100", "1000"}, {"40000", "100", "1000"}, {"33000", "100", ""}, {"34000", "100", "1000"},
		{"10000", "100", "100"}, {"1000", "100", ""}, {"2000", "100", ""}, {"2001", "100", ""}, {"4000", "100", "100"},
		{"100", "10000", "1/100"}, {"100", "100000", "1/1000"}, {"5", "100", ""}, {"1", "100", "1/100"},
		{"100", "100", ""}, {"0", "100", ""}, {"-100000", "100", ""}, {"100000", "0", ""},
	} {
		a, _ := new(big.Rat).SetString(c.actual)
		g, _ := new(big.Rat).SetString(c.target)
		got := ""
		if f := unitFactor(a, g); f != nil {
			got = f.RatString()
		}
		if got != c.want {
			t.Errorf("%s against %s: %q, want %q", c.actual, c.target, got, c.want)
		}
	}
	if isSameFactor(nil, one) || !isSameFactor(big.NewRat(2, 2), one) || isSameFactor(big.NewRat(1, 100), one) {
		t.Error("no factor is the same as one")
	}
}
