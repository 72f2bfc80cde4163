package forecast

import "math"

// method carries seasonally adjusted values on by h periods.
type method func(values []float64, h int) []float64

// Mean is the forecast of the next h periods that Bilan prints: the mean of damped exponential smoothing, the dynamic
// optimised Theta model and the classical Theta method on seasonally adjusted values. A mean of methods is nearer than the
// one that looks best (Bates and Granger 1969; Makridakis, Spiliotis and Assimakopoulos 2020). season is the number of
// periods in a year.
func Mean(values []float64, season, h int) []float64 {
	return combined(values, h, SeasonalityOf(values, season), damped, optimised, classic)
}

// SeasonalNaive is last year's value of each period.
func SeasonalNaive(values []float64, season, h int) []float64 {
	out := make([]float64, h)
	for i := range out {
		out[i] = values[len(values)-season+i%season]
	}
	return out
}

// combined is the mean of the methods. If the series was never negative, the forecast is not negative either.
func combined(values []float64, h int, s Seasonality, methods ...method) []float64 {
	adjusted, sum := s.adjusted(values), make([]float64, h)
	for _, m := range methods {
		for i, v := range m(adjusted, h) {
			sum[i] += v / float64(len(methods))
		}
	}
	out := s.back(sum, len(values))
	if least(values) >= 0 {
		for i := range out {
			out[i] = math.Max(0, out[i])
		}
	}
	return out
}
