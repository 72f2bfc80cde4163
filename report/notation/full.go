package notation

import (
	"math/big"

	"bilan/internal/rounding"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/scope"
)

// Full writes a number with its unit: "412 k€", "27,4 %", "137". It is for cards and sentences.
func (t *Sheet) Full(m *metric.Metric, n metric.Num) string {
	if !n.OK() {
		return t.Sign(n)
	}
	return Full(t.Scope, m, n.Rat)
}

// MagnitudeBelow reports whether the magnitude of r is less than n.
func MagnitudeBelow(r *big.Rat, n int64) bool { return new(big.Rat).Abs(r).Cmp(big.NewRat(n, 1)) < 0 }

// Full writes a number with its unit: "412 k€", "27,4 %", "137".
func Full(s *scope.Scope, m *metric.Metric, r *big.Rat) string {
	l, per := s.Locale, Unity
	if m.Unit == metric.Percent || m.Unit == metric.Points {
		per = big.NewRat(1, 100)
	}
	digits := Decimals(m, per, metric.NumOf(r))
	switch m.Unit {
	case metric.Currency:
		if _, large := compact(s, m, r); large {
			return l.Compact(r, m.Currency)
		}
		return l.Money(r, m.Currency, digits)
	case metric.Percent:
		return l.Percent(r, digits)
	case metric.Points:
		return points(s, r, digits)
	case metric.Score:
		return l.Score(r, digits)
	case metric.Days:
		return l.Days(r, digits)
	case metric.Times:
		return l.Times(r, digits)
	}
	if _, large := compact(s, m, r); large {
		return l.Compact(r, "")
	}
	return l.Number(r, digits)
}

// points writes a difference of ratios without its sign: "1,2 pt".
func points(s *scope.Scope, r *big.Rat, digits int) string {
	p := new(big.Rat).Mul(r, Hundred)
	return s.Locale.Number(rounding.Round(p, digits), digits) + scope.NBSP + s.Word("unit.points")
}

// Variance writes a relative difference with arrow and sign: "▼ −4,2 %". A metric that is a per cent has a difference
// in points.
func (t *Sheet) Variance(m *metric.Metric, pct metric.Num) Difference {
	return t.varianceIn(m, pct, VarianceDigits)
}

// Difference is the text of a difference, with its effect on the business and the exact value behind the text.
type Difference struct {
	Text  string
	Tone  report.Tone
	Exact *report.Exact
}

func (t *Sheet) varianceIn(m *metric.Metric, pct metric.Num, digits int) Difference {
	if !pct.OK() {
		return Difference{Text: t.Sign(pct), Tone: report.Muted}
	}
	if m.InPoints() {
		return t.pointVariance(m, pct, PointDigits(m, digits))
	}
	l := t.Scope.Locale
	r := rounding.Round(new(big.Rat).Mul(pct.Rat, Hundred), digits)
	if text, ok := t.Percent(digits).multiple(pct.Rat, asMultiple(pct.Rat)); ok {
		return Difference{arrow(r) + text, EffectTone(m, r), ExactPercent(pct.Rat, VarianceDigits)}
	}
	printed := new(big.Rat).Quo(r, Hundred)
	if r.Sign() == 0 {
		return Difference{l.Percent(printed, digits), report.Neutral, ExactPercent(pct.Rat, digits)}
	}
	return Difference{arrow(r) + l.SignedPercent(printed, VarianceDigits), EffectTone(m, r), ExactPercent(pct.Rat, VarianceDigits)}
}

// pointVariance writes a difference in points, with arrow and sign.
func (t *Sheet) pointVariance(m *metric.Metric, delta metric.Num, digits int) Difference {
	r := rounding.Round(InPoints(m, delta.Rat), digits)
	printed := new(big.Rat).Mul(r, OnePoint(m))
	exact := &report.Exact{Value: delta.Rat, Per: OnePoint(m), Digits: digits}
	if r.Sign() == 0 {
		return Difference{PointsOf(t.Scope, m, printed, digits), report.Neutral, exact}
	}
	return Difference{arrow(r) + SignedPoints(t.Scope, m, printed, digits), EffectTone(m, r), exact}
}

// Gap writes the difference between a figure and its target. It is never written as 0 if GapIsJudged.
func (t *Sheet) Gap(m *metric.Metric, f *metric.Figure) Difference {
	if m.InPoints() && GapIsJudged(f) {
		return t.pointVariance(m, f.DeltaPLPct, ShowingDigits(InPoints(m, f.DeltaPLPct.Rat), PointDigits(m, VarianceDigits)))
	}
	return t.Distance(m, f.PLToDate, f.DeltaPL, f.DeltaPLPct)
}

// Distance writes pct, the relative difference, if ref is above zero and pct does not round to 0. Otherwise it writes
// delta, the absolute difference: a per cent of zero or of a negative number means nothing.
func (t *Sheet) Distance(m *metric.Metric, ref, delta, pct metric.Num) Difference {
	relative := !NoPercentBase(ref) && (PrintsPercent(pct) || delta.OK() && BelowHalfCent(m, delta))
	if m.InPoints() || relative || !delta.OK() {
		return t.Variance(m, pct)
	}
	if delta.Rat.Sign() == 0 {
		return Difference{Full(t.Scope, m, delta.Rat), report.Neutral, ExactFull(t.Scope, m, delta)}
	}
	text := Full(t.Scope, m, delta.Rat)
	if delta.Rat.Sign() > 0 {
		text = "+" + text
	}
	return Difference{arrow(delta.Rat) + text, EffectTone(m, delta.Rat), ExactFull(t.Scope, m, delta)}
}

// NoPercentBase reports whether a reference exists and is zero or negative, so that a per cent of it means nothing.
func NoPercentBase(ref metric.Num) bool { return ref.OK() && ref.Rat.Sign() <= 0 }

// IsNegative reports whether a reference exists and is below zero.
func IsNegative(ref metric.Num) bool { return ref.OK() && ref.Rat.Sign() < 0 }

// NotMeaningful is the sign that replaces a per cent of a negative reference. Explain then explains it below the
// section.
func (t *Sheet) NotMeaningful() string {
	t.noBase = true
	return t.Scope.Word("sign.no_base")
}

const VarianceDigits = 1

// SignedFull writes a number as Full does, with an explicit plus sign: "+12 k€".
func SignedFull(s *scope.Scope, m *metric.Metric, r *big.Rat) string {
	if r.Sign() > 0 {
		return "+" + Full(s, m, r)
	}
	return Full(s, m, r)
}

// Magnitude is the absolute value of a number; a missing number stays missing.
func Magnitude(n metric.Num) metric.Num {
	if !n.OK() {
		return n
	}
	return metric.NumOf(new(big.Rat).Abs(n.Rat))
}

// Zero is the number 0, which is present, unlike a missing number.
func Zero() metric.Num { return metric.NumOf(new(big.Rat)) }
