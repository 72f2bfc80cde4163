package insight

import "math"

// judge measures how much each part of a cut deviates from its past.
type judge struct {
	line      *design
	t         []float64   // deviation of each part from its expected value, in standard deviations
	df        float64     // degrees of freedom of those standard deviations
	spread    []float64   // variance of each part, before moderate
	usual     []float64   // usual variance of parts of the same size; 0 if unknown
	prior     float64     // weight of usual, in degrees of freedom
	residuals [][]float64 // studentised residuals by part
}

// newJudge measures the parts of a cut. The expected value of a part comes from its share of the total or, if the cut
// is OwnPast, from its own past.
func newJudge(c *Cut, b *background) *judge {
	if c.OwnPast {
		return ownJudge(c)
	}
	j := &judge{line: newDesign(len(b.past), 0, unseasonal)}
	var off, level []float64
	for _, p := range c.Parts {
		shares, now := shares(p, b)
		y, last, size := normalise(shares, now)
		expected, residuals, sd := j.line.expect(y)
		off, level = append(off, last-expected), append(level, size)
		j.spread = append(j.spread, sd*sd)
		j.residuals = append(j.residuals, j.line.studentised(residuals))
	}
	j.moderate(level)
	for i := range off {
		j.t = append(j.t, off[i]/math.Sqrt(j.variance(i, j.spread[i])*(1+j.line.leverage)))
	}
	return j
}

// shares returns a part's values as shares of the expected total.
func shares(p Part, b *background) (past []float64, now float64) {
	past = make([]float64, len(p.Past))
	for t, x := range p.Past {
		past[t] = x / safeDivisor(b.fitted[t])
	}
	return past, p.Now / safeDivisor(b.next)
}

// fourthRoot is the power ¼. It makes the noise of small and large values comparable, because the noise is proportional to
// the value. A logarithm would do the same but does not allow zeros.
func fourthRoot(x float64) float64 { return math.Sqrt(math.Sqrt(x)) }

// normalise returns the values of a part divided by their mean, to the power ¼; size is the mean. If a value is negative or
// the mean is zero, it returns the values unchanged and size 0: such a part is compared with no others.
func normalise(past []float64, now float64) (y []float64, last, size float64) {
	least := now
	for _, x := range past {
		size, least = size+x/float64(len(past)), math.Min(least, x)
	}
	if least < 0 || size <= 0 {
		return past, now, 0
	}
	for _, x := range past {
		y = append(y, fourthRoot(x/size))
	}
	return y, fourthRoot(now / size), size
}

// ownJudge measures the parts of a cut that is OwnPast: each has a line through its own past.
func ownJudge(c *Cut) *judge {
	j := &judge{df: math.Inf(1)}
	for _, p := range c.Parts {
		b := newBackground(p.Past, 0)
		if j.line == nil {
			j.line = b.line
		}
		sd := math.Max(b.sd, 1e-9*math.Max(1, math.Abs(b.nextLine)))
		j.t = append(j.t, (b.transform(max(p.Now, smallestForLog(b.log)))-b.nextLine)/(sd*math.Sqrt(1+b.line.leverage)))
		j.spread, j.df = append(j.spread, sd*sd), math.Min(j.df, float64(b.line.df()))
		j.residuals = append(j.residuals, b.line.studentised(b.residuals))
	}
	j.usual = make([]float64, len(j.spread))
	return j
}

// smallestForLog is the smallest value whose logarithm is computed; without logarithms there is no limit.
func smallestForLog(log bool) float64 {
	if log {
		return 1e-9
	}
	return math.Inf(-1)
}

// safeDivisor returns x, or 1e-9 if x is too near zero for a divisor.
func safeDivisor(x float64) float64 {
	if math.Abs(x) < 1e-9 {
		return 1e-9
	}
	return x
}

// studentised divides each residual by √(1 − leverage), because the fit makes residuals smaller than the deviations.
func (d *design) studentised(residuals []float64) []float64 {
	out := make([]float64, len(residuals))
	for t, r := range residuals {
		out[t] = r / math.Sqrt(math.Max(1-d.own[t], 1e-9))
	}
	return out
}

// variance is the variance of part i: the mean of its own variance and the usual one, weighted by degrees of freedom.
func (j *judge) variance(i int, own float64) float64 {
	if j.usual[i] == 0 {
		return math.Max(own, 1e-18)
	}
	d := float64(j.line.df())
	v := (j.prior*j.usual[i] + d*own) / (j.prior + d)
	return math.Max(v, 1e-18)
}

// mostPrior limits the weight of the usual variance to a multiple of the part's own degrees of freedom, because members
// are not all alike.
const mostPrior = 1.5

// moderate estimates the usual variance of parts by their size, and its weight: the more alike the parts, the larger
// (Smyth 2004, with a trend by size, as in limma). With fewer than eight parts it sets no usual variance.
func (j *judge) moderate(level []float64) {
	d := float64(j.line.df())
	j.usual, j.df = make([]float64, len(j.spread)), d
	var x, e []float64
	for i, s := range j.spread {
		if s > 0 && level[i] > 0 {
			x, e = append(x, math.Log(level[i])), append(e, math.Log(s)-digamma(d/2)+math.Log(d/2))
		}
	}
	if len(e) < 8 {
		return
	}
	a, b, v := regress(x, e)
	j.prior = mostPrior * d
	if excess := v - trigamma(d/2); excess > 0 {
		j.prior = math.Min(2*trigammaInverse(excess), j.prior)
	}
	j.df = d + j.prior
	for i := range j.usual {
		if level[i] > 0 {
			j.usual[i] = math.Exp(a + b*math.Log(level[i]) + digamma(j.prior/2) - math.Log(j.prior/2))
		}
	}
}

// regress fits the line a + b·x to points by least squares; v is the variance around it.
func regress(x, y []float64) (a, b, v float64) {
	n := float64(len(x))
	var mx, my, sxx, sxy float64
	for i := range x {
		mx, my = mx+x[i]/n, my+y[i]/n
	}
	for i := range x {
		sxx, sxy = sxx+(x[i]-mx)*(x[i]-mx), sxy+(x[i]-mx)*(y[i]-my)
	}
	if sxx > 1e-12 {
		b = sxy / sxx
	}
	a = my - b*mx
	for i := range x {
		r := y[i] - a - b*x[i]
		v += r * r / math.Max(n-2, 1)
	}
	return a, b, v
}
