package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
)

const (
	intermittentFrom = 1.32 // average interval between values that are not zero (Syntetos and Boylan 2005)
	draws            = 2000
)

// intermittent reports whether a series has so many empty periods that a smooth method would mislead.
func intermittent(values []float64) bool {
	demands := 0
	for _, v := range values {
		if v != 0 {
			demands++
		}
	}
	return demands > 0 && float64(len(values))/float64(demands) >= intermittentFrom
}

// sporadic is the chance that a period has a value, and the size of the value. Both are smoothed separately (TSB: Teunter,
// Syntetos and Babai 2011).
type sporadic struct{ chance, size float64 }

func (s *sporadic) next(value, alpha, beta float64) {
	if value == 0 {
		s.chance -= beta * s.chance
		return
	}
	s.chance += beta * (1 - s.chance)
	s.size += alpha * (value - s.size)
}

// sporadicOf smooths with the pair of parameters that gives the smallest squared errors one period ahead.
func sporadicOf(values []float64) sporadic {
	grid := []float64{0.02, 0.05, 0.1, 0.2, 0.3}
	best, least := sporadic{}, math.Inf(1)
	for _, alpha := range grid {
		for _, beta := range grid {
			s, squares := beginning(values), 0.0
			for _, v := range values {
				e := v - s.chance*s.size
				squares += e * e
				s.next(v, alpha, beta)
			}
			if squares < least {
				best, least = s, squares
			}
		}
	}
	return best
}

// beginning returns the share of the values that are not zero, and their mean.
func beginning(values []float64) sporadic {
	sizes := demands(values)
	return sporadic{float64(len(sizes)) / float64(len(values)), mean(sizes)}
}

func demands(values []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return v == 0 })
}

// flat forecasts an intermittent series: each of the next h periods has the value chance × size.
func flat(values []float64, h int) []float64 {
	out := make([]float64, h)
	if len(demands(values)) == 0 {
		return out
	}
	s := sporadicOf(values)
	for i := range out {
		out[i] = s.chance * s.size
	}
	return out
}

// drawn returns the range of the total of some periods of an intermittent series, from draws of its own sizes (bootstrap: Willemain,
// Smart and Schwarz 2004), each with the smoothed chance. The same series has the same draws.
func drawn(values []float64, periods int, level float64) Range {
	s, sizes := sporadicOf(values), demands(values)
	r := rand.New(rand.NewPCG(uint64(len(values)), uint64(periods)))
	totals := make([]float64, draws)
	for k := range totals {
		for range periods {
			if r.Float64() < s.chance {
				totals[k] += sizes[r.IntN(len(sizes))] * s.size / mean(sizes)
			}
		}
	}
	return middleOf(totals, level)
}

// middleOf returns the range with as many draws below it as above it. The draws must be sorted.
func middleOf(totals []float64, level float64) Range {
	slices.Sort(totals)
	at := func(share float64) float64 { return totals[int(math.Round(share*float64(len(totals)-1)))] }
	return Range{at((1 - level) / 2), at((1 + level) / 2), level}
}
