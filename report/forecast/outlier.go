package forecast

import (
	"math"
	"slices"
)

const (
	outlying   = 5.0    // robust standard deviations
	jumping    = 3.5    // robust standard deviations of a new level; it is smaller because the level's own values widen the deviation
	leastJump  = 0.3    // difference of the logarithms: a new level is 35 % higher or 26 % lower
	jumpSide   = 6      // periods on each side of a new level
	ninetieth  = 1.6449 // nine of ten normal deviations are smaller than this
	normalised = 1.4826 // of normal noise, the median absolute deviation times this is the standard deviation
)

// cleaned replaces values whose logarithm is more than five robust standard deviations from trend and season, for
// fitting only. at lists their indices. Three such values in a row are not outliers but a new level, and are kept.
func cleaned(values []float64, season int) (out []float64, at []int) {
	if len(values) < 2*season || least(values) <= 0 {
		return values, nil
	}
	_, rest := components(values, season)
	z := standardised(rest, float64(len(values))/float64(season))
	for i := range z {
		if math.Abs(z[i]) > outlying && !inARow(z, i) {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return values, nil
	}
	out = append([]float64(nil), values...)
	for _, i := range at {
		out[i] = values[i] / math.Exp(rest[i])
	}
	return out, at
}

// inARow reports whether a value is one of three consecutive values that deviate much on the same side.
func inARow(z []float64, i int) bool {
	run := 1
	for k := i - 1; k >= 0 && z[k]*z[i] > 0 && math.Abs(z[k]) > outlying; k-- {
		run++
	}
	for k := i + 1; k < len(z) && z[k]*z[i] > 0 && math.Abs(z[k]) > outlying; k++ {
		run++
	}
	return run >= 3
}

// components splits the logarithms into a trend (a running median over a year, extended to the ends by last year's
// growth), the median season, which is not returned, and the rest.
func components(values []float64, season int) (trend, rest []float64) {
	logs := make([]float64, len(values))
	for i, v := range values {
		logs[i] = math.Log(v)
	}
	trend = runningMedian(logs, season)
	rest = make([]float64, len(logs))
	for s := range season {
		var off []float64
		for i := s; i < len(logs); i += season {
			off = append(off, logs[i]-trend[i])
		}
		effect := median(off)
		for i := s; i < len(logs); i += season {
			rest[i] = logs[i] - trend[i] - effect
		}
	}
	return trend, rest
}

func runningMedian(logs []float64, season int) []float64 {
	half, n := season/2, len(logs)
	var growth []float64
	for i := season; i < n; i++ {
		growth = append(growth, (logs[i]-logs[i-season])/float64(season))
	}
	out := make([]float64, n)
	for i := half; i < n-half; i++ {
		out[i] = median(logs[i-half : i+half+1])
	}
	first, last := median(growth[:min(len(growth), season)]), median(growth[max(0, len(growth)-season):])
	for i := range half {
		out[i] = out[half] - first*float64(half-i)
		out[n-1-i] = out[n-1-half] + last*float64(half-i)
	}
	return out
}

// standardised divides the rest by a robust standard deviation, estimated from the size that nine tenths of the rest do not
// exceed, because with few years the median makes more than half of the rest zero. The result is zero if there is no
// deviation.
func standardised(rest []float64, years float64) []float64 {
	sizes, z := make([]float64, len(rest)), make([]float64, len(rest))
	for i, r := range rest {
		sizes[i] = math.Abs(r)
	}
	slices.Sort(sizes)
	scale := sizes[len(sizes)*9/10] / ninetieth * math.Sqrt(years/(years-1))
	for i, r := range rest {
		if scale > 1e-9 {
			z[i] = r / scale
		}
	}
	return z
}

// shift returns the index at which a new level began in the last two years, 0 if none did. At a new level, the medians of
// the six adjusted values before and after it differ far more than at other periods.
func shift(values []float64, season int) int {
	if len(values) < 3*season || least(values) <= 0 {
		return 0
	}
	logs, rest := components(values, season)
	for i := range logs {
		logs[i] += rest[i] // adjusted for the season
	}
	var jumps []float64
	for i := jumpSide; i+jumpSide <= len(logs); i++ {
		jumps = append(jumps, median(logs[i:i+jumpSide])-median(logs[i-jumpSide:i]))
	}
	middle, off := median(jumps), make([]float64, len(jumps))
	for k, j := range jumps {
		off[k] = math.Abs(j - middle)
	}
	at, most := 0, math.Max(leastJump, jumping*normalised*median(off))
	for k := max(0, len(jumps)-2*season+jumpSide); k < len(jumps); k++ {
		if off[k] > most {
			at, most = k+jumpSide, off[k]
		}
	}
	return at
}
