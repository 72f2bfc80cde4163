// Package parquettest reads files of package parquet back without the engine. Only tests use it.
package parquettest

import (
	"encoding/binary"
	"fmt"
	"math"
)

// The types of Thrift's compact protocol.
const (
	thriftTrue   = 1
	thriftFalse  = 2
	thriftI32    = 5
	thriftI64    = 6
	thriftBinary = 8
	thriftList   = 9
	thriftStruct = 12
)

// thriftReader reads Thrift's compact protocol. A struct is a map by field number, a list is a slice.
type thriftReader struct {
	b     []byte
	at    int
	until int // end of the padding after the last codes
}

func (r *thriftReader) byte() byte { r.at++; return r.b[r.at-1] }

func (r *thriftReader) uvarint() int {
	v, n := binary.Uvarint(r.b[r.at:])
	r.at += n
	return int(v)
}

func (r *thriftReader) varint() int {
	v, n := binary.Varint(r.b[r.at:])
	r.at += n
	return int(v)
}

func (r *thriftReader) value(typ byte) any {
	switch typ {
	case thriftTrue, thriftFalse:
		return typ == thriftTrue
	case thriftI32, thriftI64:
		return r.varint()
	case thriftBinary:
		n := r.uvarint()
		r.at += n
		return string(r.b[r.at-n : r.at])
	case thriftList:
		head := r.byte()
		n := int(head >> 4)
		if n == 15 {
			n = r.uvarint()
		}
		list := make([]any, n)
		for i := range list {
			list[i] = r.value(head & 15)
		}
		return list
	case thriftStruct:
		return r.fields()
	}
	panic(fmt.Sprint("type ", typ))
}

func (r *thriftReader) fields() map[int]any {
	out, id := map[int]any{}, 0
	for {
		head := r.byte()
		if head == 0 {
			return out
		}
		id += int(head >> 4)
		out[id] = r.value(head & 15)
	}
}

// Rows reads a file that parquet.Writer wrote. The first string has the column names; each further string is a row.
func Rows(file []byte) (rows []string) {
	size := int(binary.LittleEndian.Uint32(file[len(file)-8:]))
	meta := (&thriftReader{b: file, at: len(file) - 8 - size}).fields()
	schema := meta[2].([]any)[1:]
	rows = append(rows, fmt.Sprint(schema))
	for _, g := range meta[4].([]any) {
		group := g.(map[int]any)
		cells := make([]string, group[3].(int))
		for _, c := range group[1].([]any) {
			chunk := c.(map[int]any)[3].(map[int]any)
			for i, v := range chunkCells(file, chunk) {
				cells[i] += "|" + v
			}
		}
		rows = append(rows, cells...)
	}
	if n := meta[3].(int); n != len(rows)-1 {
		panic(fmt.Sprintf("%d rows, and %d are told", len(rows)-1, n))
	}
	return rows
}

// chunkCells are the cells of one column in one row group.
func chunkCells(file []byte, chunk map[int]any) (cells []string) {
	r := &thriftReader{b: file, at: chunk[9].(int)}
	if at, has := chunk[11]; has {
		r.at = at.(int)
	}
	end := r.at + chunk[7].(int)
	var texts []string
	for r.at < end {
		header := r.fields()
		if header[1] == 2 {
			for range header[7].(map[int]any)[1].(int) {
				texts = append(texts, r.cell(chunk[1].(int)))
			}
			if r.at != chunk[9] {
				panic("the data does not start behind the dictionary")
			}
			continue
		}
		cells = append(cells, r.page(header, chunk[1].(int), texts)...)
	}
	if r.at != end || len(cells) != chunk[5].(int) {
		panic("the pages do not end where they should")
	}
	return cells
}

func (r *thriftReader) page(header map[int]any, physical int, texts []string) []string {
	file := r.b
	end := r.at + header[3].(int)
	n := header[5].(map[int]any)[1].(int)
	levels := r.at + 4
	r.at += 4 + int(binary.LittleEndian.Uint32(file[r.at:]))
	_, width := binary.Uvarint(file[levels:])
	bits := file[levels+width : r.at]
	whole := file[levels]&1 == 0
	code := func() string { return r.cell(physical) }
	if header[5].(map[int]any)[2] == 8 {
		code = r.codes(texts, end)
	}
	out, bools := make([]string, n), 0
	for i := range out {
		if !whole && bits[i/8]&(1<<(i%8)) == 0 {
			out[i] = "null"
			continue
		}
		if physical == 0 {
			out[i] = fmt.Sprint(file[r.at+bools/8]&(1<<(bools%8)) != 0)
			bools++
			continue
		}
		out[i] = code()
	}
	r.at = max(r.at, r.until)
	if r.at += (bools + 7) / 8; r.at != end {
		panic("the page does not end where it should")
	}
	return out
}

// codes returns a function that reads the next dictionary code at each call and returns its text. The codes end before the
// byte end.
func (r *thriftReader) codes(texts []string, end int) func() string {
	size := int(r.byte() / 8)
	r.uvarint()
	r.until = end
	return func() string {
		n := int(r.b[r.at])
		if size == 2 {
			n |= int(r.b[r.at+1]) << 8
		}
		r.at += size
		return texts[n]
	}
}

// cell is a value of a Parquet physical type in the encoding PLAIN.
func (r *thriftReader) cell(physical int) string {
	size := map[int]int{1: 4, 2: 8, 5: 8, 7: 16}[physical]
	if physical == 6 {
		size = int(binary.LittleEndian.Uint32(r.b[r.at:]))
		r.at += 4
	}
	b := r.b[r.at : r.at+size]
	r.at += size
	switch physical {
	case 1:
		return fmt.Sprint(int32(binary.LittleEndian.Uint32(b)))
	case 2:
		return fmt.Sprint(int64(binary.LittleEndian.Uint64(b)))
	case 5:
		return fmt.Sprint(math.Float64frombits(binary.LittleEndian.Uint64(b)))
	}
	return fmt.Sprintf("%q", b)
}
