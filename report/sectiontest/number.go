package sectiontest

import (
	"math/big"

	"bilan/report/metric"
	"bilan/report/notation"
)

// Rat parses a number such as "1234.5". It panics on other text.
func Rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return r
}

// Num parses a number, or the reason why it is absent: "no data", "no target", "not yet", "÷0". It panics on other
// text.
func Num(s string) metric.Num {
	switch s {
	case "no data":
		return metric.NoNum(metric.NoData)
	case "no target":
		return metric.NoNum(metric.NoTarget)
	case "not yet":
		return metric.NoNum(metric.NotYet)
	case "÷0":
		return metric.NoNum(metric.Undefined)
	}
	return metric.NumOf(Rat(s))
}

// Figure makes a figure from its values, with the differences and ratios that the engine would compute.
func Figure(m *metric.Metric, ac, toDate, full, py, pp metric.Num) metric.Figure {
	f := metric.Figure{Metric: m, AC: ac, PL: full, PLToDate: toDate, PY: py, PP: pp}
	f.DeltaPL, f.DeltaPLPct = difference(m, ac, toDate)
	f.DeltaPY, f.DeltaPYPct = difference(m, ac, py)
	f.DeltaPP, f.DeltaPPPct = difference(m, ac, pp)
	f.Attainment, f.Progress = metric.Div(ac, toDate), metric.Div(ac, full)
	if f.Attainment.OK() {
		switch {
		case f.Attainment.Rat.Cmp(m.OnTrack) >= 0:
			f.Status = metric.OnTrack
		case f.Attainment.Rat.Cmp(m.AtRisk) >= 0:
			f.Status = metric.AtRisk
		default:
			f.Status = metric.OffTrack
		}
	}
	return f
}

// difference is ac minus ref, also as a share of ref. For a metric in points, both are the difference in points.
func difference(m *metric.Metric, ac, ref metric.Num) (delta, pct metric.Num) {
	delta = metric.Sub(ac, ref)
	if m.InPoints() {
		return delta, delta
	}
	return delta, metric.Div(delta, notation.Magnitude(ref))
}
