package metric

import "math/big"

// lands tells whether a figure goes on to grow in its period. A state does not: it is there already.
func (c *computer) lands(f *Figure) bool {
	return c.m.goesOn(f.Period) && c.metric.AddsUp && c.metric.Date != "" && f.AC.OK()
}

// outlook judges how an open period may end: by business days (run rate), by the shape of its month, by last year's.
func (c *computer) outlook(f *Figure, r reference, s slice) {
	p := f.Period
	if !c.lands(f) {
		return
	}
	cal := c.m.Calendar
	o := &f.Outlook
	o.Elapsed = cal.BusinessDays(p.Start, p.End)
	o.Remaining = cal.BusinessDays(p.End, p.Close)
	o.Pace = Div(f.AC, whole(o.Elapsed))
	o.LandingPace = Mul(o.Pace, whole(o.Elapsed+o.Remaining))
	if f.Foresight.Plans() {
		o.Landing, o.Method = Of(f.Foresight.Value), f.Foresight.Method
	} else {
		l := c.sharing.landing(p)
		o.Landing, o.Method = Mul(f.AC, l.factor), l.method
	}
	o.LandingShape = c.shape(f, r, s)
	o.GapToGo = Sub(f.PL, f.AC)
	if o.GapToGo.OK() && o.GapToGo.Rat.Sign() < 0 {
		o.GapToGo = Of(new(big.Rat))
	}
	o.Needed = spread(o.GapToGo, whole(o.Remaining))
	sales := c.facts(s).values[cell{p, s.key, s.none}].count()
	o.MoreSales = spread(o.GapToGo, above(Div(f.AC, sales)))
}

// spread divides what is left: where nothing is, each part is nothing, however many there are.
func spread(gap, by Num) Num {
	if gap.OK() && gap.Rat.Sign() == 0 {
		return gap
	}
	return Div(gap, by)
}

// above is a number to divide by: by credits that outweigh the sales nothing can be reached, nor foreseen.
func above(n Num) Num {
	if n.OK() && n.Rat.Sign() <= 0 {
		return None(Undefined)
	}
	return n
}

// shape lands as last year did: AC × last year's whole ÷ last year at the same number of business days.
func (c *computer) shape(f *Figure, r reference, s slice) Num {
	if !r.hasPY || !f.PY.OK() {
		return None(NoData)
	}
	year := r.py.Whole()
	if c.m.coverage(c.whole.span.days, year) != covered {
		return None(NoData)
	}
	full := c.m.actual(c.metric, c.facts(s), cell{year, s.key, s.none})
	return Mul(f.AC, Div(full, above(f.PY)))
}

func whole(n int) Num { return Of(new(big.Rat).SetInt64(int64(n))) }
