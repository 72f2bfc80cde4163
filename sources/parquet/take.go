package parquet

import (
	"encoding/binary"

	"bilan/internal/table"
)

// takenPart is how much of a column another column has taken.
type takenPart struct{ rows, values, bytes int }

// take appends the next n rows of o to c. Both must have the same type.
func (c *Column) take(o *Column, n int) {
	values := c.takeLevels(o, n)
	t := &o.taken
	t.rows += n
	if c.Kind == table.Bool {
		for range values {
			c.addBool(o.values[t.values/8]&(1<<(t.values%8)) != 0)
			t.values++
		}
		return
	}
	t.values += values
	if c.Kind == table.Text && c.texts != nil && o.texts == nil {
		c.usePlainValues()
	}
	if o.texts != nil {
		c.takeCodes(o, values)
		return
	}
	end := t.bytes + values*c.size()
	if c.Kind == table.Text {
		end = o.textsEnd(values)
	}
	c.values = append(c.values, o.values[t.bytes:end]...)
	t.bytes = end
}

// takeCodes appends the next n texts of o, which are codes, to c.
func (c *Column) takeCodes(o *Column, n int) {
	const none = 1<<16 - 1
	t := &o.taken
	codes := o.values[t.bytes : t.bytes+2*n]
	t.bytes += 2 * n
	c.codes = c.codes[:0]
	for range o.texts.ends {
		c.codes = append(c.codes, none)
	}
	for ; len(codes) > 0 && c.texts != nil; codes = codes[2:] {
		code := binary.LittleEndian.Uint16(codes)
		if c.codes[code] == none {
			text := o.texts.encodedText(int(code))[4:]
			slot := c.texts.find(text)
			switch {
			case slot.size != 0:
				c.codes[code] = slot.code
			case c.texts.tooRare(c.rows):
				c.usePlainValues()
				c.values = append(c.values, o.texts.encodedText(int(code))...)
				continue
			default:
				c.codes[code] = c.texts.add(text, text, false)
			}
		}
		c.values = binary.LittleEndian.AppendUint16(c.values, c.codes[code])
	}
	for ; len(codes) > 0; codes = codes[2:] {
		c.values = append(c.values, o.texts.encodedText(int(binary.LittleEndian.Uint16(codes)))...)
	}
}

// takeLevels appends the definition levels of the next n rows of o, and returns the number of rows with a value.
func (c *Column) takeLevels(o *Column, n int) (values int) {
	if o.nulls == 0 {
		c.addPresent(n)
		return n
	}
	for i := range n {
		at := o.taken.rows + i
		present := o.levels[at/8]&(1<<(at%8)) != 0
		if c.level(present); present {
			values++
		}
	}
	return values
}

// addPresent appends the definition levels of n rows with a value.
func (c *Column) addPresent(n int) {
	if at := c.rows % 8; at > 0 {
		c.levels[c.rows/8] |= 0xff << at
	}
	c.rows += n
	for len(c.levels)*8 < c.rows {
		c.levels = append(c.levels, 0xff)
	}
	if at := c.rows % 8; at > 0 {
		c.levels[c.rows/8] &= 1<<at - 1
	}
}

// textsEnd is the offset at which the next n texts end.
func (c *Column) textsEnd(n int) int {
	at := c.taken.bytes
	if c.taken.rows == c.rows {
		return len(c.values)
	}
	for range n {
		at += 4 + int(binary.LittleEndian.Uint32(c.values[at:]))
	}
	return at
}

// size is the number of bytes of a value. It is not defined for Text and Bool.
func (c *Column) size() int {
	switch physical(c.Column) {
	case 1:
		return 4
	case 7:
		return 16
	}
	return 8
}
