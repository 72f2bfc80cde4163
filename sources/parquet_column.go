package sources

import (
	"encoding/binary"
	"math"

	"bilan/internal/table"
)

// parquetColumn collects one column's values of a row group, plainly encoded.
type parquetColumn struct {
	table.Column
	values []byte
	levels []byte // one bit per row: 1 where there is a value
	rows   int
	nulls  int
	bools  int // Bool values so far, packed eight to a byte
	mark   int // length of values before the last row, for pop
	taken  parquetTaken
}

// wide tells a Decimal that needs 128 bits.
func (c *parquetColumn) wide() bool { return isWide(c.Column) }

func isWide(c table.Column) bool { return c.Kind == table.Decimal && c.Width > 18 }

func (c *parquetColumn) level(present bool) {
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

func (c *parquetColumn) null() { c.level(false) }

func (c *parquetColumn) int64(v int64) {
	c.level(true)
	c.values = binary.LittleEndian.AppendUint64(c.values, uint64(v))
}

func (c *parquetColumn) int32(v int32) {
	c.level(true)
	c.values = binary.LittleEndian.AppendUint32(c.values, uint32(v))
}

func (c *parquetColumn) float64(v float64) { c.int64(int64(math.Float64bits(v))) }

// int128 takes two's complement.
func (c *parquetColumn) int128(hi, lo uint64) {
	c.level(true)
	c.values = binary.BigEndian.AppendUint64(c.values, hi)
	c.values = binary.BigEndian.AppendUint64(c.values, lo)
}

func (c *parquetColumn) bool(v bool) {
	c.level(true)
	c.addBool(v)
}

// addBool adds a value to a row that level has begun.
func (c *parquetColumn) addBool(v bool) {
	if c.bools%8 == 0 {
		c.values = append(c.values, 0)
	}
	if v {
		c.values[c.bools/8] |= 1 << (c.bools % 8)
	}
	c.bools++
}

// text starts a text of a length that is known only once it is written: append it to values, then textEnd.
func (c *parquetColumn) text() {
	c.level(true)
	c.values = append(c.values, 0, 0, 0, 0)
}

func (c *parquetColumn) textEnd() {
	binary.LittleEndian.PutUint32(c.values[c.mark:], uint32(len(c.values)-c.mark-4))
}

// pop takes the last row back. It works once per row.
func (c *parquetColumn) pop() {
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

func (c *parquetColumn) reset() {
	c.values, c.levels = c.values[:0], c.levels[:0]
	c.rows, c.nulls, c.bools, c.mark, c.taken = 0, 0, 0, 0, parquetTaken{}
}

// page appends the column's data page with its header: definition levels, then values.
func (c *parquetColumn) page(b []byte) []byte {
	levels := c.levels
	head := binary.AppendUvarint(nil, uint64(len(levels))<<1|1)
	if c.nulls == 0 {
		levels, head = nil, append(binary.AppendUvarint(nil, uint64(c.rows)<<1), 1)
	}
	size := len(head) + len(levels)
	b = c.pageHeader(b, 4+size+len(c.values))
	b = binary.LittleEndian.AppendUint32(b, uint32(size))
	return append(append(append(b, head...), levels...), c.values...)
}

func (c *parquetColumn) pageHeader(b []byte, size int) []byte {
	h := thrift{b: b}
	h.begin()
	h.i32(1, 0) // data page
	h.i32(2, size)
	h.i32(3, size)
	h.open(5)
	h.i32(1, c.rows)
	h.i32(2, 0) // plain
	h.i32(3, 3) // levels: RLE
	h.i32(4, 3)
	h.end()
	h.end()
	return h.b
}
