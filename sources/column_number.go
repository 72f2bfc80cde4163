package sources

import (
	"fmt"
	"math/big"
	"math/bits"
	"strconv"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
)

// exact writes integers and decimals.
func (c *converter) exact(b []byte, f form) string {
	if problem := c.numeric(b, f); problem != "" {
		return problem
	}
	n := &c.r.num
	if n.marks&exponent != 0 {
		return "has an exponent: declare the column real"
	}
	hi, lo, problem := c.unscaled(n)
	switch {
	case problem != "":
		return problem
	case n.neg:
		lo, hi = -lo, ^hi
		if lo == 0 {
			hi++
		}
	}
	c.last = lo
	if c.out.Wide() {
		c.out.Int128(hi, lo)
	} else {
		c.out.Int64(int64(lo))
	}
	return ""
}

// numeric reads the cell as a number in the column's own way.
func (c *converter) numeric(b []byte, f form) string {
	way := asDot
	if c.comma {
		way = asComma
	}
	if c.declared && f == formText {
		f = formAny
	}
	got := c.r.read(b, f)
	switch n := &c.r.num; {
	case got&way == 0 && got&asNumber != 0:
		return fmt.Sprintf("is not a number with decimal sign %q", c.signText())
	case got&way == 0:
		return "is not a number"
	case c.percent != (n.marks&percentSign != 0) && (n.lo != 0 || n.hi != 0):
		if c.percent {
			return "has no per cent sign where others have one"
		}
		return "has a per cent sign where others have none"
	case c.hope != nil && c.hope.surprised(n, c.declared):
		return "is not like the first cells"
	}
	return ""
}

func (c *converter) signText() string {
	if c.comma {
		return ","
	}
	return "."
}

func (c *converter) scaleOf(n *number) int {
	if c.comma {
		return int(n.comma)
	}
	return int(n.dot)
}

// unscaled brings the number to the column's scale, exactly or not at all.
func (c *converter) unscaled(n *number) (hi, lo uint64, problem string) {
	hi, lo = n.hi, n.lo
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
	if c.out.Wide() {
		if hi > maxHi || hi == maxHi && lo > maxLo {
			return 0, 0, "has too many digits"
		}
	} else if hi != 0 || lo > 999_999_999_999_999_999 {
		return 0, 0, "has too many digits"
	}
	return hi, lo, ""
}

// 10^38 − 1
const (
	maxHi = 0x4b3b4ca85a86c47a
	maxLo = 0x098a223fffffffff
)

func (c *converter) tooFine() string {
	if c.Kind == table.Integer {
		return "is not a whole number"
	}
	return fmt.Sprintf("has more than %d decimals", c.Scale)
}

// real writes binary floats.
func (c *converter) real(b []byte, f form) string {
	if problem := c.numeric(b, f); problem != "" {
		return problem
	}
	n := &c.r.num
	power := int(n.power10) - c.scaleOf(n)
	v, err := strconv.ParseFloat(n.integer()+"e"+strconv.Itoa(power), 64)
	if err != nil {
		return "is too large"
	}
	c.out.Float64(v)
	return ""
}

// integer is the number's digits with its sign, without decimal sign.
func (n *number) integer() string {
	text := strconv.FormatUint(n.lo, 10)
	if n.hi != 0 {
		text = bigOf(n.hi, n.lo).String()
	}
	if n.neg {
		text = "-" + text
	}
	return text
}

// value is the cell as an exact number, for the sum of what was set aside.
func (c *converter) value(cell rawCell) (decimal.Decimal, bool) {
	b := trimmed(cell.b)
	if c.r.null(b) || c.numeric(b, cell.form) != "" || c.r.num.marks&exponent != 0 {
		return decimal.Decimal{}, false
	}
	n := &c.r.num
	v, err := decimal.NewFromString(n.integer())
	return v.Shift(-int32(c.scaleOf(n))), err == nil
}

func bigOf(hi, lo uint64) *big.Int {
	v := new(big.Int).SetUint64(hi)
	return v.Add(v.Lsh(v, 64), new(big.Int).SetUint64(lo))
}
