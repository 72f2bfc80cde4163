package metric

import "math/big"

// Compare sets all differences, ratios and the status from AC, PL, PLToDate, PY and PP.
func (f *Figure) Compare() {
	f.DeltaPL, f.DeltaPLPct = f.difference(f.PLToDate)
	f.DeltaPY, f.DeltaPYPct = f.difference(f.PY)
	f.DeltaPP, f.DeltaPPPct = f.difference(f.PP)
	f.Attainment = Div(f.AC, f.PLToDate)
	f.Progress = Div(f.AC, f.PL)
	if !f.tooFewForStatus() {
		f.Status = f.Metric.status(f.AC, f.PLToDate)
	}
}

// difference returns the difference from a reference, absolute and as a share of the reference's magnitude. For
// percentages and scores, both results are the difference in points.
func (f *Figure) difference(ref Num) (delta, pct Num) {
	delta = Sub(f.AC, ref)
	if f.Metric.InPoints() || !delta.OK() {
		return delta, delta
	}
	return delta, Div(delta, Num{Present, ref.Whose, new(big.Rat).Abs(ref.Rat)})
}

// halfCent is the smallest gap in money that counts as missed, because a target by business days has fractions of a
// cent.
var halfCent = big.NewRat(1, 200)

// status judges an actual by its attainment of the target to date: AC ÷ PL, or PL ÷ AC if less is better. It judges the
// exact numbers, not the rounded ones on paper.
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
		return m.statusBySign(ac, pl)
	}
	switch {
	case reached.Rat.Cmp(m.OnTrack) >= 0:
		return OnTrack
	case reached.Rat.Cmp(m.AtRisk) >= 0:
		return AtRisk
	}
	return OffTrack
}

// statusBySign judges an actual if the target or the actual is zero or negative, so that no ratio is meaningful.
func (m *Metric) statusBySign(ac, pl Num) Status {
	better := ac.Rat.Cmp(pl.Rat)
	if m.LowerBetter {
		better = -better
	}
	if better >= 0 {
		return OnTrack
	}
	return OffTrack
}
