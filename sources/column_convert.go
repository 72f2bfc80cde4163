package sources

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"bilan/internal/table"
	"bilan/sources/parquet"
)

// converter writes the cells of one column into its Parquet column.
type converter struct {
	columnPlan
	r   *cellReader
	out *parquet.Column

	filled bool   // the last cell has a value
	last   uint64 // it, unscaled, modulo 2^64; 0 for none and for what is no exact number

	hope  *hope             // nil when the plan was made from all cells
	quick func([]byte) bool // writes a cell of the column's plainest form and leaves any other; nil for none
	sign  byte              // the decimal sign of that form, 0 for none
}

// put appends one cell, or appends nothing and says why it does not fit.
func (c *converter) put(cell rawCell) (problem string) {
	b := cell.b
	c.filled, c.last = true, 0
	if c.Kind == table.Text {
		return c.text(b)
	}
	if c.quick != nil && cell.form == formAny && c.quick(b) {
		return ""
	}
	b = trimmed(b)
	if c.r.null(b) {
		c.out.Null()
		c.filled = false
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
		c.out.Bool(v)
		return ""
	}
	return c.date(b, cell.form)
}

// exactKind tells a column of exact numbers.
func (c *converter) exactKind() bool { return c.Kind == table.Integer || c.Kind == table.Decimal }

func (c *converter) text(b []byte) string {
	if len(b) > 0 && c.out.Known(b, &c.r.damaged) {
		return ""
	}
	if t := trimmed(b); c.r.null(t) {
		c.out.Null()
		c.filled = false
		return ""
	}
	switch {
	case c.hope != nil && c.hope.empty && !c.declared:
		return "is the first cell with a value"
	case plainASCII(b):
		c.out.NewText(b, b, false)
		return ""
	case bytes.IndexByte(b, 0) >= 0:
		return "has a NUL byte"
	}
	text, err := c.r.utf8(b)
	if err != nil {
		text, c.r.damaged = c.r.repaired(b), true
	}
	c.out.NewText(b, text, err != nil)
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
	case c.r.short:
		return "has a year of two digits, which csv: {dates: " + c.orderPattern("yy") + "} allows"
	case got&way == 0 || got&asDate == 0:
		return "is not a date" + c.orderText()
	case c.Kind == table.Date && m.timed && !c.declared:
		return "has a time where others have none"
	case c.Kind == table.Date:
		c.out.Int32(m.day(c.order))
	case m.zoned != c.Zoned:
		return "has a zone where others have none, or none where they have one"
	default:
		c.out.Int64(m.instant(c.order))
	}
	return ""
}

func (c *converter) orderText() string {
	if c.order == anyOrder {
		return ""
	}
	return " (" + c.orderPattern("yyyy") + ")"
}

func (c *converter) orderPattern(year string) string {
	if c.order == monthFirst {
		return "mm/dd/" + year
	}
	return "dd/mm/" + year
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
