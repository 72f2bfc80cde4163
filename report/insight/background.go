package insight

import (
	"math"
	"slices"
)

// background is the expected course of a series: a level, a trend and, if it improves the fit enough, a season. A
// series that is always positive is modelled by its logarithm, so that trend and season are in per cent.
type background struct {
	past   []float64
	log    bool
	line   *design
	season season

	fitted    []float64 // expected values of past, in its unit
	next      float64   // the expected value of the next period, in the unit of past
	nextLine  float64   // the same in the line's unit: a logarithm if log is true
	residuals []float64 // in the line's unit
	sd        float64   // standard deviation of residuals
}

// maxDeviation is the number of standard deviations to which past deviations are limited before the line is fitted again,
// so that a past outlier does not hide a present one.
const maxDeviation = 3.5

// newBackground fits the line to the past, with the season that fits best: none, an effect of the next period's place
// in the cycle, or an effect of each place.
func newBackground(past []float64, cycle int) *background {
	best := &background{past: past, log: slices.Min(past) > 0}
	best.fit(newDesign(len(past), cycle, unseasonal))
	if cycle < 2 || len(past) < 2*cycle {
		return best
	}
	for _, s := range []season{oneStep, everyStep} {
		b := &background{past: past, log: best.log, season: s}
		b.fit(newDesign(len(past), cycle, s))
		if b.fitsBetter(best) {
			best = b
		}
	}
	return best
}

// seasonChance is the largest probability that chance alone makes a season fit so well.
const seasonChance = 0.01

// fitsBetter reports whether b, which has more parameters than plain, fits better than by chance (F test of nested
// models).
func (b *background) fitsBetter(plain *background) bool {
	df, more := float64(b.line.df()), float64(b.line.params-plain.line.params)
	rest := math.Max(b.sd*b.sd*df, 1e-300)
	gained := plain.sd*plain.sd*float64(plain.line.df()) - rest
	return gained > 0 && fisherTail(gained/more/(rest/df), more, df) < seasonChance
}

func (b *background) fit(d *design) {
	b.line = d
	y := make([]float64, len(b.past))
	for t, x := range b.past {
		y[t] = b.transform(x)
	}
	b.nextLine, b.residuals, b.sd = d.expect(y)
	if usual := 1.4826 * medianMagnitude(b.residuals) * math.Sqrt(float64(d.n)/float64(d.df())); usual > 0 {
		for t, r := range b.residuals {
			y[t] += math.Max(-maxDeviation*usual, math.Min(r, maxDeviation*usual)) - r
		}
		var residuals []float64
		b.nextLine, residuals, b.sd = d.expect(y)
		b.residuals = residuals
	}
	b.next = b.restore(b.nextLine)
	b.fitted = make([]float64, len(y))
	for t := range y {
		b.fitted[t] = b.restore(y[t] - b.residuals[t])
	}
}

func (b *background) transform(x float64) float64 {
	if b.log {
		return math.Log(x)
	}
	return x
}

func (b *background) restore(y float64) float64 {
	if b.log {
		return math.Exp(y)
	}
	return y
}

// nextRange is the range that contains the next value 8 times out of 10, in the unit of past: Student's t around the
// line, including the uncertainty of the line.
func (b *background) nextRange() Range {
	half := studentQuantile(0.1, float64(b.line.df())) * b.sd * math.Sqrt(1+b.line.leverage)
	return Range{b.restore(b.nextLine - half), b.next, b.restore(b.nextLine + half)}
}

func medianMagnitude(list []float64) float64 {
	sizes := make([]float64, len(list))
	for i, x := range list {
		sizes[i] = math.Abs(x)
	}
	slices.Sort(sizes)
	n := len(sizes)
	return (sizes[(n-1)/2] + sizes[n/2]) / 2
}

// Range is a range that contains a value 8 times out of 10, as expected before the value was known.
type Range struct{ Low, Expected, High float64 }
