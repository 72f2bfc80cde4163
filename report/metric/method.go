package metric

import "bilan/report/forecast"

// LandingMethod is the method that extrapolates an open period to its end.
type LandingMethod = forecast.Method

// The methods without a forecast.
const (
	RunRate    = forecast.RunRate
	MonthShape = forecast.Shape
)
