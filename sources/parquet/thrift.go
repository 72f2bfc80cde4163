package parquet

import "encoding/binary"

// thrift writes Thrift's compact protocol, in which Parquet stores its metadata. The fields of a struct must be in
// rising order.
type thrift struct {
	b    []byte
	last []int16 // last field of each open struct
}

const (
	thriftTrue   = 1
	thriftFalse  = 2
	thriftI32    = 5
	thriftI64    = 6
	thriftBinary = 8
	thriftList   = 9
	thriftStruct = 12
)

func (t *thrift) field(id int16, typ byte) {
	top := len(t.last) - 1
	t.b = append(t.b, byte(id-t.last[top])<<4|typ)
	t.last[top] = id
}

func (t *thrift) varint(n int64) { t.b = binary.AppendVarint(t.b, n) }

func (t *thrift) i32(id int16, n int) {
	t.field(id, thriftI32)
	t.varint(int64(n))
}

func (t *thrift) i64(id int16, n int64) {
	t.field(id, thriftI64)
	t.varint(n)
}

func (t *thrift) boolean(id int16, v bool) {
	if v {
		t.field(id, thriftTrue)
	} else {
		t.field(id, thriftFalse)
	}
}

func (t *thrift) text(id int16, s string) {
	t.field(id, thriftBinary)
	t.rawString(s)
}

// rawString writes a string without a field header, as in a list.
func (t *thrift) rawString(s string) {
	t.b = binary.AppendUvarint(t.b, uint64(len(s)))
	t.b = append(t.b, s...)
}

func (t *thrift) list(id int16, typ byte, n int) {
	t.field(id, thriftList)
	if n < 15 {
		t.b = append(t.b, byte(n)<<4|typ)
		return
	}
	t.b = append(t.b, 0xf0|typ)
	t.b = binary.AppendUvarint(t.b, uint64(n))
}

// open begins a struct in a field; begin begins a struct in a list, or the outermost one.
func (t *thrift) open(id int16) {
	t.field(id, thriftStruct)
	t.begin()
}

func (t *thrift) begin() { t.last = append(t.last, 0) }

func (t *thrift) end() {
	t.b = append(t.b, 0)
	t.last = t.last[:len(t.last)-1]
}
