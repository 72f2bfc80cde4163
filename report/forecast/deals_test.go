package forecast

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestPipelineRange(t *testing.T) {
	r, deals := rand.New(rand.NewPCG(1, 1)), make([]Deal, 12)
	for i := range deals {
		deals[i] = Deal{1000 * (1 + 9*r.Float64()), []float64{0.1, 0.3, 0.5, 0.8}[i%4]}
	}
	w := Pipeline(deals)
	if low, high := w.Range.Low/w.Sum, w.Range.High/w.Sum; low < 0.25 || low > 0.7 || high < 1.3 || high > 1.9 {
		t.Errorf("from %.2f to %.2f of the weighted sum", low, high)
	}
	slices.Reverse(deals)
	if again := Pipeline(deals); again.Range != w.Range || !near(again.Sum, w.Sum, 1e-6) {
		t.Errorf("in another order %v, not %v", again, w)
	}
	if sure := Pipeline([]Deal{{100, 1}, {50, 0}}); sure.Range.Low != 100 || sure.Range.High != 100 || sure.Sum != 100 {
		t.Errorf("what is sure has no range: %v", sure)
	}
	if none := Pipeline(nil); none.Sum != 0 || none.Range.High != 0 {
		t.Errorf("no deals: %v", none)
	}
}

// The sum of many equal deals is nearly normal, so P10 and P90 are 1.2816 standard deviations from the mean.
func TestPipelineIsDrawnDealByDeal(t *testing.T) {
	deals := make([]Deal, 400)
	for i := range deals {
		deals[i] = Deal{1, 0.5}
	}
	if w := Pipeline(deals); !near(w.Range.Low, 187, 2) || !near(w.Range.High, 213, 2) {
		t.Errorf("200 ± 12.8: %v", w.Range)
	}
}
