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
func (l *Locale) Number(r *big.Rat, digits int) string { return l.plain(r, digits, negativeOnly) }

// Signed writes a number with an explicit plus sign, such as "+1 234", "−3" or "0".
func (l *Locale) Signed(r *big.Rat, digits int) string { return l.plain(r, digits, always) }

func (l *Locale) plain(r *big.Rat, digits int, s sign) string {
	if r == nil {
		return ""
	}
	f := fixed(r, digits)
	return f.sign(s) + f.grouped(l.s.decimal, l.s.group, l.s.minGroup)
}

// Percent writes a ratio in per cent: 0.042 gives "4,2 %".
func (l *Locale) Percent(ratio *big.Rat, digits int) string {
	return l.after(hundred(ratio), digits, negativeOnly, l.s.percent)
}

// SignedPercent writes a ratio in per cent with an explicit plus sign.
func (l *Locale) SignedPercent(ratio *big.Rat, digits int) string {
	return l.after(hundred(ratio), digits, always, l.s.percent)
}

// Points writes a difference of two ratios in percentage points: 0.012 gives "+1,2 pt".
func (l *Locale) Points(ratio *big.Rat, digits int) string {
	return l.after(hundred(ratio), digits, always, l.s.points)
}

// Days writes a number of days, such as "12,5 j" or "1 day".
func (l *Locale) Days(r *big.Rat, digits int) string {
	if r == nil {
		return ""
	}
	suffix := l.s.day[1]
	if l.n.one(fixed(r, digits).text()) {
		suffix = l.s.day[0]
	}
	return l.after(r, digits, negativeOnly, suffix)
}

func (l *Locale) after(r *big.Rat, digits int, s sign, suffix string) string {
	if r == nil {
		return ""
	}
	return l.plain(r, digits, s) + suffix
}

func hundred(ratio *big.Rat) *big.Rat {
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

// fixed rounds a number half away from zero.
func fixed(r *big.Rat, digits int) decimal {
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

func (d decimal) zero() bool { return strings.Trim(d.whole+d.frac, "0") == "" }

func (d decimal) sign(s sign) string {
	switch {
	case d.negative:
		return minus
	case s == always && !d.zero():
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
		head := (len(d.whole)-1)%3 + 1
		b.WriteString(d.whole[:head])
		for i := head; i < len(d.whole); i += 3 {
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
