package deals

import (
	"math/big"

	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/outlook"
	"bilan/report/scope"
)

// deals returns the open deals of the section; nil if the section has none, or if the deals of a past day are unknown.
func (k *monthsAhead) deals(b scope.Book) outlook.Deals {
	if t := b.Table(k.id); k.c.Deals != nil && t != nil {
		return outlook.ReadDeals(t)
	}
	return nil
}

// addDealFootnotes adds footnotes: they explain the weighted sum, compare the first month's deals with its gap to the
// objective, and count the overdue deals, which are in no month.
func (k *monthsAhead) addDealFootnotes(t *notation.Sheet, b scope.Book, first outlook.Line) {
	deals := k.deals(b)
	if len(deals) == 0 {
		return
	}
	t.Note(k.s.Word("foot.forecast.deals"))
	f := b.Answer(metric.Ask{Metric: k.m.Name, Period: k.Open()}).Total
	missing := metric.Sub(f.PL, f.AC)
	if f.AC.State == metric.NotYet {
		missing = f.PL
	}
	if missing.OK() && missing.Rat.Sign() > 0 {
		times := new(big.Rat).Quo(first.Deals.Amount, missing.Rat)
		t.Note(k.s.Word("foot.forecast.coverage", notation.Full(k.s, k.m, first.Deals.Amount), k.s.When(k.Periods[0]), notation.Full(k.s, k.m, missing.Rat), k.s.Locale.Number(times, 1)))
	}
	if late := deals.Overdue(k.UnknownFrom); late.Count > 0 {
		t.Note(k.s.Locale.Plural("foot.overdue", int64(late.Count), " ("+notation.Full(k.s, k.m, late.Amount)+")"))
	}
}
