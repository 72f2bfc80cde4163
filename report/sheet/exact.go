package sheet

import (
	"math/big"
	"strings"
	"time"

	"bilan/report"
	"bilan/report/metric"
)

// exact is the value from which a text was rounded, in a format that shows it as the text does; without such a value,
// the text itself.
func (r reader) exact(x *report.Exact, s string) cell {
	switch {
	case x == nil:
		return r.cell(s)
	case !x.Time.IsZero():
		return cell{text: s, day: x.Time, format: r.moment(x.Time, s)}
	}
	w, ok := r.written(s)
	if !ok { // no text, or one like "<1 %"
		w = written{digits: x.Digits, grouped: true}
	}
	return cell{text: s, number: metric.Decimal(x.Value), format: w.scaled(x, ok)}
}

// scaled is the format that shows an exact number as it is written: Excel divides by a thousand for each comma after the
// digits, and multiplies by a hundred for "%".
func (w written) scaled(x *report.Exact, printed bool) string {
	commas, fits := thousands(x.Per)
	percent := x.Per.Cmp(hundredth) == 0
	if !fits && !percent {
		return plain(metric.Decimal(x.Value))
	}
	digits := w.digits
	if printed {
		digits = w.shows(new(big.Rat).Quo(x.Value, x.Per))
	} else if percent {
		digits = max(digits, 1)
	}
	end := strings.Repeat(",", commas) + suffix(w.after)
	if percent && !strings.Contains(w.after, "%") {
		end = "%" + end
	}
	if printed && w.value.Sign() == 0 { // what is printed as nothing has no sign there either
		pattern := literal(w.lead) + w.pattern(digits) + end
		return pattern + ";" + pattern
	}
	return w.format(w.pattern(digits) + end)
}

// mostDigits is how many digits a number may have more than its text.
const mostDigits = 4

// shows is the number of digits with which a number shows the printed text, which may be truncated instead of rounded:
// 99,9 % for 99,96 %, which must not show as 100,0 %.
func (w written) shows(exact *big.Rat) int {
	for digits := w.digits; digits <= w.digits+mostDigits; digits++ {
		rounded, ok := new(big.Rat).SetString(exact.FloatString(digits))
		if ok && cutOff(rounded, w.digits).Cmp(w.signed()) == 0 {
			return digits
		}
	}
	return w.digits + 1
}

// cutOff drops the digits beyond so many after the decimal sign.
func cutOff(r *big.Rat, digits int) *big.Rat {
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	n := new(big.Int).Mul(r.Num(), ten)
	return new(big.Rat).SetFrac(n.Quo(n, r.Denom()), ten)
}

var hundredth = big.NewRat(1, 100)

// thousands is how many times a number is divided by a thousand, false for other units.
func thousands(per *big.Rat) (n int, ok bool) {
	rest := new(big.Rat).Set(per)
	for thousand := big.NewRat(1000, 1); rest.Cmp(thousand) >= 0; n++ {
		rest.Quo(rest, thousand)
	}
	return n, rest.Cmp(big.NewRat(1, 1)) == 0
}

// moment is the format of a day, with its time where the text has one.
func (r reader) moment(at time.Time, text string) string {
	switch _, isDay := r.date(text); {
	case isDay:
		return r.day
	case at.Second() != 0:
		return r.day + " hh:mm:ss"
	}
	return r.day + " hh:mm"
}
