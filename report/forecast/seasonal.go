package forecast

import "math"

const (
	seasonalBound = 1.645 // the 90 % point of the normal distribution, two-sided
	stableBound   = 1.645 // its 95 % point, one-sided
)

// seasonal reports whether a series of at least two years is seasonal, by one of two tests. The test of the M4
// competition alone finds no smooth season, such as sales in summer, in less than five years (decision 0115).
func seasonal(values []float64, season int) bool {
	return season > 1 && len(values) >= 2*season && (correlated(values, season) || stable(values, season))
}

// correlated applies the test of the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020): the autocorrelation at
// the season's lag is outside its 90 % limits (Bartlett 1946).
func correlated(values []float64, season int) bool {
	sum := 1.0
	for lag := 1; lag < season; lag++ {
		r := autocorrelation(values, lag)
		sum += 2 * r * r
	}
	limit := seasonalBound * math.Sqrt(sum/float64(len(values)))
	return math.Abs(autocorrelation(values, season)) > limit
}

func autocorrelation(values []float64, lag int) float64 {
	level, with, all := mean(values), 0.0, 0.0
	for i, v := range values {
		all += (v - level) * (v - level)
		if i >= lag {
			with += (v - level) * (values[i-lag] - level)
		}
	}
	if all == 0 {
		return 0
	}
	return with / all
}

// stable applies X-11's test of stable seasonality (Shiskin, Young and Musgrave 1967): for the detrended values, the ratio
// of the variance between the seasons to that within them is among the largest 5 %.
func stable(values []float64, season int) bool {
	off := detrended(values, season)
	sums, counts, level, n := make([]float64, season), make([]float64, season), 0.0, 0.0
	for i, v := range off {
		if !math.IsNaN(v) {
			sums[i%season], counts[i%season] = sums[i%season]+v, counts[i%season]+1
			level, n = level+v, n+1
		}
	}
	level /= n
	var between, within float64
	for i, v := range off {
		if !math.IsNaN(v) {
			own := sums[i%season] / counts[i%season]
			within += (v - own) * (v - own)
			between += (own - level) * (own - level)
		}
	}
	a, b := float64(season-1), n-float64(season)
	return between > 0 && deviation(between/a/(within/b), a, b) > stableBound
}

// detrended returns the distances from the centred moving average or, for less than three years, from a straight line. A
// distance that is not known is NaN.
func detrended(values []float64, season int) []float64 {
	out, l := make([]float64, len(values)), lineThrough(values)
	trend := centred(values, season)
	for i, v := range values {
		if out[i] = v - trend[i]; len(values) < 3*season {
			out[i] = v - l.at(i+1)
		}
	}
	return out
}

// deviation converts a ratio of variances, with a and b degrees of freedom, to a standard normal deviation (Paulson 1942).
func deviation(ratio, a, b float64) float64 {
	if math.IsInf(ratio, 1) {
		return ratio
	}
	root := math.Cbrt(ratio)
	return ((1-2/(9*b))*root - (1 - 2/(9*a))) / math.Sqrt(2/(9*a)+root*root*2/(9*b))
}

// centred returns the centred moving average over a year; NaN near the ends. If the year has an even number of periods,
// both ends have half the weight.
func centred(values []float64, season int) []float64 {
	half := season / 2
	out := make([]float64, len(values))
	for i := range values {
		if i < half || i+half >= len(values) {
			out[i] = math.NaN()
			continue
		}
		sum := 0.0
		for _, v := range values[i-half : i+half+1] {
			sum += v
		}
		if season%2 == 0 {
			sum -= (values[i-half] + values[i+half]) / 2
		}
		out[i] = sum / float64(season)
	}
	return out
}
