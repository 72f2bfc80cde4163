package locale

import (
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bojanz/currency"
)

// affixes is how a locale writes amounts of a currency: the texts around the digits and the separators.
type affixes struct {
	before, after  [2]string // [bare] without a sign, [neg] for negative amounts
	decimal, group string
	minGroup       int
	digits         int // the usual number of decimals of the currency
	symbol         string
	symbolFirst    bool
}

const (
	bare = iota
	neg
)

// Money writes an amount in an ISO 4217 currency, such as "1 234,50 €". Negative digits mean the usual decimals of the
// currency (2 for EUR, 0 for JPY). An unknown code is printed as it is. Without a code it writes a number.
func (l *Locale) Money(r *big.Rat, code string, digits int) string {
	if r == nil {
		return ""
	}
	if code == "" {
		return l.formatNumber(r, digits, negativeOnly)
	}
	a := l.affixes(code)
	if digits < 0 {
		digits = a.digits
	}
	d := roundTo(r, digits)
	return a.around(d, d.grouped(a.decimal, a.group, a.minGroup))
}

// around writes the sign and the symbol around digits.
func (a *affixes) around(d decimal, digits string) string {
	i := bare
	if d.negative {
		i = neg
	}
	return a.before[i] + digits + a.after[i]
}

func (l *Locale) affixes(code string) *affixes {
	if a, ok := l.money.Load(code); ok {
		return a.(*affixes)
	}
	a, _ := l.money.LoadOrStore(code, l.learnAffixes(code))
	return a.(*affixes)
}

// learnAffixes derives how a locale writes a currency from three samples of the money library, because the library
// itself formats only a limited number of digits.
func (l *Locale) learnAffixes(code string) *affixes {
	known, symbol := code, l.symbol(code)
	if !currency.IsValid(code) {
		known = "CHF" // a currency that every locale writes by its code
	}
	f := currency.NewFormatter(currency.NewLocale(l.tag))
	f.MinDigits, f.MaxDigits = 1, 1
	f.SymbolMap[known] = symbol
	a := &affixes{symbol: symbol, digits: Decimals(code), minGroup: 2}
	sample := func(n string) string {
		amount, err := currency.NewAmount(n, known)
		if err != nil {
			return ""
		}
		return f.Format(amount)
	}
	plain := sample("1234567.5")
	a.before[bare], a.after[bare] = aroundDigits(plain)
	a.before[neg], a.after[neg] = aroundDigits(strings.Replace(sample("-1234567.5"), "-", minus, 1))
	a.group, a.decimal = between(plain, "1", "2"), between(plain, "7", "5")
	if l.shape.moneyGroup != "" {
		a.group = l.shape.moneyGroup
	}
	if between(sample("1234.5"), "1", "2") != "" {
		a.minGroup = 1
	}
	a.symbolFirst = strings.Contains(a.before[bare], symbol)
	return a
}

// aroundDigits returns the text before the first digit and the text after the last digit.
func aroundDigits(s string) (before, after string) {
	i := strings.IndexFunc(s, unicode.IsDigit)
	j := strings.LastIndexFunc(s, unicode.IsDigit)
	if i < 0 {
		return "", ""
	}
	return s[:i], s[j+1:]
}

func between(s, a, b string) string {
	_, s, _ = strings.Cut(s, a)
	s, _, _ = strings.Cut(s, b)
	return s
}

// isSign reports whether a symbol is a single character and not a letter, such as €, $ or £.
func isSign(symbol string) bool {
	r, size := utf8.DecodeRuneInString(symbol)
	return size == len(symbol) && !unicode.IsLetter(r)
}
