package notation

import (
	"bilan/report/metric"
	"bilan/report/scope"
)

// Ceiling is the number of whole things that reach a number; false for none, and for numbers that are too large.
func Ceiling(n metric.Num) (int64, bool) {
	if !n.OK() {
		return 0, false
	}
	up := roundUp(n.Rat)
	return up.Int64(), up.IsInt64()
}

// ForeseenFoot names the method of the landing of a figure with a forecast.
func ForeseenFoot(s *scope.Scope, day string, f *metric.Figure) string {
	return s.Word("foot.landing.foreseen", day, s.Word("method."+string(f.Outlook.Method)))
}

// LandingOf is the expected end of an open period: by the forecast that was set, if there is no statistical forecast.
func LandingOf(f *metric.Figure) metric.Num {
	if f.Outlook.LandingForecast.OK() && !f.Foresight.Plans() {
		return f.Outlook.LandingForecast
	}
	return f.Outlook.Landing
}

// LandingWord is the word for the method of a figure's landing: its forecast, else a given forecast, the shape of the last
// months, or its pace.
func LandingWord(f *metric.Figure) string {
	switch {
	case f.Foresight.Plans():
		return "foreseen"
	case f.Outlook.LandingForecast.OK():
		return "forecast"
	case f.Outlook.Method == metric.MonthShape:
		return "shape"
	}
	return "pace"
}
