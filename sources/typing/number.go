package typing

import (
	"fmt"
	"math/bits"
	"strconv"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
	"bilan/sources/cell"
	"bilan/sources/csv"
)

// exact writes an integer or a decimal.
func (c *Converter) exact(b []byte, f csv.Form) string {
	if problem := c.numeric(b, f); problem != "" {
		return problem
	}
	n := &c.R.Num
	if n.Marks&cell.Exponent != 0 {
		return "has an exponent: declare the column real"
	}
	hi, lo, problem := c.unscaled(n)
	switch {
	case problem != "":
		return problem
	case n.Neg:
		lo, hi = -lo, ^hi
		if lo == 0 {
			hi++
		}
	}
	c.Last = lo
	if c.Out.Wide() {
		c.Out.Int128(hi, lo)
	} else {
		c.Out.Int64(int64(lo))
	}
	return ""
}

// numeric parses the cell as a number, with the column's decimal sign. It returns why the cell does not fit, "" if it
// does.
func (c *Converter) numeric(b []byte, f csv.Form) string {
	way := cell.AsDot
	if c.comma {
		way = cell.AsComma
	}
	if c.Declared && f == csv.FormText {
		f = csv.FormAny
	}
	got := c.R.Read(b, f)
	switch n := &c.R.Num; {
	case got&way == 0 && got&cell.AsNumber != 0:
		return fmt.Sprintf("is not a number with decimal sign %q", c.signText())
	case got&way == 0:
		return "is not a number"
	case c.percent != (n.Marks&cell.PercentSign != 0) && (n.Lo != 0 || n.Hi != 0):
		if c.percent {
			return "has no percent sign, but others have one"
		}
		return "has a percent sign, but others have none"
	case c.Guess != nil && c.Guess.surprised(n, c.Declared):
		return "is not like the first cells"
	}
	return ""
}

func (c *Converter) signText() string {
	if c.comma {
		return ","
	}
	return "."
}

func (c *Converter) scaleOf(n *cell.Number) int {
	if c.comma {
		return int(n.Comma)
	}
	return int(n.Dot)
}

// unscaled converts the number to an integer in units of the column's last decimal. Digits that would be lost are a
// problem.
func (c *Converter) unscaled(n *cell.Number) (hi, lo uint64, problem string) {
	hi, lo = n.Hi, n.Lo
	scale := c.scaleOf(n)
	for ; scale > c.Scale; scale-- {
		q1, r1 := bits.Div64(0, hi, 10)
		q0, r0 := bits.Div64(r1, lo, 10)
		if r0 != 0 {
			return 0, 0, c.tooFine()
		}
		hi, lo = q1, q0
	}
	for ; scale < c.Scale && (hi|lo) != 0; scale++ {
		over, low := bits.Mul64(lo, 10)
		top, mid := bits.Mul64(hi, 10)
		sum, carry := bits.Add64(mid, over, 0)
		if top != 0 || carry != 0 {
			return 0, 0, "has too many digits"
		}
		hi, lo = sum, low
	}
	if c.Out.Wide() {
		if hi > maxHi || hi == maxHi && lo > maxLo {
			return 0, 0, "has too many digits"
		}
	} else if hi != 0 || lo > 999_999_999_999_999_999 {
		return 0, 0, "has too many digits"
	}
	return hi, lo, ""
}

// The largest 38-digit number, 10^38 − 1.
const (
	maxHi = 0x4b3b4ca85a86c47a
	maxLo = 0x098a223fffffffff
)

func (c *Converter) tooFine() string {
	if c.Kind == table.Integer {
		return "is not a whole number"
	}
	return fmt.Sprintf("has more than %d decimals", c.Scale)
}

// real writes a float.
func (c *Converter) real(b []byte, f csv.Form) string {
	if problem := c.numeric(b, f); problem != "" {
		return problem
	}
	n := &c.R.Num
	power := int(n.Power10) - c.scaleOf(n)
	v, err := strconv.ParseFloat(n.Integer()+"e"+strconv.Itoa(power), 64)
	if err != nil {
		return "is too large"
	}
	c.Out.Float64(v)
	return ""
}

// Value parses the cell as an exact number, for the sums of rows that are set aside.
func (c *Converter) Value(in csv.Cell) (decimal.Decimal, bool) {
	b := csv.Trim(in.B)
	if c.R.Null(b) || c.numeric(b, in.Form) != "" || c.R.Num.Marks&cell.Exponent != 0 {
		return decimal.Decimal{}, false
	}
	n := &c.R.Num
	v, err := decimal.NewFromString(n.Integer())
	return v.Shift(-int32(c.scaleOf(n))), err == nil
}
