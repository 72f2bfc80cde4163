package insight

import (
	"math"
	"math/rand/v2"
	"slices"
)

// The parameters of cutoff.
const (
	byChance  = 0.0015 // the probability that chance alone makes a part of any cut exceptional
	resamples = 799    // the largest number of draws

	// After every look draws, cutoff stops early if the largest deviation of the parts is below hopeless times the
	// result so far, or above certain times it: more draws cannot change the outcome.
	checkEvery, hopeless, certain = 300, 0.8, 1.4
)

// cutoff is the deviation, in standard deviations, that the largest of all parts exceeds by chance with probability
// level. It is estimated by maxT of Westfall and Young (1993): past periods are drawn with all their parts, so that
// correlated parts stay correlated, and each line is fitted again. It is at least Student's t for that many parts. If
// no part deviates so much, nothing is drawn. The draws are the same in every run.
func (j *judge) cutoff(sign, level float64) float64 {
	parametric := studentQuantile(level/float64(len(j.t)), j.df)
	most := math.Inf(-1)
	for _, t := range j.t {
		most = max(most, sign*t)
	}
	if most < parametric {
		return parametric
	}
	r, d := rand.New(rand.NewPCG(uint64(len(j.t)), uint64(j.line.n))), newDraws(j)
	var maxima []float64
	for len(maxima) < resamples {
		for t := range d.at {
			d.at[t] = r.IntN(len(j.residuals[0]))
		}
		maxima = append(maxima, d.largest(sign))
		if n := len(maxima); n%checkEvery == 0 && n < resamples {
			if so := tail(maxima, level); most < hopeless*so || most > certain*so {
				break
			}
		}
	}
	return max(parametric, tail(maxima, level))
}

// draws computes the largest deviation of a random past, which is put together from the real past periods.
type draws struct {
	at                   []int     // the positions of the drawn periods; the last one stands for now
	by                   []float64 // residuals by period, then by part
	parts                int
	base, weight         []float64 // a part's variance is base + weight × the residual variance of its line
	sum, slope, squares  []float64
	mid, steps, leverage float64
}

func newDraws(j *judge) *draws {
	parts, n := len(j.residuals), float64(j.line.n)
	d := &draws{at: make([]int, j.line.n+1), parts: parts, mid: (n - 1) / 2, steps: n * (n*n - 1) / 12}
	d.leverage = 1 + 1/n + (n-d.mid)*(n-d.mid)/d.steps
	for t := range j.residuals[0] {
		for _, e := range j.residuals {
			d.by = append(d.by, e[t])
		}
	}
	for i := range j.residuals {
		a := j.variance(i, 0)
		d.base, d.weight = append(d.base, a), append(d.weight, j.variance(i, 1)-a)
	}
	d.sum, d.slope, d.squares = make([]float64, parts), make([]float64, parts), make([]float64, parts)
	return d
}

// largest is the largest deviation of all parts in the direction of sign. The last drawn period is now, the others are
// the past.
func (d *draws) largest(sign float64) float64 {
	clear(d.sum)
	clear(d.slope)
	clear(d.squares)
	n := len(d.at) - 1
	for t, at := range d.at[:n] {
		from := float64(t) - d.mid
		for i, y := range d.by[at*d.parts:][:d.parts] {
			d.sum[i] += y
			d.slope[i] += from * y
			d.squares[i] += y * y
		}
	}
	now, count, largest := d.by[d.at[n]*d.parts:][:d.parts], float64(n), 0.0
	for i, y := range now {
		slope := d.slope[i] / d.steps
		off := sign * (y - d.sum[i]/count - slope*(count-d.mid))
		if off <= 0 {
			continue
		}
		spread := max(d.squares[i]-d.sum[i]*d.sum[i]/count-slope*slope*d.steps, 0) / (count - 2)
		largest = max(largest, off*off/(d.base[i]+d.weight[i]*spread))
	}
	return math.Sqrt(largest / d.leverage)
}

// tail is the number that maxima exceed with probability level, which is too small to count. It extrapolates: the
// largest tenth of maxima is taken as exponential, which approximates the tail of a maximum.
func tail(maxima []float64, level float64) float64 {
	maxima = slices.Sorted(slices.Values(maxima))
	from := len(maxima) * 9 / 10
	base, excess := maxima[from], 0.0
	for _, x := range maxima[from:] {
		excess += (x - base) / float64(len(maxima)-from)
	}
	return base + excess*math.Log(0.1/level)
}
