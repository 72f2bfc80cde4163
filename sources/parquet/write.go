package parquet

import (
	"encoding/binary"
	"fmt"
	"os"

	"bilan/internal/regular"
	"bilan/internal/table"
)

// Writer writes rows as Parquet, without compression, for the workbench to read once. It was measured to be the
// cheapest way to pass rows to the engine without parsing them a second time.
type Writer struct {
	file    *os.File
	origin  string // name of the rows' source, for errors
	at      int64
	columns []table.Column
	groups  thrift // metadata of the row groups so far
	count   int    // number of row groups
	rows    int64
	pages   pages
}

// Create makes a file, which must not exist yet. origin names the source of the rows, for errors.
func Create(path, origin string, columns []table.Column) (*Writer, error) {
	p := &Writer{origin: origin, columns: columns}
	var err error
	if p.file, err = os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600); err != nil {
		return nil, p.failed(err)
	}
	return p, p.write([]byte("PAR1"))
}

func (p *Writer) write(b []byte) error {
	n, err := p.file.Write(b)
	p.at += int64(n)
	return p.failed(err)
}

func (p *Writer) failed(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("write %s: %w", p.origin, regular.WithoutPath(err))
}

// Add writes a row group.
func (p *Writer) Add(columns []*Column) error {
	start, rows := p.at, columns[0].rows
	p.groups.begin()
	p.groups.list(1, thriftStruct, len(columns))
	for _, c := range columns {
		at := p.at
		p.pages.layOut(c)
		for _, part := range p.pages.parts {
			if err := p.write(part); err != nil {
				return err
			}
		}
		p.chunkMeta(c.Column, rows, at)
	}
	p.groups.i64(2, p.at-start)
	p.groups.i64(3, int64(rows))
	p.groups.end()
	p.count++
	p.rows += int64(rows)
	return nil
}

// chunkMeta writes the metadata of one column of a row group, whose pages begin at offset.
func (p *Writer) chunkMeta(c table.Column, rows int, offset int64) {
	size, dict := int64(p.pages.size), int64(p.pages.dict)
	g := &p.groups
	g.begin()
	g.i64(2, offset)
	g.open(3)
	g.i32(1, physical(c))
	g.list(2, thriftI32, 3)
	g.varint(plainValues)
	g.varint(3)
	g.varint(repeatedValues)
	g.list(3, thriftBinary, 1)
	g.rawString(c.Name)
	g.i32(4, 0) // uncompressed
	g.i64(5, int64(rows))
	g.i64(6, size)
	g.i64(7, size)
	g.i64(9, offset+dict)
	if dict > 0 {
		g.i64(11, offset)
	}
	g.end()
	g.end()
}

// Close writes the footer. After an error the file is useless; the caller removes it.
func (p *Writer) Close() error {
	err := p.write(p.footer())
	if e := p.file.Close(); err == nil {
		err = p.failed(e)
	}
	return err
}

// Abort closes a file that is not needed. The caller removes it.
func (p *Writer) Abort() error { return p.file.Close() }

// Rows is the number of rows written.
func (p *Writer) Rows() int64 { return p.rows }

func (p *Writer) footer() []byte {
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

// physical is Parquet's physical type of a column.
func physical(c table.Column) int {
	switch {
	case c.Kind == table.Bool:
		return 0
	case c.Kind == table.Date:
		return 1
	case c.Kind == table.Real:
		return 5
	case c.Kind == table.Text:
		return 6
	case isWide(c):
		return 7
	}
	return 2
}

func schemaElement(t *thrift, c table.Column) {
	t.begin()
	t.i32(1, physical(c))
	if isWide(c) {
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
