package report

import (
	"math/big"

	"bilan/report/foresight"
	"bilan/report/metric"
)

// deals are the open deals beside the months ahead; none where the section has none, or those of the time are not known.
func (k *monthsAhead) deals(b Book) foresight.Deals {
	if t := b.Table(k.id); k.c.Deals != nil && t != nil {
		return foresight.ReadDeals(t)
	}
	return nil
}

// footDeals explains the weighted sum, holds the deals of the first month against what is missing in it, and tells those past their day,
// which are in no month.
func (k *monthsAhead) footDeals(t *sheet, b Book, first aheadLine) {
	deals := k.deals(b)
	if len(deals) == 0 {
		return
	}
	t.note(k.s.word("foot.forecast.deals"))
	f := b.Answer(metric.Ask{Metric: k.m.Name, Period: k.open()}).Total
	missing := metric.Sub(f.PL, f.AC)
	if f.AC.State == metric.NotYet {
		missing = f.PL
	}
	if missing.OK() && missing.Rat.Sign() > 0 {
		times := new(big.Rat).Quo(first.deals.Amount, missing.Rat)
		t.note(k.s.word("foot.forecast.coverage", k.s.full(k.m, first.deals.Amount), k.s.when(k.periods[0]), k.s.full(k.m, missing.Rat), k.s.Locale.Number(times, 1)))
	}
	if late := deals.Overdue(k.known()); late.Count > 0 {
		t.note(k.s.Locale.Plural("foot.overdue", int64(late.Count), " ("+k.s.full(k.m, late.Amount)+")"))
	}
}
