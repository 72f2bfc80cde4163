package forecast

import (
	"math"
	"testing"
)

// A range of a year's total from 24 overlapping errors contains the total as often as it says.
func TestRangesOfOverlappingTotals(t *testing.T) {
	const steps, known = 12, 24
	r, held := newTestRandom(), 0
	for range 2000 {
		shocks := make([]float64, known+2*steps)
		for i := range shocks {
			shocks[i] = r.NormFloat64()
		}
		var past []miss
		for i := range known {
			past = append(past, miss{1000, 1000 + sum(shocks[i:i+steps])})
		}
		span, ok := conformal(1000, past, 0.8, 24, steps)
		if !ok {
			t.Fatal("no range")
		}
		if span.Holds(1000 + sum(shocks[known+steps-1:known+2*steps-1])) {
			held++
		}
	}
	if share := float64(held) / 2000; share < 0.77 || share > 0.83 {
		t.Errorf("8 in 10 held %.1f times in 100", 100*share)
	}
}

func TestErrorsThatDoNotOverlap(t *testing.T) {
	errors := []float64{1, 1, -1, -1, 1, 1, -1, -1, 1, 1}
	if w := widening(errors, 10, 0.8, 1); w != 1 {
		t.Errorf("one step ahead the range is %v times as wide", w)
	}
	if n := effectiveCount(make([]float64, 10), 10, 12); n != 10 {
		t.Errorf("of errors of 0 %v are independent", n)
	}
	same := []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}
	if n := effectiveCount(same, 10, 4); n != 2.5 {
		t.Errorf("errors that are all the same count as %v", n)
	}
}

// For at least 4 degrees of freedom, the quantiles differ from those of printed tables by less than a hundredth.
func TestStudent(t *testing.T) {
	for _, test := range []struct{ level, freedom, want float64 }{
		{0.8, 4, 1.533}, {0.8, 10, 1.372}, {0.8, 1000, 1.282}, {0.95, 4, 2.776}, {0.95, 10, 2.228}, {0.95, 30, 2.042}, {0.8, 2, 1.886},
	} {
		if got := student(test.level, test.freedom); math.Abs(got-test.want) > 0.01*test.want {
			t.Errorf("%v of %v: %.3f, not %.3f", test.level, test.freedom, got, test.want)
		}
	}
}
