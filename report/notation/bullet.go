package notation

import (
	"math/big"

	"bilan/report/metric"
	"bilan/report/scope"
)

// BulletKey explains in words the marks and grey ranges of a metric's bullet bars. With landing, it also explains the
// mark at the forecast end of an open period.
func BulletKey(s *scope.Scope, m *metric.Metric, landing bool) string {
	marks := s.Word("key.bullet")
	if landing {
		marks = s.Word("key.bullet.landing")
	}
	if m.LowerBetter || m.AtRisk == nil || m.OnTrack == nil {
		return s.Word("key.bullet.plain", marks)
	}
	return s.Word("key.bullet.bands", marks, Threshold(s, m.AtRisk), Threshold(s, m.OnTrack))
}

// Threshold writes a ratio in per cent with no superfluous decimals: "90 %", "92,5 %".
func Threshold(s *scope.Scope, ratio *big.Rat) string {
	return s.Locale.Percent(ratio, ThresholdDigits(ratio))
}

// ThresholdDigits returns the number of decimals, 0 or 1, that Threshold writes for a ratio.
func ThresholdDigits(ratio *big.Rat) int {
	if new(big.Rat).Mul(ratio, Hundred).IsInt() {
		return 0
	}
	return 1
}
