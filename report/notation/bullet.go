package notation

import (
	"math/big"

	"bilan/report/metric"
	"bilan/report/scope"
)

// BulletKey says in words what the marks and grey ranges of a metric's bullets mean; with landing, of those that go on to where an open
// period is forecast to end.
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

// Threshold is a share without needless digits: "90 %", "92,5 %".
func Threshold(s *scope.Scope, ratio *big.Rat) string {
	return s.Locale.Percent(ratio, ThresholdDigits(ratio))
}

// ThresholdDigits are the decimals that a share needs in per cent, at most one.
func ThresholdDigits(ratio *big.Rat) int {
	if new(big.Rat).Mul(ratio, Hundred).IsInt() {
		return 0
	}
	return 1
}
