package sheet

import (
	"math/big"
	"strings"
	"time"

	"bilan/report"
	"bilan/report/metric"
)

// exactCell is a cell with the exact value behind the printed text s, in a format that shows it like s. Without an exact
// value it converts s as cell does.
func (r reader) exactCell(x *report.Exact, s string) cell {
	switch {
	case x == nil:
		return r.cell(s)
	case !x.Time.IsZero():
		return cell{text: s, day: x.Time, format: r.timeFormat(x.Time, s)}
	}
	w, ok := r.parseNumber(s)
	if !ok { // no text, or one like "<1 %"
		w = written{digits: x.Digits, grouped: true}
	}
	return cell{text: s, number: metric.Decimal(x.Value), format: w.scaledFormat(x, ok)}
}

// scaledFormat is the number format that shows an exact number as it is printed. In Excel, each comma after the digits
// divides by a thousand, and "%" multiplies by a hundred.
func (w written) scaledFormat(x *report.Exact, printed bool) string {
	commas, fits := thousands(x.Per)
	percent := x.Per.Cmp(hundredth) == 0
	if !fits && !percent {
		return plainFormat(metric.Decimal(x.Value))
	}
	digits := w.digits
	if printed {
		digits = w.decimalsShowing(new(big.Rat).Quo(x.Value, x.Per))
	} else if percent {
		digits = max(digits, 1)
	}
	end := strings.Repeat(",", commas) + suffix(w.after)
	if percent && !strings.Contains(w.after, "%") {
		end = "%" + end
	}
	if printed && w.value.Sign() == 0 { // a printed zero has no sign, so its exact value must show none
		pattern := literal(w.lead) + w.pattern(digits) + end
		return pattern + ";" + pattern
	}
	return w.format(w.pattern(digits) + end)
}

// maxExtraDecimals is the largest number of decimals that shows adds to those of the text.
const maxExtraDecimals = 4

// decimalsShowing is the number of decimals with which Excel shows the printed text. The text may be truncated instead of
// rounded: 99.96 % is printed as 99.9 %, and must not show as 100.0 %.
func (w written) decimalsShowing(exact *big.Rat) int {
	for digits := w.digits; digits <= w.digits+maxExtraDecimals; digits++ {
		rounded, ok := new(big.Rat).SetString(exact.FloatString(digits))
		if ok && truncateDecimals(rounded, w.digits).Cmp(w.signed()) == 0 {
			return digits
		}
	}
	return w.digits + 1
}

// truncateDecimals truncates a number after some decimals.
func truncateDecimals(r *big.Rat, digits int) *big.Rat {
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	n := new(big.Int).Mul(r.Num(), ten)
	return new(big.Rat).SetFrac(n.Quo(n, r.Denom()), ten)
}

var hundredth = big.NewRat(1, 100)

// thousands is the number n for which per is 1000 to the power of n; false if there is none.
func thousands(per *big.Rat) (n int, ok bool) {
	rest := new(big.Rat).Set(per)
	for thousand := big.NewRat(1000, 1); rest.Cmp(thousand) >= 0; n++ {
		rest.Quo(rest, thousand)
	}
	return n, rest.Cmp(big.NewRat(1, 1)) == 0
}

// timeFormat is the number format of a day, with hours, minutes and seconds if the text has more than the day.
func (r reader) timeFormat(at time.Time, text string) string {
	switch _, isDay := r.dateCell(text); {
	case isDay:
		return r.day
	case at.Second() != 0:
		return r.day + " hh:mm:ss"
	}
	return r.day + " hh:mm"
}
