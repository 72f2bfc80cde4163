package build

import (
	"math/big"

	"bilan/report/metric"
)

// onePoint is one point of a metric whose differences are in points: of a percent 0.01, of a score 1.
func onePoint(m *metric.Metric) *big.Rat {
	if m.Unit == metric.Score {
		return unity
	}
	return big.NewRat(1, 100)
}

// inPoints is a difference counted in points.
func inPoints(m *metric.Metric, r *big.Rat) *big.Rat { return over(r, onePoint(m)) }

// pointDigits are the decimals of a difference in points: of a score those of the score itself.
func pointDigits(m *metric.Metric, digits int) int {
	if m.Unit == metric.Score && digits == varianceDigits {
		return m.Decimals
	}
	return digits
}

// pointsOf writes a difference of the metric without its sign: "1,2 pt" of a percent, "29 points" of a score.
func (s *Scope) pointsOf(m *metric.Metric, r *big.Rat, digits int) string {
	if m.Unit == metric.Score {
		return s.Locale.Score(settle(r, digits), digits)
	}
	return s.points(r, digits)
}

// signedPoints is pointsOf with the sign.
func (s *Scope) signedPoints(m *metric.Metric, r *big.Rat, digits int) string {
	if m.Unit == metric.Score {
		return s.Locale.SignedScore(r, digits)
	}
	return s.Locale.Points(r, digits)
}
