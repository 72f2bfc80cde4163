package notation

import (
	"math/big"

	"bilan/report"
	"bilan/report/metric"
)

// ShareOf is share, with a format for per cent.
func (p NumberFormat) ShareOf(m *metric.Metric, ratio, target metric.Num, st metric.Status) report.Cell {
	switch {
	case ratio.OK() && Negative(target):
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

// Differing returns a column's unit when it differs from the section's.
func Differing(unit, section string) string {
	if unit == section {
		return ""
	}
	return unit
}

// Rational is a whole number.
func Rational(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

// WholeExact is a whole number as a workbook has it.
func WholeExact(n int64) *report.Exact { return &report.Exact{Value: Rational(n), Per: Unity} }

// Cell is the difference in a table.
func (d Told) Cell() report.Cell { return report.Cell{Text: d.Text, Tone: d.Tone, Exact: d.Exact} }

// Cell writes a number; a sign in its place is less loud.
func (p NumberFormat) Cell(n metric.Num) report.Cell {
	return report.Cell{Text: p.Value(n), Tone: SignTone(n), Exact: p.Exact(n)}
}

// SignTone is the tone of a sign that replaces a number: it has no effect on the business.
func SignTone(n metric.Num) report.Tone {
	if n.OK() {
		return report.Neutral
	}
	return report.Muted
}

// Relative is a difference in per cent of its reference or, for a metric compared in points, in points as the format
// writes them. With judged, it is never written as 0.
func (p NumberFormat) Relative(m *metric.Metric, ref, pct metric.Num, judged bool) report.Cell {
	switch {
	case m.InPoints():
	case pct.OK() && Negative(ref):
		return report.Cell{Text: p.Sheet.NotMeaningful(), Tone: report.Muted}
	default:
		p = p.Sheet.Percent(VarianceDigits)
	}
	if judged && pct.OK() {
		p.Digits = ShowingDigits(p.In(pct.Rat), p.Digits)
	}
	return report.Cell{Text: p.Gap(pct), Tone: p.Tone(m, pct), Exact: p.Exact(pct)}
}

// Whole writes how many whole things reach a number: three and a bit take four.
func (t *Sheet) Whole(n metric.Num) string {
	if !n.OK() {
		return t.Sign(n)
	}
	return t.Scope.Locale.Number(new(big.Rat).SetInt(roundUp(n.Rat)), 0)
}

// roundUp is the next whole number: Div rounds down for a positive divisor.
func roundUp(r *big.Rat) *big.Int {
	up := new(big.Int).Neg(r.Num())
	return up.Div(up, r.Denom()).Neg(up)
}
