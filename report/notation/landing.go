package notation

import (
	"bilan/report/metric"
	"bilan/report/scope"
)

// Ceiling is the smallest whole number that is not below n. It is false for a missing number and for one beyond int64.
func Ceiling(n metric.Num) (int64, bool) {
	if !n.OK() {
		return 0, false
	}
	up := roundUp(n.Rat)
	return up.Int64(), up.IsInt64()
}

// ForecastFootnote names the method by which a figure's landing was forecast. day is the day of the data, as text.
func ForecastFootnote(s *scope.Scope, day string, f *metric.Figure) string {
	return s.Word("foot.landing.foreseen", day, s.Word("method."+string(f.Outlook.Method)))
}

// LandingOf is the expected value at the end of an open period: the statistical forecast, else the forecast set in the
// YAML, else the extrapolation.
func LandingOf(f *metric.Figure) metric.Num {
	if f.Outlook.LandingForecast.OK() && !f.Foresight.IsForecast() {
		return f.Outlook.LandingForecast
	}
	return f.Outlook.Landing
}

// LandingWord is the suffix of the word key for the source of a figure's landing: the statistical forecast, the
// forecast set in the YAML, the shape of earlier months, or the pace.
func LandingWord(f *metric.Figure) string {
	switch {
	case f.Foresight.IsForecast():
		return "foreseen"
	case f.Outlook.LandingForecast.OK():
		return "forecast"
	case f.Outlook.Method == metric.MonthShape:
		return "shape"
	}
	return "pace"
}
