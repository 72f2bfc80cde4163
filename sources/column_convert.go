package sources

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
)

// converter writes the cells of one column into its Parquet column.
type converter struct {
	columnPlan
	r   *cellReader
	out *parquetColumn
	sum runningSum

	hope *hope // nil when the plan was made from all cells
}

// put appends one cell, or appends nothing and says why it does not fit.
func (c *converter) put(cell rawCell) (problem string) {
	b := cell.b
	if c.Kind == table.Text {
		return c.text(b)
	}
	b = trimmed(b)
	if c.r.null(b) {
		c.out.null()
		c.sum.skip()
		return ""
	}
	switch c.Kind {
	case table.Integer, table.Decimal:
		return c.exact(b, cell.form)
	case table.Real:
		return c.real(b, cell.form)
	case table.Bool:
		text, err := c.r.utf8(b)
		v, ok := truth(text, c.declared)
		if err != nil || !ok {
			return "is neither true nor false"
		}
		c.out.bool(v)
		return ""
	}
	return c.date(b, cell.form)
}

func (c *converter) text(b []byte) string {
	if t := trimmed(b); c.r.null(t) {
		c.out.null()
		return ""
	}
	if c.hope != nil && c.hope.empty && !c.declared {
		return "is the first cell with a value"
	}
	c.out.text()
	if plainASCII(b) {
		c.out.values = append(c.out.values, b...)
		c.out.textEnd()
		return ""
	}
	if bytes.IndexByte(b, 0) >= 0 {
		c.out.pop()
		return "has a NUL byte"
	}
	text, err := c.r.utf8(b)
	if err != nil {
		c.out.pop()
		return "has " + err.Error()
	}
	c.out.values = append(c.out.values, text...)
	c.out.textEnd()
	return ""
}

// plainASCII tells bytes that are the same in every encoding and allowed in text.
func plainASCII(b []byte) bool {
	for len(b) >= 8 {
		v := binary.LittleEndian.Uint64(b)
		if (v|(v-ones))&highs != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c-1 >= utf8.RuneSelf-1 {
			return false
		}
	}
	return true
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
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
	c.sum.add(int64(lo))
	if c.out.wide() {
		c.out.int128(hi, lo)
	} else {
		c.out.int64(int64(lo))
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
	if c.out.wide() {
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
	c.out.float64(v)
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

func (c *converter) date(b []byte, f form) string {
	m := &c.r.when
	got := c.r.read(b, f)
	if got&asDate == 0 && c.declared && m.compact(b) {
		got = asYMD | asDMY
	}
	way := asYMD | asDMY
	if c.order == monthFirst {
		way = asYMD | asMDY
	}
	if c.hope != nil && c.order == anyOrder {
		way = asYMD
	}
	switch {
	case got&way == 0 || got&asDate == 0:
		return "is not a date" + c.orderText()
	case c.Kind == table.Date && m.timed && !c.declared:
		return "has a time where others have none"
	case c.Kind == table.Date:
		c.out.int32(m.day(c.order))
	case m.zoned != c.Zoned:
		return "has a zone where others have none, or none where they have one"
	default:
		c.out.int64(m.instant(c.order))
	}
	return ""
}

func (c *converter) orderText() string {
	switch c.order {
	case dayFirst:
		return " (dd/mm/yyyy)"
	case monthFirst:
		return " (mm/dd/yyyy)"
	}
	return ""
}

// truth reads true and false; in a column that was declared bool also in words of other languages.
func truth(b []byte, declared bool) (v, ok bool) {
	word := strings.ToLower(string(b))
	if word == "true" || word == "false" {
		return word == "true", true
	}
	if !declared {
		return false, false
	}
	v, ok = truths[word]
	return v, ok
}

var truths = map[string]bool{
	"1": true, "t": true, "y": true, "yes": true, "vrai": true, "v": true, "oui": true, "o": true, "wahr": true, "ja": true, "j": true,
	"si": true, "sí": true, "sì": true, "verdadero": true, "vero": true, "sim": true, "x": true,
	"0": false, "f": false, "n": false, "no": false, "faux": false, "non": false, "falsch": false, "nein": false,
	"falso": false, "nee": false, "não": false,
}

func bigOf(hi, lo uint64) *big.Int {
	v := new(big.Int).SetUint64(hi)
	return v.Add(v.Lsh(v, 64), new(big.Int).SetUint64(lo))
}
