package metric

import (
	"math/big"
	"testing"
)

func rat(s string) Num {
	if s == "" {
		return NoNum(NoData)
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return NumOf(r)
}

func show(n Num) string {
	if !n.OK() {
		return [...]string{"no data", "present", "no target", "not yet", "undefined"}[n.State]
	}
	return n.Rat.RatString()
}

func TestCompare(t *testing.T) {
	thresholds := Metric{OnTrack: big.NewRat(1, 1), AtRisk: big.NewRat(9, 10)}
	more, less, percent := thresholds, thresholds, thresholds
	less.LowerBetter = true
	percent.Unit = Percent
	for _, test := range []struct {
		name                string
		metric              *Metric
		ac, pl              string
		delta, pct, reached string
		status              Status
	}{
		{"above", &more, "110", "100", "10", "1/10", "11/10", OnTrack},
		{"exactly", &more, "100", "100", "0", "0", "1", OnTrack},
		{"just below", &more, "99", "100", "-1", "-1/100", "99/100", AtRisk},
		{"at the edge", &more, "90", "100", "-10", "-1/10", "9/10", AtRisk},
		{"far below", &more, "50", "100", "-50", "-1/2", "1/2", OffTrack},
		{"less is better", &less, "90", "100", "-10", "-1/10", "9/10", OnTrack},
		{"less is better, missed", &less, "150", "100", "50", "1/2", "3/2", OffTrack},
		{"points", &percent, "3/10", "28/100", "1/50", "1/50", "15/14", OnTrack},
		{"zero target", &more, "10", "0", "10", "undefined", "undefined", OnTrack},
		{"negative target", &more, "-5", "-10", "5", "1/2", "1/2", OnTrack},
		{"no data", &more, "", "100", "no data", "no data", "no data", NoStatus},
	} {
		f := Figure{Metric: test.metric, AC: rat(test.ac), PL: rat(test.pl), PLToDate: rat(test.pl)}
		f.Compare()
		if show(f.DeltaPL) != test.delta || show(f.DeltaPLPct) != test.pct || show(f.Attainment) != test.reached || f.Status != test.status {
			t.Errorf("%s: Δ %s, %s, attainment %s, status %d", test.name, show(f.DeltaPL), show(f.DeltaPLPct), show(f.Attainment), f.Status)
		}
	}
}
