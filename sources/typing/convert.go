package typing

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"bilan/internal/table"
	"bilan/sources/cell"
	"bilan/sources/csv"
	"bilan/sources/parquet"
)

// Converter writes the cells of one column into its Parquet column. Not for several goroutines.
type Converter struct {
	Plan
	R   *cell.Reader
	Out *parquet.Column

	Filled bool   // the last cell has a value
	Last   uint64 // value of the last cell without its decimal sign, modulo 2^64; 0 for none and for floats

	Guess *TypeGuess        // nil if the plan was made from all cells
	quick func([]byte) bool // writes a cell in the column's most common form, and rejects any other; nil for none
	sign  byte              // decimal sign of the most common form, 0 for none
}

// Put appends one cell. If the cell does not fit, nothing is appended, and problem says why.
func (c *Converter) Put(in csv.Cell) (problem string) {
	b := in.B
	c.Filled, c.Last = true, 0
	if c.Kind == table.Text {
		return c.text(b)
	}
	if c.quick != nil && in.Form == csv.FormAny && c.quick(b) {
		return ""
	}
	b = csv.Trim(b)
	if c.R.Null(b) {
		c.Out.Null()
		c.Filled = false
		return ""
	}
	switch c.Kind {
	case table.Integer, table.Decimal:
		return c.exact(b, in.Form)
	case table.Real:
		return c.real(b, in.Form)
	case table.Bool:
		text, err := c.R.UTF8(b)
		v, ok := parseBool(text, c.Declared)
		if err != nil || !ok {
			return "is neither true nor false"
		}
		c.Out.Bool(v)
		return ""
	}
	return c.date(b, in.Form)
}

// IsExact reports whether a column contains exact numbers.
func (c *Converter) IsExact() bool { return c.Kind == table.Integer || c.Kind == table.Decimal }

func (c *Converter) text(b []byte) string {
	if len(b) > 0 && c.Out.Known(b, &c.R.Damaged) {
		return ""
	}
	if t := csv.Trim(b); c.R.Null(t) {
		c.Out.Null()
		c.Filled = false
		return ""
	}
	switch {
	case c.Guess != nil && c.Guess.empty && !c.Declared:
		return "is the first cell with a value"
	case plainASCII(b):
		c.Out.NewText(b, b, false)
		return ""
	case bytes.IndexByte(b, 0) >= 0:
		return "has a NUL byte"
	}
	text, err := c.R.UTF8(b)
	if err != nil {
		text, c.R.Damaged = c.R.Repaired(b), true
	}
	c.Out.NewText(b, text, err != nil)
	return ""
}

// plainASCII reports whether b is ASCII without NUL, which is the same in every encoding.
func plainASCII(b []byte) bool {
	for len(b) >= 8 {
		v := binary.LittleEndian.Uint64(b)
		if (v|(v-csv.Ones))&csv.Highs != 0 {
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

func (c *Converter) date(b []byte, f csv.Form) string {
	m := &c.R.When
	got := c.R.Read(b, f)
	if got&cell.AsDate == 0 && c.Declared && m.Compact(b) {
		got = cell.AsYMD | cell.AsDMY
	}
	way := cell.AsYMD | cell.AsDMY
	if c.order == cell.MonthFirst {
		way = cell.AsYMD | cell.AsMDY
	}
	if c.Guess != nil && c.order == cell.AnyOrder {
		way = cell.AsYMD
	}
	switch {
	case c.R.Short:
		return "has a year of two digits, which csv: {dates: " + c.orderPattern("yy") + "} allows"
	case got&way == 0 || got&cell.AsDate == 0:
		return "is not a date" + c.orderText()
	case c.Kind == table.Date && m.Timed && !c.Declared:
		return "has a time, but others have none"
	case c.Kind == table.Date:
		c.Out.Int32(m.Day(c.order))
	case m.Zoned != c.Zoned:
		return "some cells of the column have a time zone and some have none"
	default:
		c.Out.Int64(m.Instant(c.order))
	}
	return ""
}

func (c *Converter) orderText() string {
	if c.order == cell.AnyOrder {
		return ""
	}
	return " (" + c.orderPattern("yyyy") + ")"
}

func (c *Converter) orderPattern(year string) string {
	if c.order == cell.MonthFirst {
		return "mm/dd/" + year
	}
	return "dd/mm/" + year
}

// parseBool parses true and false. In a column declared bool it also accepts words of other languages.
func parseBool(b []byte, declared bool) (v, ok bool) {
	word := strings.ToLower(string(b))
	if word == "true" || word == "false" {
		return word == "true", true
	}
	if !declared {
		return false, false
	}
	v, ok = boolWords[word]
	return v, ok
}

var boolWords = map[string]bool{
	"1": true, "t": true, "y": true, "yes": true, "vrai": true, "v": true, "oui": true, "o": true, "wahr": true, "ja": true, "j": true,
	"si": true, "sí": true, "sì": true, "verdadero": true, "vero": true, "sim": true, "x": true,
	"0": false, "f": false, "n": false, "no": false, "faux": false, "non": false, "falsch": false, "nein": false,
	"falso": false, "nee": false, "não": false,
}
