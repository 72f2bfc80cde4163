package plans

import (
	"math/big"
	"slices"

	"bilan/internal/config/scalar"
	"bilan/internal/locale"
	"bilan/report/metric"
)

// bandsOf returns the bands between the bounds of a dimension. Their names are written as in the language: "< 0 %",
// "5 – 10 %", "≥ 15 %". If loc is nil, they have no names.
func bandsOf(bounds []scalar.Number, loc *locale.Locale) []metric.Band {
	if len(bounds) == 0 {
		return nil
	}
	percent := slices.ContainsFunc(bounds, func(n scalar.Number) bool { return n.Percent })
	list, digits := make([]*big.Rat, len(bounds)), 0
	for i, n := range bounds {
		list[i] = n.Rat
		digits = max(digits, digitsOf(n.Rat, percent))
	}
	write := func(r *big.Rat, unit bool) string {
		switch {
		case percent && unit:
			return loc.Percent(r, digits)
		case percent:
			r = new(big.Rat).Mul(r, big.NewRat(100, 1))
		}
		return loc.Number(r, digits)
	}
	return metric.Bands(list, func(from, until *big.Rat) string {
		switch {
		case loc == nil:
			return ""
		case from == nil:
			return "<\u00a0" + write(until, true)
		case until == nil:
			return "≥\u00a0" + write(from, true)
		}
		return write(from, false) + "\u00a0–\u00a0" + write(until, true)
	})
}

// digitsOf returns how many digits after the decimal sign a bound needs, six at most.
func digitsOf(r *big.Rat, percent bool) int {
	if percent {
		r = new(big.Rat).Mul(r, big.NewRat(100, 1))
	}
	digits, _ := r.FloatPrec()
	return min(digits, 6)
}
