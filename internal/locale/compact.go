package locale

import (
	"math/big"
	"strings"
)

// Scale is one unit for all numbers of a table or chart, named once in its header.
type Scale struct {
	Divisor *big.Rat // 1, 1000, 1000000 …
	Digits  int      // decimals on paper after dividing
	Unit    string   // "k€", "M€", "€", "k", ""
}

// Scale chooses the unit in which max, the largest magnitude, keeps three or four significant digits.
func (l *Locale) Scale(max *big.Rat, code string) Scale {
	return l.scale(max, 4, code)
}

// CompactScale is the unit that Compact writes a number in, with its digits.
func (l *Locale) CompactScale(r *big.Rat, code string) Scale { return l.scale(r, 3, code) }

func (l *Locale) scale(max *big.Rat, width int, code string) Scale {
	abs := new(big.Rat)
	if max != nil {
		abs.Abs(max)
	}
	m, q := l.step(abs, width)
	return Scale{power(m.exp), l.decimals(q, m, code), l.unit(m, code)}
}

// step is the smallest magnitude in which a number has at most width digits before the point, and the number in it. The
// largest magnitude takes all larger numbers.
func (l *Locale) step(abs *big.Rat, width int) (m magnitude, q *big.Rat) {
	for _, m = range append([]magnitude{{0, ""}}, l.s.compact...) {
		q = new(big.Rat).Quo(abs, power(m.exp))
		if len(fixed(q, 0).whole) <= width {
			break
		}
	}
	return m, q
}

// decimals keeps three significant digits above the unit; below it, cents for small money and none for whole numbers.
func (l *Locale) decimals(q *big.Rat, m magnitude, code string) int {
	switch {
	case m.exp == 0 && q.IsInt():
		return 0
	case m.exp == 0 && code != "":
		if cents := l.affixes(code).digits; len(fixed(q, cents).whole) < 3 {
			return cents
		}
		return 0
	}
	for digits := 2; digits > 0; digits-- { // 9.63 has two, 9.996 is 10.0
		if d := fixed(q, digits); len(d.whole)+len(d.frac) <= 3 {
			return digits
		}
	}
	return 0
}

// unit joins magnitude and currency in the locale's order: "k€", "$K", "mln. €".
func (l *Locale) unit(m magnitude, code string) string {
	suffix := strings.Trim(m.suffix, nbsp)
	if code == "" {
		return suffix
	}
	a := l.affixes(code)
	if suffix == "" {
		return a.symbol
	}
	if a.symbolFirst && !l.s.unitLast {
		if suffix == m.suffix && !oneSign(a.symbol) {
			return a.symbol + nbsp + suffix
		}
		return a.symbol + m.suffix
	}
	return suffix + l.joint(a) + a.symbol
}

// joint is the text between a magnitude and the symbol after it.
func (l *Locale) joint(a *affixes) string {
	if l.s.glued && oneSign(a.symbol) {
		return ""
	}
	return nbsp
}

// Compact writes a number to three significant digits: "1,23 M€", "412 k€", "950 €". Without a code: "1,23 M".
func (l *Locale) Compact(r *big.Rat, code string) string {
	if r == nil {
		return ""
	}
	m, q := l.step(new(big.Rat).Abs(r), 3)
	return l.magnified(r, m, l.decimals(q, m, code), code)
}

// In writes an amount in a unit that Scale chose, with so many digits: "35 k€".
func (l *Locale) In(s Scale, r *big.Rat, code string, digits int) string {
	for _, m := range l.s.compact {
		if s.Divisor.Cmp(power(m.exp)) == 0 {
			return l.magnified(r, m, digits, code)
		}
	}
	return l.Money(r, code, digits)
}

func (l *Locale) magnified(r *big.Rat, m magnitude, digits int, code string) string {
	q := new(big.Rat).Quo(r, power(m.exp))
	switch {
	case m.exp == 0:
		return l.Money(q, code, digits)
	case code == "":
		return l.Number(q, digits) + m.suffix
	}
	a := l.affixes(code)
	d := fixed(q, digits)
	number := d.grouped(a.decimal, a.group, a.minGroup) + m.suffix
	if a.symbolFirst && !l.s.unitLast {
		return a.around(d, number)
	}
	return d.sign(negativeOnly) + number + l.joint(a) + a.symbol
}

func power(exp int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exp)), nil))
}
