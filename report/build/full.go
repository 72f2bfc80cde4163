package build

import (
	"math/big"

	"bilan/report"
	"bilan/report/metric"
)

// full writes a number that says its own unit: "412 k€", "27,4 %", "137". It is for cards and sentences.
func (t *sheet) full(m *metric.Metric, n metric.Num) string {
	if !n.OK() {
		return t.sign(n)
	}
	return t.s.full(m, n.Rat)
}

// below tells whether the magnitude of r is less than n.
func below(r *big.Rat, n int64) bool { return new(big.Rat).Abs(r).Cmp(big.NewRat(n, 1)) < 0 }

func (s *Scope) full(m *metric.Metric, r *big.Rat) string {
	l, per := s.Locale, unity
	if m.Unit == metric.Percent || m.Unit == metric.Points {
		per = big.NewRat(1, 100)
	}
	digits := decimals(m, per, metric.Of(r))
	switch m.Unit {
	case metric.Currency:
		if _, large := s.compact(m, r); large {
			return l.Compact(r, m.Currency)
		}
		return l.Money(r, m.Currency, digits)
	case metric.Percent:
		return l.Percent(r, digits)
	case metric.Points:
		return s.points(r, digits)
	case metric.Score:
		return l.Score(r, digits)
	case metric.Days:
		return l.Days(r, digits)
	}
	if _, large := s.compact(m, r); large {
		return l.Compact(r, "")
	}
	return l.Number(r, digits)
}

// points writes a difference of ratios without its sign: "1,2 pt".
func (s *Scope) points(r *big.Rat, digits int) string {
	p := new(big.Rat).Mul(r, hundred)
	return s.Locale.Number(settle(p, digits), digits) + nbsp + s.word("unit.points")
}

// variance writes a relative difference with arrow and sign: "▼ −4,2 %". A difference of percents is in
// points.
func (t *sheet) variance(m *metric.Metric, pct metric.Num) told {
	return t.varianceIn(m, pct, varianceDigits)
}

// told is a difference as it is written, with its effect on the business and what it was rounded from.
type told struct {
	text  string
	tone  report.Tone
	exact *report.Exact
}

func (t *sheet) varianceIn(m *metric.Metric, pct metric.Num, digits int) told {
	if !pct.OK() {
		return told{text: t.sign(pct), tone: report.Muted}
	}
	if m.InPoints() {
		return t.pointed(m, pct, pointDigits(m, digits))
	}
	l := t.s.Locale
	r := settle(new(big.Rat).Mul(pct.Rat, hundred), digits)
	printed := new(big.Rat).Quo(r, hundred)
	if r.Sign() == 0 {
		return told{l.Percent(printed, digits), report.Neutral, ratio(pct.Rat, digits)}
	}
	return told{arrow(r) + l.SignedPercent(printed, varianceDigits), effect(m, r), ratio(pct.Rat, varianceDigits)}
}

// pointed is a difference in points, with arrow and sign.
func (t *sheet) pointed(m *metric.Metric, delta metric.Num, digits int) told {
	r := settle(inPoints(m, delta.Rat), digits)
	printed := new(big.Rat).Mul(r, onePoint(m))
	exact := &report.Exact{Value: delta.Rat, Per: onePoint(m), Digits: digits}
	if r.Sign() == 0 {
		return told{t.s.pointsOf(m, printed, digits), report.Neutral, exact}
	}
	return told{arrow(r) + t.s.signedPoints(m, printed, digits), effect(m, r), exact}
}

// gap is the distance to a figure's target. One that is judged is not 0 on paper.
func (t *sheet) gap(m *metric.Metric, f *metric.Figure) told {
	if m.InPoints() && judged(f) {
		return t.pointed(m, f.DeltaPLPct, showingDigits(inPoints(m, f.DeltaPLPct.Rat), pointDigits(m, varianceDigits)))
	}
	return t.distance(m, f.PLToDate, f.DeltaPL, f.DeltaPLPct)
}

// distance is a variance that is relative where the reference is above zero; from zero or less, and where it is nothing
// in per cent, it is the difference itself, with arrow and sign: half of a negative number says nothing.
func (t *sheet) distance(m *metric.Metric, ref, delta, pct metric.Num) told {
	relative := !baseless(ref) && (tells(pct) || delta.OK() && trifle(m, delta))
	if m.InPoints() || relative || !delta.OK() {
		return t.variance(m, pct)
	}
	if delta.Rat.Sign() == 0 {
		return told{t.s.full(m, delta.Rat), report.Neutral, t.s.exactly(m, delta)}
	}
	text := t.s.full(m, delta.Rat)
	if delta.Rat.Sign() > 0 {
		text = "+" + text
	}
	return told{arrow(delta.Rat) + text, effect(m, delta.Rat), t.s.exactly(m, delta)}
}

// baseless tells whether a reference is there and per cent of it mean nothing.
func baseless(ref metric.Num) bool { return ref.OK() && ref.Rat.Sign() <= 0 }

// negative tells whether a reference is there and below zero: per cent of it mean nothing.
func negative(ref metric.Num) bool { return ref.OK() && ref.Rat.Sign() < 0 }

// meaningless is the sign for per cent of a negative reference.
func (t *sheet) meaningless() string {
	t.noBase = true
	return t.s.word("sign.no_base")
}

const varianceDigits = 1
