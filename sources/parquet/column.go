package parquet

import (
	"encoding/binary"
	"math"

	"bilan/internal/table"
)

// Column collects the values of one column in a row group, in Parquet's encoding.
type Column struct {
	table.Column
	values []byte
	levels []byte // one bit per row: 1 if the row has a value
	rows   int
	nulls  int
	bools  int       // number of Bool values, which are packed eight to a byte
	mark   int       // length of values before the last row, for Pop
	texts  *distinct // dictionary of a Text column whose values are codes of two bytes; nil if they are plain
	codes  []uint16  // codes of this column by the code of another column, see takeCodes
	taken  takenPart
}

// NewColumn returns an empty column.
func NewColumn(c table.Column) *Column {
	column := &Column{Column: c}
	if c.Kind == table.Text {
		column.texts = newDistinct()
	}
	return column
}

// Wide reports whether the values are decimals of 128 bits.
func (c *Column) Wide() bool { return isWide(c.Column) }

func isWide(c table.Column) bool { return c.Kind == table.Decimal && c.Width > 18 }

func (c *Column) level(present bool) {
	if c.rows%8 == 0 {
		c.levels = append(c.levels, 0)
	}
	if present {
		c.levels[c.rows/8] |= 1 << (c.rows % 8)
	} else {
		c.nulls++
	}
	c.rows++
	c.mark = len(c.values)
}

// Null appends a row without a value.
func (c *Column) Null() { c.level(false) }

// Int64 appends an integer, an unscaled decimal of up to 18 digits, or microseconds since 1970-01-01.
func (c *Column) Int64(v int64) {
	c.level(true)
	c.values = binary.LittleEndian.AppendUint64(c.values, uint64(v))
}

// Int32 appends days since 1970-01-01.
func (c *Column) Int32(v int32) {
	c.level(true)
	c.values = binary.LittleEndian.AppendUint32(c.values, uint32(v))
}

// Float64 appends a float.
func (c *Column) Float64(v float64) { c.Int64(int64(math.Float64bits(v))) }

// Int128 appends an unscaled decimal of up to 38 digits, in two's complement.
func (c *Column) Int128(hi, lo uint64) {
	c.level(true)
	c.values = binary.BigEndian.AppendUint64(c.values, hi)
	c.values = binary.BigEndian.AppendUint64(c.values, lo)
}

// Bool appends a boolean.
func (c *Column) Bool(v bool) {
	c.level(true)
	c.addBool(v)
}

// addBool appends the value of a row that level has begun.
func (c *Column) addBool(v bool) {
	if c.bools%8 == 0 {
		c.values = append(c.values, 0)
	}
	if v {
		c.values[c.bools/8] |= 1 << (c.bools % 8)
	}
	c.bools++
}

// Text appends a text, which is its own key.
func (c *Column) Text(b []byte) {
	if !c.Known(b, nil) {
		c.NewText(b, b, false)
	}
}

// Known appends the text of a key that was added before; false for any other key. It sets damaged if bytes of the text
// were replaced.
func (c *Column) Known(key []byte, damaged *bool) bool {
	if c.texts == nil {
		return false
	}
	slot := c.texts.find(key)
	if slot.size == 0 {
		return false
	}
	if slot.damaged {
		*damaged = true
	}
	c.addCode(slot.code)
	return true
}

// NewText appends the text of a key for which Known is false.
func (c *Column) NewText(key, text []byte, damaged bool) {
	if c.texts != nil && c.texts.tooRare(c.rows) {
		c.usePlainValues()
	}
	if c.texts != nil {
		c.addCode(c.texts.add(key, text, damaged))
		return
	}
	c.level(true)
	c.values = binary.LittleEndian.AppendUint32(c.values, uint32(len(text)))
	c.values = append(c.values, text...)
}

func (c *Column) addCode(code uint16) {
	c.level(true)
	c.values = binary.LittleEndian.AppendUint16(c.values, code)
}

// usePlainValues replaces codes by plain values from now on, because the texts rarely repeat.
func (c *Column) usePlainValues() {
	var plain []byte
	for at := 0; at < len(c.values); at += 2 {
		plain = append(plain, c.texts.encodedText(int(binary.LittleEndian.Uint16(c.values[at:])))...)
	}
	c.values, c.texts = plain, nil
}

// Pop removes the last row. It may be called once per row.
func (c *Column) Pop() {
	c.rows--
	bit := byte(1) << (c.rows % 8)
	present := c.levels[c.rows/8]&bit != 0
	c.levels[c.rows/8] &^= bit
	if c.rows%8 == 0 {
		c.levels = c.levels[:c.rows/8]
	}
	switch {
	case !present:
		c.nulls--
	case c.Kind == table.Bool:
		c.bools--
		c.values[c.bools/8] &^= 1 << (c.bools % 8)
		c.values = c.values[:(c.bools+7)/8]
	default:
		c.values = c.values[:c.mark]
	}
}

// reset removes all rows. With keepTexts, the dictionary may keep its texts for the next rows.
func (c *Column) reset(keepTexts bool) {
	if c.texts != nil {
		c.texts.reset(keepTexts)
	}
	c.values, c.levels = c.values[:0], c.levels[:0]
	c.rows, c.nulls, c.bools, c.mark, c.taken = 0, 0, 0, 0, takenPart{}
}
