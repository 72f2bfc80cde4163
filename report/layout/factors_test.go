package layout

import (
	"fmt"
	"testing"

	"bilan/report"
	"bilan/report/typeface"
)

// Charts of a page that want similar factors share the smallest of them.
func TestChartsOfAPageShareFactors(t *testing.T) {
	wants := func(f float64) Placed {
		return Placed{Piece: &Piece{Needs: []Need{{WantedFactor: func(*Sheet) float64 { return f }}, {}}}}
	}
	for _, c := range []struct {
		wanted []float64
		shared string
	}{
		{[]float64{2, 5}, "[2 2]"},
		{[]float64{50, 1, 2}, "[50 1 1]"},
		{[]float64{10, 20, 50, 100}, "[10 10 50 50]"},
		{[]float64{0.5, 5}, "[0.5 5]"},
	} {
		s := &Sheet{}
		var page []Placed
		for _, f := range c.wanted {
			page = append(page, wants(f))
		}
		s.AgreeFactors(page)
		var got []float64
		for _, f := range c.wanted {
			got = append(got, s.SharedFactor(f))
		}
		if fmt.Sprint(got) != c.shared {
			t.Errorf("%v: %v, want %s", c.wanted, got, c.shared)
		}
	}
}

func TestMagnifiedInWords(t *testing.T) {
	w := report.ChartWords{MagnifiedDelta: "%s: variances %s times.", Magnified: "%s: bars %s times.", ReducedDelta: "%s: %s times smaller."}
	for _, c := range []struct {
		whole, deltas float64
		want          string
	}{
		{1, 1, ""}, {1, 2, "×2: variances 2 times."}, {10, 1, "×10: bars 10 times."}, {10, 10, "×10: bars 10 times."},
		{5, 20, "×5: bars 5 times. ×20: variances 20 times."}, {1, 0.2, "÷5: 5 times smaller."}, {2, 0.5, "×2: bars 2 times. ÷2: 2 times smaller."},
	} {
		if got := FactorsNote(w, c.whole, c.deltas); got != c.want {
			t.Errorf("%v, %v: %q, want %q", c.whole, c.deltas, got, c.want)
		}
	}
	if got := FactorsNote(report.ChartWords{}, 2, 5); got != "" {
		t.Errorf("without words: %q", got)
	}
	if got := factorNote("%d%s%s%s", 2); got != "" {
		t.Errorf("words that do not fit: %q", got)
	}
}

func TestHexColor(t *testing.T) {
	for in, want := range map[string]typeface.Color{"#1a4f8b": {0x1a, 0x4f, 0x8b}, "": Actual, "red": Actual, "#12345": Actual, "#gggggg": Actual} {
		if got := HexColor(in); got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}
