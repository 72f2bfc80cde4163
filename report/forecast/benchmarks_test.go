package forecast

// These are the reference methods of the forecasting competitions. They treat a series as seasonal only if it has three
// years and passes the test of the M4 competition, and all years have the same weight.

func Theta(values []float64, season, h int) []float64 {
	return combined(values, h, competition(values, season), classic)
}

// CombSHD returns the mean of the forecasts of simple, Holt's and damped exponential smoothing.
func CombSHD(values []float64, season, h int) []float64 {
	return combined(values, h, competition(values, season), level, holt, damped)
}

func competition(values []float64, season int) Seasonality {
	switch {
	case len(values) < 3*season || !correlated(values, season):
		return Seasonality{}
	case least(values) > 0:
		return averaged(values, season, 1, false)
	}
	return averaged(values, season, 1, true)
}

func holt(values []float64, h int) []float64 { return smoothed(values, h, 1, 1) }

func level(values []float64, h int) []float64 {
	out, last := make([]float64, h), simple(values)
	for i := range out {
		out[i] = last
	}
	return out
}
