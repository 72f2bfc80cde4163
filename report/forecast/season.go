package forecast

import "math"

// Seasonality contains how the periods of a year differ: factors with mean 1 or, if Additive, differences with mean 0. The
// first one belongs to the series' first value. The zero value means no differences.
type Seasonality struct {
	Factors  []float64
	Additive bool
}

const (
	leastFactor = 0.02 // dividing by a smaller factor would enlarge noise
	seasonFades = 0.8  // the weight of a year compared with the next one: seasons change
)

// SeasonalityOf measures a series' seasonality by classical decomposition (Persons 1919), in which a younger year counts
// more: multiplicative if all values are positive, else additive. There is none if the tests say that the series is not
// seasonal, or if it is shorter than two years.
func SeasonalityOf(values []float64, season int) Seasonality {
	if !seasonal(values, season) {
		return Seasonality{}
	}
	if least(values) > 0 {
		if s := averaged(values, season, seasonFades, false); least(s.Factors) > leastFactor {
			return s
		}
	}
	return averaged(values, season, seasonFades, true)
}

// averaged returns the mean distances from the centred moving average, per period of the year. Each year has fades times
// the weight of the next one.
func averaged(values []float64, season int, fades float64, additive bool) Seasonality {
	trend := centred(values, season)
	sums, counts := make([]float64, season), make([]float64, season)
	for i, t := range trend {
		if math.IsNaN(t) {
			continue
		}
		weight := math.Pow(fades, float64(len(values)-i)/float64(season))
		counts[i%season] += weight
		if additive {
			sums[i%season] += weight * (values[i] - t)
		} else {
			sums[i%season] += weight * values[i] / t
		}
	}
	for i := range sums {
		sums[i] /= counts[i]
	}
	level := mean(sums)
	for i := range sums {
		if additive {
			sums[i] -= level
		} else {
			sums[i] /= level
		}
	}
	return Seasonality{sums, additive}
}

// adjusted returns the values without their seasonality.
func (s Seasonality) adjusted(values []float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		if s.Additive {
			out[i] = v - s.at(i)
		} else {
			out[i] = v / s.at(i)
		}
	}
	return out
}

// back adds the seasonality to adjusted values. from is the index of the first of them in the series.
func (s Seasonality) back(values []float64, from int) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		if s.Additive {
			out[i] = v + s.at(from+i)
		} else {
			out[i] = v * s.at(from+i)
		}
	}
	return out
}

func (s Seasonality) at(i int) float64 {
	switch {
	case len(s.Factors) > 0:
		return s.Factors[i%len(s.Factors)]
	case s.Additive:
		return 0
	}
	return 1
}
