package deals

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// gapSentence is a sentence about the gap to the objective of the open month: in the metric's unit, in sales of average
// amount, and in the quotes and visits that these sales need. It is "" if the month has not begun or there is no gap.
func (k *monthsAhead) gapSentence(b scope.Book) string {
	o := b.Answer(metric.Ask{Metric: k.m.Name, Period: k.Open()}).Total.Outlook
	if !o.GapToGo.OK() || o.GapToGo.Rat.Sign() <= 0 || k.m.LowerBetter {
		return ""
	}
	gap := notation.Full(k.s, k.m, o.GapToGo.Rat)
	sales, ok := notation.Ceiling(o.MoreSales)
	switch {
	case k.m.Unit == metric.Number:
		return k.s.Word("forecast.missing.count", gap)
	case !ok || sales <= 0 || k.m.Unit != metric.Currency:
		return k.s.Word("forecast.missing", gap)
	}
	list := []string{k.s.Locale.Plural("sales", sales)}
	for _, ask := range k.perSaleAsks() {
		m, rate := k.s.Metrics[ask.Metric], b.Answer(ask).Total.AC
		if n, ok := notation.Ceiling(metric.Mul(rate, o.MoreSales)); ok && n > 1 { // the labels are plurals
			list = append(list, k.s.Locale.Number(big.NewRat(n, 1), 0)+scope.NBSP+k.s.Locale.Inline(prose.Tidy(k.s.Metrics[m.Formula.Names[0]].Label)))
		}
	}
	return k.s.Word("forecast.missing.sales", gap, k.s.Locale.List(list))
}

// perSaleAsks ask for the metrics of per_sale, such as visits per sale, over the twelve months before the first one.
func (k *monthsAhead) perSaleAsks() (list []metric.Ask) {
	first := k.Periods[0]
	year := period.Period{Unit: period.Month, Start: k.s.Calendar.Shift(first, -12).Start, End: first.Start, Close: first.Start}
	for _, name := range k.c.PerSale {
		if m := k.s.Metrics[name]; m != nil && m.Formula != nil && len(m.Formula.Names) > 0 && k.s.Metrics[m.Formula.Names[0]] != nil {
			list = append(list, metric.Ask{Metric: name, Period: year})
		}
	}
	return list
}
