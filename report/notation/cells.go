package notation

import (
	"math/big"

	"bilan/report"
	"bilan/report/metric"
)

// ShareCell is a table cell with a share of the target in per cent, its status and its bar. A share of a negative
// target is replaced by the sign "not meaningful".
func (p NumberFormat) ShareCell(m *metric.Metric, ratio, target metric.Num, st metric.Status) report.Cell {
	switch {
	case ratio.OK() && IsNegative(target):
		return report.Cell{Text: p.Sheet.NotMeaningful(), Tone: report.Muted}
	case !ratio.OK():
		return report.Cell{Text: p.Sheet.Sign(ratio), Tone: report.Muted}
	}
	share := ratio.Float()
	c := report.Cell{Text: p.Attainment(m, ratio), Status: statusTone(st), Share: &share, Exact: p.Exact(ratio)}
	if word, _ := p.Sheet.Scope.Status(st); word != "" {
		c.Alt = c.Text + ", " + word
	}
	return c
}

func statusTone(st metric.Status) report.Tone {
	switch st {
	case metric.OnTrack:
		return report.Good
	case metric.AtRisk:
		return report.Warn
	case metric.OffTrack:
		return report.Bad
	}
	return report.Neutral
}

// DifferingUnit returns a column's unit if it differs from the section's unit, else "".
func DifferingUnit(unit, section string) string {
	if unit == section {
		return ""
	}
	return unit
}

// Rational converts a whole number.
func Rational(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

// WholeExact is a whole number as the exact value behind a printed text.
func WholeExact(n int64) *report.Exact { return &report.Exact{Value: Rational(n), Per: Unity} }

// Cell is a table cell with the difference.
func (d Difference) Cell() report.Cell {
	return report.Cell{Text: d.Text, Tone: d.Tone, Exact: d.Exact}
}

// Cell is a table cell with the number, or with the sign for a missing number in a muted tone.
func (p NumberFormat) Cell(n metric.Num) report.Cell {
	return report.Cell{Text: p.Value(n), Tone: SignTone(n), Exact: p.Exact(n)}
}

// SignTone is Neutral for a number and Muted for the sign that replaces a missing one.
func SignTone(n metric.Num) report.Tone {
	if n.OK() {
		return report.Neutral
	}
	return report.Muted
}

// Relative is a table cell with a difference in per cent of its reference ref. For a metric compared in points, pct is
// in points and is written in this format. With judged, a difference is never written as 0.
func (p NumberFormat) Relative(m *metric.Metric, ref, pct metric.Num, judged bool) report.Cell {
	switch {
	case m.InPoints():
	case pct.OK() && IsNegative(ref):
		return report.Cell{Text: p.Sheet.NotMeaningful(), Tone: report.Muted}
	default:
		p = p.Sheet.Percent(VarianceDigits)
	}
	if judged && pct.OK() {
		p.Digits = ShowingDigits(p.In(pct.Rat), p.Digits)
	}
	return report.Cell{Text: p.Gap(pct), Tone: p.Tone(m, pct), Exact: p.Exact(pct)}
}

// RoundedUp writes the smallest whole number that is not below n: 3.2 visits take 4.
func (t *Sheet) RoundedUp(n metric.Num) string {
	if !n.OK() {
		return t.Sign(n)
	}
	return t.Scope.Locale.Number(new(big.Rat).SetInt(roundUp(n.Rat)), 0)
}

// roundUp returns the smallest whole number that is not below r. Int.Div rounds down for a positive divisor, hence the
// two Neg.
func roundUp(r *big.Rat) *big.Int {
	up := new(big.Int).Neg(r.Num())
	return up.Div(up, r.Denom()).Neg(up)
}
