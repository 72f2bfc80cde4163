package parquet

import "encoding/binary"

// pages are the pages of a column in a row group.
type pages struct {
	parts [][]byte
	dict  int // size of the dictionary page in bytes, 0 for none
	size  int // size of all pages in bytes
	head  []byte
	codes []byte
}

const (
	plainValues    = 0
	repeatedValues = 8 // codes of a dictionary
)

// layOut makes the pages of a column: definition levels, then values. They are valid until the next call and the next
// change of the column.
func (p *pages) layOut(c *Column) {
	p.parts, p.head, p.dict, p.size = p.parts[:0], p.head[:0], 0, 0
	values, encoding := c.values, plainValues
	var width []byte
	if c.texts != nil && len(values) > 0 {
		encoding = repeatedValues
		p.dictionary(c.texts)
		width, values = p.numbers(values, len(c.texts.ends))
	}
	levels := c.levels
	size := binary.AppendUvarint(nil, uint64(len(levels))<<1|1)
	if c.nulls == 0 {
		levels, size = nil, append(binary.AppendUvarint(nil, uint64(c.rows)<<1), 1)
	}
	front := binary.LittleEndian.AppendUint32(nil, uint32(len(size)+len(levels)))
	front = append(append(append(front, size...), levels...), width...)
	h := thrift{}
	h.page(0, len(front)+len(values))
	h.open(5)
	h.i32(1, c.rows)
	h.i32(2, encoding)
	h.i32(3, 3) // levels: RLE
	h.i32(4, 3)
	h.end()
	h.end()
	p.add(h.b, front, values)
}

func (p *pages) add(parts ...[]byte) {
	p.parts = append(p.parts, parts...)
	for _, b := range parts {
		p.size += len(b)
	}
}

func (p *pages) dictionary(d *distinct) {
	h := thrift{}
	h.page(2, len(d.plain))
	h.open(7)
	h.i32(1, len(d.ends))
	h.i32(2, plainValues)
	h.end()
	h.end()
	p.add(h.b, d.plain)
	p.dict = p.size
}

// numbers packs codes of two bytes into 8 or 16 bits each, as the number of texts requires. The result is a header and
// one run of bits.
func (p *pages) numbers(values []byte, texts int) (front, run []byte) {
	n := len(values) / 2
	groups := (n + 7) / 8
	bits := byte(16)
	p.codes = p.codes[:0]
	if texts <= 256 {
		bits = 8
		for i := range n {
			p.codes = append(p.codes, values[2*i])
		}
	} else {
		p.codes = append(p.codes, values...)
	}
	for len(p.codes) < groups*int(bits) {
		p.codes = append(p.codes, 0)
	}
	return binary.AppendUvarint([]byte{bits}, uint64(groups)<<1|1), p.codes
}

// page begins the header of a page.
func (t *thrift) page(kind, size int) {
	t.begin()
	t.i32(1, kind)
	t.i32(2, size)
	t.i32(3, size)
}
