package forecast

import "math"

// classic forecasts with the Theta method (Assimakopoulos and Nikolopoulos 2000): the mean of the line through the series and of the
// simply smoothed series with twice its curvature.
func classic(values []float64, h int) []float64 {
	l := lineThrough(values)
	curved := make([]float64, len(values))
	for i, v := range values {
		curved[i] = 2*v - l.at(i+1)
	}
	level := simple(curved)
	out := make([]float64, h)
	for i := range out {
		out[i] = (level + l.at(len(values)+i+1)) / 2
	}
	return out
}

// theta is the state of the dynamic optimised Theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016).
// The weight of the line is 1 − 1/θ.
type theta struct {
	alpha, weight float64
	n             float64 // number of values so far
	level         float64
	keep          float64 // (1 − α) to the power of n
	mean, a, b    float64 // mean of the values so far, and the parameters of the line through them
}

// drift returns the line's addition to the level, before it is weighted.
func (t *theta) drift() float64 {
	return t.keep*t.a + (1-t.keep*(1-t.alpha))/t.alpha*t.b
}

func (t *theta) forecast() float64 { return t.level + t.weight*t.drift() }

func (t *theta) next(value float64) {
	t.level += t.alpha * (value - t.level)
	t.keep *= 1 - t.alpha
	before := t.mean
	t.n++
	t.mean += (value - before) / t.n
	if t.n == 1 {
		t.a, t.b = value, 0
		return
	}
	t.b = ((t.n-2)*t.b + 6*(value-before)/t.n) / (t.n + 1)
	t.a = t.mean - (t.n+1)/2*t.b
}

// optimised forecasts a series with the dynamic optimised Theta model. Smoothing, weight and the level before the first value minimise the squared
// errors from the third value on, as the authors' program does.
func optimised(values []float64, h int) []float64 {
	alpha := lowest(0.1, 0.99, func(a float64) float64 { squares, _ := thetaFit(values, a); return squares })
	_, t := thetaFit(values, alpha)
	out := make([]float64, h)
	for i := range out {
		out[i] = t.forecast()
		t.next(out[i])
	}
	return out
}

// thetaFit finds the weight and the first level for a smoothing: the errors are linear in both.
func thetaFit(values []float64, alpha float64) (squares float64, t theta) {
	t = theta{alpha: alpha, keep: 1}
	var ee, el, ew, ll, lw, ww float64
	for i, v := range values {
		if i >= 2 {
			e, l, w := v-t.level, t.keep, t.drift()
			ee, el, ew = ee+e*e, el+e*l, ew+e*w
			ll, lw, ww = ll+l*l, lw+l*w, ww+w*w
		}
		t.next(v)
	}
	start, weight := solved(ll, lw, ww, el, ew)
	if weight = math.Max(0, math.Min(weight, 1)); ll > 0 {
		start = (el - weight*lw) / ll
	}
	t.weight, t.level = weight, t.level+t.keep*start
	squares = ee - 2*start*el - 2*weight*ew + start*start*ll + 2*start*weight*lw + weight*weight*ww
	return squares, t
}
