package mapping

import (
	"math/big"
	"testing"
)

func TestGrowthIsExactInSQL(t *testing.T) {
	for ratio, want := range map[string]string{"1/20": "(1 + 0.05)", "-1/50": "(1 + -0.02)", "333/1000": "(1 + 0.333)", "1": "(1 + 1)", "0": "1"} {
		r, _ := new(big.Rat).SetString(ratio)
		if got := (Growth{r}).SQL(); got != want {
			t.Errorf("%s: %s, want %s", ratio, got, want)
		}
	}
	if got := (Growth{}).SQL(); got != "1" {
		t.Errorf("no growth: %s", got)
	}
}
