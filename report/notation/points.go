package notation

import (
	"math/big"

	"bilan/internal/rounding"
	"bilan/report/metric"
	"bilan/report/scope"
)

// OnePoint is one point of a metric whose differences are in points: 0.01 for a percentage, 1 for a score.
func OnePoint(m *metric.Metric) *big.Rat {
	if m.Unit == metric.Score {
		return Unity
	}
	return big.NewRat(1, 100)
}

// InPoints is a difference counted in points.
func InPoints(m *metric.Metric, r *big.Rat) *big.Rat { return Over(r, OnePoint(m)) }

// PointDigits are the decimals of a difference in points: of a score those of the score itself.
func PointDigits(m *metric.Metric, digits int) int {
	if m.Unit == metric.Score && digits == VarianceDigits {
		return m.Decimals
	}
	return digits
}

// PointsOf writes a difference of the metric without its sign: "1,2 pt" of a percent, "29 points" of a score.
func PointsOf(s *scope.Scope, m *metric.Metric, r *big.Rat, digits int) string {
	if m.Unit == metric.Score {
		return s.Locale.Score(rounding.Settle(r, digits), digits)
	}
	return points(s, r, digits)
}

// SignedPoints is pointsOf with the sign.
func SignedPoints(s *scope.Scope, m *metric.Metric, r *big.Rat, digits int) string {
	if m.Unit == metric.Score {
		return s.Locale.SignedScore(r, digits)
	}
	return s.Locale.Points(r, digits)
}
