package forecast

import "math"

// Totals that begin one period after another share most of their periods, and so do the forecasts of a month far ahead: what
// happens in one period is in the errors of all of them. Their errors contain less information about the next one than
// as many independent errors would, and a range from them is too narrow (decision 0141).

// widening returns the factor by which a range from past errors, oldest first, must be wider than a range from as many
// independent errors: Student's quantile for their effectiveCount number, divided by that for their number. The factor is 1
// for totals that end one step ahead.
func widening(errors []float64, number, level float64, steps int) float64 {
	return student(level, effectiveCount(errors, number, steps)) / student(level, number)
}

// effectiveCount returns how many independent errors contain as much information about the variance as the given ones (Bayley
// and Hammersley 1946). number is the number of the given errors; their mean must be 0. Errors of totals that are at
// least steps apart share no period. The result is not below the number of totals of which no two share a period.
func effectiveCount(errors []float64, number float64, steps int) float64 {
	all, n := 0.0, float64(len(errors))
	for _, e := range errors {
		all += e * e
	}
	if all == 0 {
		return number
	}
	sum := 1.0
	for lag := 1; lag < min(steps, len(errors)/2); lag++ {
		with := 0.0
		for i := lag; i < len(errors); i++ {
			with += errors[i] * errors[i-lag]
		}
		r := with / all
		sum += 2 * (r*r - 1/n) // the square of a correlation of 0 is 1/n on average
	}
	return math.Max(number/math.Max(1, sum), number/float64(steps))
}

// student returns the two-sided quantile of Student's t: |t| is below it with the probability level. freedom is the number
// of degrees of freedom. The quantile is expanded from that of the normal distribution (Abramowitz and Stegun 1964, 26.7.5).
func student(level, freedom float64) float64 {
	z := math.Sqrt2 * math.Erfinv(level)
	q := z * z
	return z + z*(q+1)/(4*freedom) + z*((5*q+16)*q+3)/(96*freedom*freedom) + z*(((3*q+19)*q+17)*q-15)/(384*freedom*freedom*freedom)
}
