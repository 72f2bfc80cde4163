package sources

import (
	"bufio"
	"encoding/binary"
	"os"

	"bilan/internal/table"
)

// parquetWriter writes checked rows as Parquet: plain values, no compression, read back once by the workbench.
// Of all ways to hand rows to the engine it is the cheapest one in which nothing is parsed a second time.
type parquetWriter struct {
	file    *os.File
	w       *bufio.Writer
	at      int64
	columns []*parquetColumn
	groups  thrift // the row groups' metadata, written as they come
	count   int    // row groups
	rows    int64
	page    []byte
}

const (
	groupRows  = 122_880  // the engine reads groups in parallel
	groupBytes = 32 << 20 // bounds memory when cells are long
)

func newParquetWriter(path string, columns []table.Column) (*parquetWriter, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	p := &parquetWriter{file: file, w: bufio.NewWriterSize(file, 1<<18)}
	for _, c := range columns {
		p.columns = append(p.columns, &parquetColumn{Column: c})
	}
	return p, p.write([]byte("PAR1"))
}

func (p *parquetWriter) write(b []byte) error {
	n, err := p.w.Write(b)
	p.at += int64(n)
	return err
}

// endRow is called after every column got its cell.
func (p *parquetWriter) endRow() error {
	n := p.columns[0].rows
	if n >= groupRows || n%16 == 0 && p.size() >= groupBytes {
		return p.flush()
	}
	return nil
}

func (p *parquetWriter) size() (n int) {
	for _, c := range p.columns {
		n += len(c.values) + len(c.levels)
	}
	return n
}

// flush ends the row group.
func (p *parquetWriter) flush() error {
	n := p.columns[0].rows
	if n == 0 {
		return nil
	}
	start := p.at
	p.groups.begin()
	p.groups.list(1, thriftStruct, len(p.columns))
	for _, c := range p.columns {
		if err := p.chunk(c); err != nil {
			return err
		}
	}
	p.groups.i64(2, p.at-start)
	p.groups.i64(3, int64(n))
	p.groups.end()
	p.count++
	p.rows += int64(n)
	return nil
}

// chunk writes one column of the row group as one page.
func (p *parquetWriter) chunk(c *parquetColumn) error {
	p.page = c.page(p.page[:0])
	var h thrift
	h.begin()
	h.i32(1, 0) // data page
	h.i32(2, len(p.page))
	h.i32(3, len(p.page))
	h.open(5)
	h.i32(1, c.rows)
	h.i32(2, 0) // plain
	h.i32(3, 3) // levels: RLE
	h.i32(4, 3)
	h.end()
	h.end()
	offset := p.at
	if err := p.write(h.b); err != nil {
		return err
	}
	if err := p.write(p.page); err != nil {
		return err
	}
	p.chunkMeta(c, offset)
	c.reset()
	return nil
}

func (p *parquetWriter) chunkMeta(c *parquetColumn, offset int64) {
	g := &p.groups
	g.begin()
	g.i64(2, offset)
	g.open(3)
	g.i32(1, physical(c))
	g.list(2, thriftI32, 2)
	g.varint(0)
	g.varint(3)
	g.list(3, thriftBinary, 1)
	g.bare(c.Name)
	g.i32(4, 0) // uncompressed
	g.i64(5, int64(c.rows))
	g.i64(6, p.at-offset)
	g.i64(7, p.at-offset)
	g.i64(9, offset)
	g.end()
	g.end()
}

// close writes the footer. After an error the file is of no use and is left to whoever owns its folder.
func (p *parquetWriter) close() error {
	err := p.flush()
	if err == nil {
		err = p.write(p.footer())
	}
	if err == nil {
		err = p.w.Flush()
	}
	if e := p.file.Close(); err == nil {
		err = e
	}
	return err
}

func (p *parquetWriter) footer() []byte {
	var t thrift
	t.begin()
	t.i32(1, 2)
	t.list(2, thriftStruct, len(p.columns)+1)
	t.begin()
	t.text(4, "rows")
	t.i32(5, len(p.columns))
	t.end()
	for _, c := range p.columns {
		schemaElement(&t, c)
	}
	t.i64(3, p.rows)
	t.list(4, thriftStruct, p.count)
	t.b = append(t.b, p.groups.b...)
	t.text(6, "bilan")
	t.end()
	n := len(t.b)
	t.b = binary.LittleEndian.AppendUint32(t.b, uint32(n))
	return append(t.b, "PAR1"...)
}

// physical is Parquet's type of a column's values.
func physical(c *parquetColumn) int {
	switch {
	case c.Kind == table.Bool:
		return 0
	case c.Kind == table.Date:
		return 1
	case c.Kind == table.Real:
		return 5
	case c.Kind == table.Text:
		return 6
	case c.wide():
		return 7
	}
	return 2
}

func schemaElement(t *thrift, c *parquetColumn) {
	t.begin()
	t.i32(1, physical(c))
	if c.wide() {
		t.i32(2, 16)
	}
	t.i32(3, 1) // optional
	t.text(4, c.Name)
	switch c.Kind {
	case table.Text:
		t.i32(6, 0)
	case table.Date:
		t.i32(6, 6)
	case table.Decimal:
		t.i32(6, 5)
		t.i32(7, c.Scale)
		t.i32(8, c.Width)
	case table.Timestamp:
		t.open(10)
		t.open(8)
		t.boolean(1, c.Zoned)
		t.open(2)
		t.open(2) // microseconds
		t.end()
		t.end()
		t.end()
		t.end()
	}
	t.end()
}
