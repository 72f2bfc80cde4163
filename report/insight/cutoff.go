package insight

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Of cuts whose total has left its range, so many may name a part by chance alone. The more parts there are, the farther the cut-off
// lies.
const (
	byChance  = 0.0015
	resamples = 799
)

// cutoff is how far the largest of all parts lies from what is expected by chance: the distribution of the maximum over all parts,
// where whole periods of the past are drawn, so that what moves together stays together, and every line is fitted again (maxT of
// Westfall and Young 1993). It is never less than Student's t allows for so many parts. The draws are the same in every run.
// Where no part reaches that, nothing is drawn.
func (j *judge) cutoff(sign, level float64) float64 {
	parametric := studentQuantile(level/float64(len(j.t)), j.df)
	if !slices.ContainsFunc(j.t, func(t float64) bool { return sign*t >= parametric }) {
		return parametric
	}
	r := rand.New(rand.NewPCG(uint64(len(j.t)), uint64(j.line.n)))
	maxima := make([]float64, resamples)
	draw := make([]int, j.line.n+1)
	for i := range maxima {
		for t := range draw {
			draw[t] = r.IntN(len(j.residuals[0]))
		}
		maxima[i] = j.largest(draw, sign)
	}
	return math.Max(parametric, tail(maxima, level))
}

// largest is the statistic of the part that is farthest out, where the last drawn period is now and the others are the past.
func (j *judge) largest(draw []int, sign float64) float64 {
	n := float64(j.line.n)
	mid, stt := (n-1)/2, n*(n*n-1)/12
	largest := math.Inf(-1)
	for i, e := range j.residuals {
		var sum, slope, squares float64
		for t, at := range draw[:j.line.n] {
			y := e[at]
			sum, slope, squares = sum+y, slope+(float64(t)-mid)*y, squares+y*y
		}
		slope /= stt
		spread := math.Max(squares-sum*sum/n-slope*slope*stt, 0) / (n - 2)
		expected := sum/n + slope*(n-mid)
		t := (e[draw[j.line.n]] - expected) / math.Sqrt(j.variance(i, spread)*(1+1/n+(n-mid)*(n-mid)/stt))
		largest = math.Max(largest, sign*t)
	}
	return largest
}

// tail is the number that maxima exceed with a probability too small to be counted in them: beyond the largest tenth they are taken
// to fall exponentially, as maxima of many do.
func tail(maxima []float64, level float64) float64 {
	slices.Sort(maxima)
	from := len(maxima) * 9 / 10
	base, excess := maxima[from], 0.0
	for _, x := range maxima[from:] {
		excess += (x - base) / float64(len(maxima)-from)
	}
	return base + excess*math.Log(0.1/level)
}
