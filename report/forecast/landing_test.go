package forecast

import (
	"math"
	"testing"
)

// steady returns n months of 20 business days with a forecast. sold gives the sales of each day.
func steady(n int, forecast float64, sold func(month, day int) float64) []Month {
	out := make([]Month, n)
	for i := range out {
		out[i] = Month{Done: make([]float64, 21), Forecast: forecast}
		for d := 1; d <= 20; d++ {
			out[i].Done[d] = out[i].Done[d-1] + sold(i, d)
		}
	}
	return out
}

func TestLandingChoosesByReplay(t *testing.T) {
	level := func(month, day int) float64 {
		return 100 + 20*float64(month*month%5) + 30*float64((day*7+month*month*13)%17)
	} // the forecast misses this, and the run rate finds it
	rush := func(month, day int) float64 {
		if day > 18 {
			return 900 + 10*float64(month*month%7)
		}
		return 10 + float64(month*month%11)/8
	}
	jump := func(month, day int) float64 { // all months have the same total, early or late by chance
		if day == 3+month*7%11 {
			return 1000
		}
		return 50
	}
	for name, test := range map[string]struct {
		sold     func(month, day int) float64
		forecast float64
		months   int
		want     Method
	}{
		"the month is even and the forecast bad":   {level, 900, 24, RunRate},
		"the forecast is good, the days by chance": {jump, 1950, 24, Rest},
		"a rush at the end and no forecast":        {rush, math.NaN(), 24, Shape},
		"nothing but this month":                   {level, math.NaN(), 0, RunRate},
	} {
		past := steady(test.months+1, test.forecast, test.sold)
		open := past[test.months]
		l, ok := Land(past[:test.months], Open{open.Done[5], 0.25, test.forecast})
		if !ok || l.Method != test.want {
			t.Errorf("%s: %v %v", name, l.Method, l.Errors)
		}
	}
}

func TestLandingBeforeTheFirstDayIsTheForecast(t *testing.T) {
	past := steady(24, 2000, func(month, _ int) float64 { return 90 + 20*float64(month%2) })
	l, ok := Land(past, Open{0, 0, 2100})
	if !ok || l.Method != Rest || l.Value != 2100 {
		t.Errorf("%+v", l)
	}
	r, ok := l.Range()
	if !ok || r.Low > 1950 || r.High < 2250 || r.High > 2400 {
		t.Errorf("range %v", r)
	}
	if _, ok := Land(nil, Open{0, 0, math.NaN()}); ok {
		t.Error("from nothing something lands")
	}
}

func TestLandingIsNotBelowWhatHasCome(t *testing.T) {
	past := steady(24, 2000, func(month, _ int) float64 { return 50 + 100*float64(month%2) })
	l, _ := Land(past, Open{2900, 0.95, 2000})
	if r, ok := l.Range(); !ok || r.Low < 2900 {
		t.Errorf("range %v of %v", r, l.Method)
	}
}

func TestSharesBetweenTwoDays(t *testing.T) {
	m := Month{Done: []float64{0, 10, 40}}
	for part, want := range map[float64]float64{0: 0, 0.25: 5, 0.5: 10, 0.75: 25, 1: 40} {
		if got := m.after(part); !near(got, want, 1e-9) {
			t.Errorf("after %g: %g, want %g", part, got, want)
		}
	}
}

// The chosen landing is not worse than the run rate and far better early in a month, and its range is right.
func TestLandingOfShops(t *testing.T) {
	if testing.Short() {
		t.Skip("240 shops")
	}
	within, ranges := 0, 0
	for i, s := range []shops{kinds[1], kinds[8]} {
		for _, day := range []int{5, 15} {
			e, chosen, _, held, n := landings(s, uint64(i), 60, day)
			if within, ranges = within+held, ranges+n; chosen > 1.02*e[RunRate] {
				t.Errorf("%s, day %d: %.1f %%, the run rate %.1f %%", s.name, day, chosen, e[RunRate])
			}
		}
	}
	if share := float64(within) / float64(ranges); share < 0.7 || share > 0.9 {
		t.Errorf("%.0f %% of ranges held", 100*share)
	}
}
