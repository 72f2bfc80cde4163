package insight

import "math"

// studentQuantile is the number that Student's t with df degrees of freedom exceeds with probability tail, which must
// be below 1/2. More than 10,000 degrees count as 10,000.
func studentQuantile(tail, df float64) float64 {
	df = math.Min(df, 1e4)
	low, high := 0.0, 1.0
	for studentTail(high, df) > tail && high < 1e8 {
		high *= 2
	}
	for range 80 {
		middle := (low + high) / 2
		if studentTail(middle, df) > tail {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// studentTail is the probability that Student's t with df degrees of freedom exceeds t.
func studentTail(t, df float64) float64 { return beta(df/(df+t*t), df/2, 0.5) / 2 }

// fisherTail is the probability that F with above and below degrees of freedom exceeds f.
func fisherTail(f, above, below float64) float64 {
	return beta(below/(below+above*f), below/2, above/2)
}

// beta is the regularised incomplete beta function by its continued fraction (Lentz; Numerical Recipes, 6.4).
func beta(x, a, b float64) float64 {
	if x <= 0 || x >= 1 {
		return math.Max(0, math.Min(x, 1))
	}
	front := math.Exp(lgamma(a+b) - lgamma(a) - lgamma(b) + a*math.Log(x) + b*math.Log(1-x))
	if x < (a+1)/(a+b+2) {
		return front * fraction(x, a, b) / a
	}
	return 1 - front*fraction(1-x, b, a)/b
}

func lgamma(x float64) float64 { v, _ := math.Lgamma(x); return v }

func fraction(x, a, b float64) float64 {
	const tiny = 1e-300
	c, d := 1.0, 1/nonzero(1-(a+b)*x/(a+1), tiny)
	h := d
	for m := 1.0; m < 500; m++ {
		for _, num := range []float64{m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m)), -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))} {
			d = 1 / nonzero(1+num*d, tiny)
			c = nonzero(1+num/c, tiny)
			h *= c * d
		}
		if math.Abs(c*d-1) < 1e-14 {
			break
		}
	}
	return h
}

func nonzero(x, tiny float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}

// digamma and trigamma by their asymptotic series after a shift (Abramowitz and Stegun 6.3.18, 6.4.12).
func digamma(x float64) (y float64) {
	for ; x < 6; x++ {
		y -= 1 / x
	}
	f := 1 / (x * x)
	return y + math.Log(x) - 0.5/x - f*(1.0/12-f*(1.0/120-f/252))
}

func trigamma(x float64) (y float64) {
	for ; x < 6; x++ {
		y += 1 / (x * x)
	}
	f := 1 / (x * x)
	return y + 1/x + f/2 + f/x*(1.0/6-f*(1.0/30-f/42))
}

// trigammaInverse solves trigamma(x) = y for y > 0 (Smyth 2004, appendix).
func trigammaInverse(y float64) float64 {
	low, high := 1e-8, 1e8
	for range 200 {
		middle := math.Sqrt(low * high)
		if trigamma(middle) > y {
			low = middle
		} else {
			high = middle
		}
	}
	return math.Sqrt(low * high)
}
