package forecast

import "math"

// line is a straight line through a series, by least squares: its value at period t, the first being 1, is level + slope·t.
type line struct{ level, slope float64 }

func lineThrough(values []float64) line {
	n := float64(len(values))
	middle, level := (n+1)/2, mean(values)
	var with, all float64
	for i, v := range values {
		t := float64(i+1) - middle
		with += t * (v - level)
		all += t * t
	}
	if all == 0 {
		return line{level, 0}
	}
	return line{level - with/all*middle, with / all}
}

func (l line) at(t int) float64 { return l.level + l.slope*float64(t) }

// simple returns the last level of simple exponential smoothing (Brown 1959; error, trend and season A,N,N of Hyndman et al.
// 2008). The level before the first value and the smoothing minimise the squared errors one period ahead.
func simple(values []float64) float64 {
	errors := func(alpha float64) (squares, level float64) {
		var e, d, ee, ed, dd, keep float64
		keep = 1
		for _, v := range values { // the errors are e − d·start: least squares gives the start
			e, d = v-level, keep
			ee, ed, dd = ee+e*e, ed+e*d, dd+d*d
			level += alpha * e
			keep *= 1 - alpha
		}
		start := ed / dd
		return ee - start*ed, level + keep*start
	}
	alpha := lowest(0.0001, 0.9999, func(a float64) float64 { squares, _ := errors(a); return squares })
	_, level := errors(alpha)
	return level
}

// trend is exponential smoothing with an additive trend (Holt 1957). The trend is damped (Gardner and McKenzie 1985) if
// damping is below 1.
type trend struct{ alpha, beta, damping float64 }

// state is a level and a trend after some value.
type state struct{ level, slope float64 }

// next updates the state with one value, and returns the error of its forecast.
func (t trend) next(s *state, value float64) float64 {
	slope := t.damping * s.slope
	e := value - s.level - slope
	s.level += slope + t.alpha*e
	s.slope = slope + t.beta*e
	return e
}

// fit finds the state before the first value by least squares: the errors are linear in it. It returns the squared errors and
// the state after the last value.
func (t trend) fit(values []float64) (squares float64, end state) {
	var zero state
	level, slope := state{level: 1}, state{slope: 1}
	var ee, el, es, ll, ls, ss float64
	for _, v := range values {
		e, l, s := t.next(&zero, v), t.next(&level, 0), t.next(&slope, 0)
		ee, el, es = ee+e*e, el+e*l, es+e*s
		ll, ls, ss = ll+l*l, ls+l*s, ss+s*s
	}
	a, b := solved(ll, ls, ss, -el, -es)
	squares = ee + a*el + b*es
	return squares, state{zero.level + a*level.level + b*slope.level, zero.slope + a*level.slope + b*slope.slope}
}

// solved returns the x and y of [a b; b c]·[x y] = [d e]; y is 0 if they cannot be distinguished.
func solved(a, b, c, d, e float64) (x, y float64) {
	det := a*c - b*b
	if math.Abs(det) < 1e-12*a*c {
		return d / a, 0
	}
	return (c*d - b*e) / det, (a*e - b*d) / det
}

// damped forecasts a series with a trend that fades: A,Ad,N of Hyndman et al. 2008, with their bounds.
func damped(values []float64, h int) []float64 { return smoothed(values, h, 0.8, 0.98) }

// smoothed fits the smoothing of level and trend, and a damping between two bounds, to the least squared errors.
func smoothed(values []float64, h int, low, high float64) []float64 {
	of := func(p [3]float64) trend { return trend{p[0], p[0] * p[1], p[2]} }
	start, step := [3]float64{0.3, 0.1, high}, [3]float64{0.2, 0.15, -(high - low) / 2}
	best := descend(start, step, func(p [3]float64) float64 {
		if p[0] < 0.0001 || p[0] > 0.9999 || p[1] < 0.0001 || p[1] > 0.9999 || p[2] < low || p[2] > high {
			return math.Inf(1)
		}
		squares, _ := of(p).fit(values)
		return squares
	})
	_, s := of(best).fit(values)
	out, sum, fade := make([]float64, h), 0.0, 1.0
	for i := range out {
		fade *= best[2]
		sum += fade
		out[i] = s.level + sum*s.slope
	}
	return out
}
