package notation

import (
	"math/big"

	"bilan/internal/rounding"
	"bilan/report/metric"
	"bilan/report/scope"
)

// OnePoint is the size of one point of a metric whose differences are in points: 0.01 for a per cent, 1 for a score.
func OnePoint(m *metric.Metric) *big.Rat {
	if m.Unit == metric.Score {
		return Unity
	}
	return big.NewRat(1, 100)
}

// InPoints converts a difference to a number of points.
func InPoints(m *metric.Metric, r *big.Rat) *big.Rat { return InUnit(r, OnePoint(m)) }

// PointDigits is the number of decimals of a difference in points. A variance of a score has the decimals of the score.
func PointDigits(m *metric.Metric, digits int) int {
	if m.Unit == metric.Score && digits == VarianceDigits {
		return m.Decimals
	}
	return digits
}

// PointsOf writes a difference of the metric without its sign: "1,2 pt" for a per cent, "29 points" for a score.
func PointsOf(s *scope.Scope, m *metric.Metric, r *big.Rat, digits int) string {
	if m.Unit == metric.Score {
		return s.Locale.Score(rounding.Round(r, digits), digits)
	}
	return points(s, r, digits)
}

// SignedPoints is PointsOf with the sign.
func SignedPoints(s *scope.Scope, m *metric.Metric, r *big.Rat, digits int) string {
	if m.Unit == metric.Score {
		return s.Locale.SignedScore(r, digits)
	}
	return s.Locale.Points(r, digits)
}
