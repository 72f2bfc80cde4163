package notation

import (
	"math/big"
	"strconv"

	"bilan/internal/locale"
	"bilan/report/metric"
	"bilan/report/scope"
)

// ScaleTo writes a scale from zero to high in the metric's unit: "0–35 k€".
func (p NumberFormat) ScaleTo(m *metric.Metric, high float64) string {
	end, ok := new(big.Rat).SetString(strconv.FormatFloat(high, 'g', 6, 64))
	if !ok {
		return ""
	}
	digits, _ := p.In(end).FloatPrec()
	s := p.Sheet.Scope
	return s.Word("column.bullet.scale", s.Locale.Number(new(big.Rat), 0), p.withUnit(m, end, min(digits, maxDigits)))
}

func (p NumberFormat) withUnit(m *metric.Metric, r *big.Rat, digits int) string {
	s := p.Sheet.Scope
	switch m.Unit {
	case metric.Currency:
		return s.Locale.InScale(locale.Scale{Divisor: p.Per}, r, m.Currency, digits)
	case metric.Percent:
		return s.Locale.Percent(r, digits)
	}
	text := s.Locale.Number(p.In(r), digits)
	if p.Unit != "" && p.Unit != s.Word("unit.number") {
		text += scope.NBSP + p.Unit
	}
	return text
}

// FloatFromZero returns a number that is zero or more, for a scale that begins at zero; nil for a missing or negative
// number.
func FloatFromZero(n metric.Num) *float64 {
	if !n.OK() || n.Rat.Sign() < 0 {
		return nil
	}
	f := n.Float()
	return &f
}

// Share multiplies n by the ratio of, for a scale that begins at zero; nil if of is nil or the product is negative.
func Share(n metric.Num, of *big.Rat) *float64 {
	if of == nil {
		return nil
	}
	return FloatFromZero(metric.NumOf(new(big.Rat).Mul(n.Rat, of)))
}

// Scale names the axis that charts of the same measure share. All money metrics share one axis; each count has its own,
// because counts of different things cannot be compared.
func (p NumberFormat) Scale(m *metric.Metric) string {
	if m.Unit == metric.Number {
		return m.Name
	}
	return p.Unit
}
