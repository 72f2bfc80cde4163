package insight

import (
	"math"
	"slices"
)

// background is the expected course of a series: a level, a trend and, if they improve the fit enough, the seasonal
// steps. A series that is always positive is modelled by its logarithm, so that trend and season are in per cent.
type background struct {
	past   []float64
	log    bool
	line   *design
	season season

	fitted    []float64 // in the series' own unit
	next      float64
	nextLine  float64 // in the line's unit
	residuals []float64
	sd        float64
}

// outlying is the number of standard deviations to which a month's deviation is limited before the line is fitted
// again: a past outlier must not hide a present one.
const outlying = 3.5

// newBackground takes the season that the past shows: none, that of the step to come alone, or that of every step.
func newBackground(past []float64, cycle int) *background {
	best := &background{past: past, log: slices.Min(past) > 0}
	best.fit(newDesign(len(past), cycle, unseasonal))
	if cycle < 2 || len(past) < 2*cycle {
		return best
	}
	for _, s := range []season{oneStep, everyStep} {
		b := &background{past: past, log: best.log, season: s}
		b.fit(newDesign(len(past), cycle, s))
		if b.betters(best) {
			best = b
		}
	}
	return best
}

// noSeason is the allowed probability of such a strong season by chance.
const noSeason = 0.01

// betters reports whether a line with more effects fits better than by chance (the F test of nested lines).
func (b *background) betters(plain *background) bool {
	df, more := float64(b.line.df()), float64(b.line.params-plain.line.params)
	rest := math.Max(b.sd*b.sd*df, 1e-300)
	gained := plain.sd*plain.sd*float64(plain.line.df()) - rest
	return gained > 0 && fisherTail(gained/more/(rest/df), more, df) < noSeason
}

func (b *background) fit(d *design) {
	b.line = d
	y := make([]float64, len(b.past))
	for t, x := range b.past {
		y[t] = b.in(x)
	}
	b.nextLine, b.residuals, b.sd = d.expect(y)
	if usual := 1.4826 * medianSize(b.residuals) * math.Sqrt(float64(d.n)/float64(d.df())); usual > 0 {
		for t, r := range b.residuals {
			y[t] += math.Max(-outlying*usual, math.Min(r, outlying*usual)) - r
		}
		var residuals []float64
		b.nextLine, residuals, b.sd = d.expect(y)
		b.residuals = residuals
	}
	b.next = b.out(b.nextLine)
	b.fitted = make([]float64, len(y))
	for t := range y {
		b.fitted[t] = b.out(y[t] - b.residuals[t])
	}
}

func (b *background) in(x float64) float64 {
	if b.log {
		return math.Log(x)
	}
	return x
}

func (b *background) out(y float64) float64 {
	if b.log {
		return math.Exp(y)
	}
	return y
}

// expects is the range that should contain the next value 8 times out of 10: Student's t around the line, with the
// line's own uncertainty.
func (b *background) expects() Range {
	half := studentQuantile(0.1, float64(b.line.df())) * b.sd * math.Sqrt(1+b.line.leverage)
	return Range{b.out(b.nextLine - half), b.next, b.out(b.nextLine + half)}
}

func medianSize(list []float64) float64 {
	sizes := make([]float64, len(list))
	for i, x := range list {
		sizes[i] = math.Abs(x)
	}
	slices.Sort(sizes)
	n := len(sizes)
	return (sizes[(n-1)/2] + sizes[n/2]) / 2
}

// Range should contain a number 8 times out of 10, as expected before it was known.
type Range struct{ Low, Expected, High float64 }
