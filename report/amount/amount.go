// Package amount writes the values of metrics in sentences: short, as "812 k€", unless two different values would then
// look the same.
package amount

import (
	"math/big"

	"bilan/internal/locale"
	"bilan/report/metric"
)

// DistinctTexts writes values of one metric in the same form, with enough digits that different values have different
// texts.
func DistinctTexts(l *locale.Locale, m *metric.Metric, list ...*big.Rat) (texts []string) {
	for detail := range maxDetail + 1 {
		texts = texts[:0]
		for _, r := range list {
			texts = append(texts, format(l, m, r, detail))
		}
		if distinguishable(list, texts) {
			break
		}
	}
	return texts
}

// ChangeTexts writes a value, its former value and their difference with its sign, rounded so that the three texts
// agree: "812 k€", "798 k€", "+14 k€".
func ChangeTexts(l *locale.Locale, m *metric.Metric, before, after *big.Rat) (now, then, delta string) {
	texts := DistinctTexts(l, m, after, before)
	diff := new(big.Rat).Sub(after, before)
	if m.Unit == metric.Percent {
		return texts[0], texts[1], l.Points(diff, max(m.Decimals, 1))
	}
	sign := "+"
	if diff.Sign() < 0 {
		sign = "\u2212"
	}
	abs := diff.Abs(diff)
	if texts[0] == format(l, m, after, 0) && atLeast(after, 10_000) && m.Unit == metric.Currency && !m.DecimalsFixed {
		scale := l.CompactScale(after, m.Currency)
		if delta = l.InScale(scale, abs, m.Currency, scale.Digits); delta != l.InScale(scale, new(big.Rat), m.Currency, scale.Digits) {
			return texts[0], texts[1], sign + delta
		}
	}
	return texts[0], texts[1], sign + DistinctTexts(l, m, abs, new(big.Rat))[0]
}

// maxDetail is the largest detail that write is called with.
const maxDetail = 5

func distinguishable(list []*big.Rat, texts []string) bool {
	for i := range list {
		for k := range i {
			if list[i].Cmp(list[k]) != 0 && texts[i] == texts[k] {
				return false
			}
		}
	}
	return true
}

// format writes a value. If detail is 0, large values are in thousands or millions. Otherwise the value is in full,
// with detail−1 decimals more than the metric has.
func format(l *locale.Locale, m *metric.Metric, r *big.Rat, detail int) string {
	digits := m.Decimals + max(detail-1, 0)
	large := detail == 0 && !m.DecimalsFixed
	switch m.Unit {
	case metric.Currency:
		if large && atLeast(r, 10_000) { // 1 420 € reads better than 1,42 k€
			return l.Compact(r, m.Currency)
		}
		return l.Money(r, m.Currency, digits)
	case metric.Percent:
		return l.Percent(r, max(digits, 1))
	case metric.Score:
		return l.Score(r, digits)
	case metric.Days:
		return l.Days(r, digits)
	case metric.Times:
		return l.Times(r, digits)
	}
	if large && atLeast(r, 1_000_000) {
		return l.Compact(r, "")
	}
	return l.Number(r, digits)
}

func atLeast(r *big.Rat, least int64) bool {
	return new(big.Rat).Abs(r).Cmp(big.NewRat(least, 1)) >= 0
}
