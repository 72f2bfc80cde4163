package forecast

import "math"

// method forecasts the next h periods of seasonally adjusted values.
type method func(values []float64, h int) []float64

// SeasonalNaive returns, as the forecast of each of the next h periods, the value of the same period a year before.
func SeasonalNaive(values []float64, season, h int) []float64 {
	out := make([]float64, h)
	for i := range out {
		out[i] = values[len(values)-season+i%season]
	}
	return out
}

// combined returns the mean of the forecasts of several methods. If the series was never negative, the forecast is not negative either.
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
