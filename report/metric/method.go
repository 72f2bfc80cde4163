package metric

import "bilan/report/forecast"

// LandingMethod is how an open period is carried on to its end.
type LandingMethod = forecast.Method

// The methods that cards name. A given forecast is separate.
const (
	RunRate    = forecast.RunRate
	MonthShape = forecast.Shape
)
