// Package amount writes numbers of metrics in sentences: as short as "812 k€" where that is enough, and as long as is needed to tell two
// of them apart.
package amount

import (
	"math/big"

	"bilan/internal/locale"
	"bilan/report/metric"
)

// Write is a number of a metric with its unit: "812 k€", "27,4 %", "137".
func Write(l *locale.Locale, m *metric.Metric, r *big.Rat) string { return write(l, m, r, 0) }

// Apart writes numbers of one metric, all in the same way: those that differ are written so that it can be seen.
func Apart(l *locale.Locale, m *metric.Metric, list ...*big.Rat) (texts []string) {
	for fine := range mostFine + 1 {
		texts = texts[:0]
		for _, r := range list {
			texts = append(texts, write(l, m, r, fine))
		}
		if told(list, texts) {
			break
		}
	}
	return texts
}

// Delta is a difference of two numbers of a metric, with its sign: "+14 k€", "−1,2 pt".
func Delta(l *locale.Locale, m *metric.Metric, r *big.Rat) string {
	if m.Unit == metric.Percent {
		return l.Points(r, max(m.Decimals, 1))
	}
	sign := "+"
	if r.Sign() < 0 {
		sign = "\u2212"
	}
	return sign + Apart(l, m, new(big.Rat).Abs(r), new(big.Rat))[0]
}

// mostFine is the most decimals that are put behind those of the metric, the first step being to write it whole.
const mostFine = 5

func told(list []*big.Rat, texts []string) bool {
	for i := range list {
		for k := range i {
			if list[i].Cmp(list[k]) != 0 && texts[i] == texts[k] {
				return false
			}
		}
	}
	return true
}

// write is in thousands and millions where fine is 0; from 1 on whole, with fine-1 more decimals than the metric has.
func write(l *locale.Locale, m *metric.Metric, r *big.Rat, fine int) string {
	digits := m.Decimals + max(fine-1, 0)
	large := fine == 0 && !m.DecimalsFixed
	switch m.Unit {
	case metric.Currency:
		if large && magnitude(r, 10_000) { // 1 420 € reads better than 1,42 k€
			return l.Compact(r, m.Currency)
		}
		return l.Money(r, m.Currency, digits)
	case metric.Percent:
		return l.Percent(r, max(digits, 1))
	case metric.Score:
		return l.Score(r, digits)
	case metric.Days:
		return l.Days(r, digits)
	}
	if large && magnitude(r, 1_000_000) {
		return l.Compact(r, "")
	}
	return l.Number(r, digits)
}

func magnitude(r *big.Rat, least int64) bool {
	return new(big.Rat).Abs(r).Cmp(big.NewRat(least, 1)) >= 0
}
