package locale

import (
	"math/big"
	"strings"
)

// Scale is the unit for all numbers of a table or chart, which its header names once.
type Scale struct {
	Divisor *big.Rat // 1, 1000, 1000000 …
	Digits  int      // the decimals of the divided numbers
	Unit    string   // "k€", "M€", "€", "k", ""
}

// Scale returns the unit in which max, the largest magnitude, has three or four significant digits. code is the
// currency, or "".
func (l *Locale) Scale(max *big.Rat, code string) Scale {
	return l.scale(max, 4, code)
}

// CompactScale returns the unit and the decimals with which Compact writes a number.
func (l *Locale) CompactScale(r *big.Rat, code string) Scale { return l.scale(r, 3, code) }

func (l *Locale) scale(max *big.Rat, width int, code string) Scale {
	abs := new(big.Rat)
	if max != nil {
		abs.Abs(max)
	}
	m, q := l.magnitudeOf(abs, width)
	return Scale{power(m.exp), l.decimals(q, m, code), l.unit(m, code)}
}

// magnitudeOf returns the smallest magnitude in which a number has at most width digits before the decimal point, and
// the number in that magnitude. Numbers beyond the largest magnitude use the largest.
func (l *Locale) magnitudeOf(abs *big.Rat, width int) (m magnitude, q *big.Rat) {
	for _, m = range append([]magnitude{{0, ""}}, l.shape.compact...) {
		q = new(big.Rat).Quo(abs, power(m.exp))
		if len(roundTo(q, 0).whole) <= width {
			break
		}
	}
	return m, q
}

// decimals returns the decimals of a scaled number: as many as give three significant digits. An unscaled number has
// none if it is whole, and cents if it is a small amount of money.
func (l *Locale) decimals(q *big.Rat, m magnitude, code string) int {
	switch {
	case m.exp == 0 && q.IsInt():
		return 0
	case m.exp == 0 && code != "":
		if cents := l.affixes(code).digits; len(roundTo(q, cents).whole) < 3 {
			return cents
		}
		return 0
	}
	for digits := 2; digits > 0; digits-- { // 9.63 has two, 9.996 is 10.0
		if d := roundTo(q, digits); len(d.whole)+len(d.frac) <= 3 {
			return digits
		}
	}
	return 0
}

// unit returns a magnitude and a currency in the locale's order, such as "k€", "$K" or "mln. €".
func (l *Locale) unit(m magnitude, code string) string {
	suffix := strings.Trim(m.suffix, nbsp)
	if code == "" {
		return suffix
	}
	a := l.affixes(code)
	if suffix == "" {
		return a.symbol
	}
	if a.symbolFirst && !l.shape.unitLast {
		if suffix == m.suffix && !isSign(a.symbol) {
			return a.symbol + nbsp + suffix
		}
		return a.symbol + m.suffix
	}
	return suffix + l.symbolSpace(a) + a.symbol
}

// symbolSpace returns the text between a magnitude and the currency symbol that follows.
func (l *Locale) symbolSpace(a *affixes) string {
	if l.shape.noUnitSpace && isSign(a.symbol) {
		return ""
	}
	return nbsp
}

// Compact writes a number with three significant digits, such as "1,23 M€", "412 k€" or "950 €", and without a currency
// code "1,23 M".
func (l *Locale) Compact(r *big.Rat, code string) string {
	if r == nil {
		return ""
	}
	m, q := l.magnitudeOf(new(big.Rat).Abs(r), 3)
	return l.magnified(r, m, l.decimals(q, m, code), code)
}

// InScale writes an amount in the unit of a Scale with the given decimals, such as "35 k€".
func (l *Locale) InScale(s Scale, r *big.Rat, code string, digits int) string {
	for _, m := range l.shape.compact {
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
	d := roundTo(q, digits)
	number := d.grouped(a.decimal, a.group, a.minGroup) + m.suffix
	if a.symbolFirst && !l.shape.unitLast {
		return a.around(d, number)
	}
	return d.sign(negativeOnly) + number + l.symbolSpace(a) + a.symbol
}

func power(exp int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exp)), nil))
}
