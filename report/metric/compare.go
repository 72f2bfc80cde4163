package metric

import "math/big"

// Compare fills every difference, ratio and the status from AC, PL, PY and PP.
func (f *Figure) Compare() {
	f.DeltaPL, f.DeltaPLPct = f.against(f.PLToDate)
	f.DeltaPY, f.DeltaPYPct = f.against(f.PY)
	f.DeltaPP, f.DeltaPPPct = f.against(f.PP)
	f.Attainment = Div(f.AC, f.PLToDate)
	f.Progress = Div(f.AC, f.PL)
	if !f.uncertain() {
		f.Status = f.Metric.status(f.AC, f.PLToDate)
	}
}

// against is the difference to a reference, absolute and relative to the reference's magnitude. A
// difference of percents or scores is in points and has no other relative form.
func (f *Figure) against(ref Num) (delta, pct Num) {
	delta = Sub(f.AC, ref)
	if f.Metric.InPoints() || !delta.OK() {
		return delta, delta
	}
	return delta, Div(delta, Num{Present, ref.Whose, new(big.Rat).Abs(ref.Rat)})
}

// halfCent is less than any sale: a target by business days has fractions of a cent.
var halfCent = big.NewRat(1, 200)

// status judges an actual against its target to date by attainment: AC ÷ PL where more is better, PL ÷ AC
// where less is. It judges the exact figure, not the rounded one on paper.
func (m *Metric) status(ac, pl Num) Status {
	if !ac.OK() || !pl.OK() || m.OnTrack == nil || m.AtRisk == nil {
		return NoStatus
	}
	if gap := Sub(ac, pl); m.Unit == Currency && new(big.Rat).Abs(gap.Rat).Cmp(halfCent) < 0 {
		return OnTrack
	}
	reached := Div(ac, pl)
	if m.LowerBetter {
		reached = Div(pl, ac)
	}
	if !reached.OK() || pl.Rat.Sign() < 0 || ac.Rat.Sign() < 0 {
		return m.signStatus(ac, pl)
	}
	switch {
	case reached.Rat.Cmp(m.OnTrack) >= 0:
		return OnTrack
	case reached.Rat.Cmp(m.AtRisk) >= 0:
		return AtRisk
	}
	return OffTrack
}

// signStatus judges when no ratio is meaningful: for a zero or negative target or actual.
func (m *Metric) signStatus(ac, pl Num) Status {
	better := ac.Rat.Cmp(pl.Rat)
	if m.LowerBetter {
		better = -better
	}
	if better >= 0 {
		return OnTrack
	}
	return OffTrack
}
