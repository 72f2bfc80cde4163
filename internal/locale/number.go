package locale

import (
	"math/big"
	"strings"
)

// maxDigits is the greatest number of decimals.
const maxDigits = 30

// sign says which signs are written. A number that rounds to zero has none.
type sign int

const (
	negativeOnly sign = iota
	always
)

// Number writes r with the given decimals, rounded half away from zero, such as "1 234,50". A nil r gives "".
func (l *Locale) Number(r *big.Rat, digits int) string {
	return l.formatNumber(r, digits, negativeOnly)
}

// Signed writes a number with an explicit plus sign, such as "+1 234", "−3" or "0".
func (l *Locale) Signed(r *big.Rat, digits int) string { return l.formatNumber(r, digits, always) }

func (l *Locale) formatNumber(r *big.Rat, digits int, s sign) string {
	if r == nil {
		return ""
	}
	f := roundTo(r, digits)
	return f.sign(s) + f.grouped(l.shape.decimal, l.shape.group, l.shape.minGroup)
}

// Percent writes a ratio in per cent: 0.042 gives "4,2 %".
func (l *Locale) Percent(ratio *big.Rat, digits int) string {
	return l.withSuffix(timesHundred(ratio), digits, negativeOnly, l.shape.percent)
}

// SignedPercent writes a ratio in per cent with an explicit plus sign.
func (l *Locale) SignedPercent(ratio *big.Rat, digits int) string {
	return l.withSuffix(timesHundred(ratio), digits, always, l.shape.percent)
}

// Points writes a difference of two ratios in percentage points: 0.012 gives "+1,2 pt".
func (l *Locale) Points(ratio *big.Rat, digits int) string {
	return l.withSuffix(timesHundred(ratio), digits, always, l.shape.points)
}

// Days writes a number of days, such as "12,5 j" or "1 day".
func (l *Locale) Days(r *big.Rat, digits int) string {
	if r == nil {
		return ""
	}
	suffix := l.shape.day[1]
	if l.names.isSingular(roundTo(r, digits).text()) {
		suffix = l.shape.day[0]
	}
	return l.withSuffix(r, digits, negativeOnly, suffix)
}

func (l *Locale) withSuffix(r *big.Rat, digits int, s sign, suffix string) string {
	if r == nil {
		return ""
	}
	return l.formatNumber(r, digits, s) + suffix
}

func timesHundred(ratio *big.Rat) *big.Rat {
	if ratio == nil {
		return nil
	}
	return new(big.Rat).Mul(ratio, big.NewRat(100, 1))
}

// decimal is a rounded number: its digits, and whether it is negative.
type decimal struct {
	negative    bool
	whole, frac string
}

// roundTo rounds a number half away from zero.
func roundTo(r *big.Rat, digits int) decimal {
	text := r.FloatString(min(max(digits, 0), maxDigits))
	abs, negative := strings.CutPrefix(text, "-")
	whole, frac, _ := strings.Cut(abs, ".")
	if negative && strings.Trim(abs, "0.") == "" {
		negative = false
	}
	return decimal{negative, whole, frac}
}

func (d decimal) text() string {
	if d.frac == "" {
		return d.whole
	}
	return d.whole + "." + d.frac
}

func (d decimal) isZero() bool { return strings.Trim(d.whole+d.frac, "0") == "" }

func (d decimal) sign(s sign) string {
	switch {
	case d.negative:
		return minus
	case s == always && !d.isZero():
		return "+"
	}
	return ""
}

// grouped writes the digits in groups of three.
func (d decimal) grouped(point, group string, minGroup int) string {
	var b strings.Builder
	b.Grow(len(d.whole) + len(d.frac) + len(d.whole)/3*len(group) + len(point))
	if len(d.whole) < 3+minGroup {
		b.WriteString(d.whole)
	} else {
		leading := (len(d.whole)-1)%3 + 1
		b.WriteString(d.whole[:leading])
		for i := leading; i < len(d.whole); i += 3 {
			b.WriteString(group)
			b.WriteString(d.whole[i : i+3])
		}
	}
	if d.frac != "" {
		b.WriteString(point)
		b.WriteString(d.frac)
	}
	return b.String()
}
