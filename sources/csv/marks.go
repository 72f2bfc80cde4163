package csv

import (
	"encoding/binary"
	"math/bits"
)

// Marks are the positions of delimiters, line ends and quotes in a reader's buffer, found 64 bytes at a time. With
// them, a record without quotes is split without looking at each byte. Other records are read by Reader.record.
type Marks struct {
	places     []int32 // positions; those before index at are used
	at         int
	searchedTo int // the search continues here
	signs      [3]uint64
	Odd        int // number of records that needed Reader.record, minus the others
}

// maxOdd is the value of Marks.Odd at which marks are given up, because too many records have quotes.
const maxOdd = 64

// marksAhead is the number of bytes that are searched at once, so that the results are used while they are in the
// cache.
const marksAhead = 4 << 10

// NewMarks returns marks for the delimiters, line ends and quotes of a format.
func NewMarks(f Format) *Marks {
	m := &Marks{}
	for i, sign := range [3]byte{f.Delim, f.EolByte(), f.Quote} {
		if sign == 0 {
			sign = f.Delim
		}
		m.signs[i] = Ones * uint64(sign)
	}
	return m
}

// skipTo drops the positions before p. p must not decrease.
func (m *Marks) skipTo(p int) {
	for m.at < len(m.places) && int(m.places[m.at]) < p {
		m.at++
	}
	m.searchedTo = max(m.searchedTo, p)
}

// Forget must be called when the buffer is another one or its bytes moved, and before a record is read again.
func (m *Marks) Forget() { m.places, m.at, m.searchedTo = m.places[:0], 0, 0 }

// findMore finds the next positions and reports whether there are any.
func (m *Marks) findMore(buf []byte) bool {
	m.places, m.at = m.places[:0], 0
	for len(m.places) == 0 && m.searchedTo < len(buf) {
		to := min(m.searchedTo+marksAhead, len(buf))
		for ; to-m.searchedTo >= 64; m.searchedTo += 64 {
			m.add(chunkMarks((*[64]byte)(buf[m.searchedTo:]), &m.signs))
		}
		if to == len(buf) && m.searchedTo < to {
			var rest [64]byte
			n := copy(rest[:], buf[m.searchedTo:])
			m.add(chunkMarks(&rest, &m.signs) & (1<<n - 1))
			m.searchedTo = len(buf)
		}
	}
	return len(m.places) > 0
}

func (m *Marks) add(found uint64) {
	for ; found != 0; found &= found - 1 {
		m.places = append(m.places, int32(m.searchedTo+bits.TrailingZeros64(found)))
	}
}

// chunkMarks has bit i set if byte i of b is one of the signs.
func chunkMarks(b *[64]byte, signs *[3]uint64) uint64 {
	s, t, u := signs[0], signs[1], signs[2]
	return gathered(anyOf(binary.LittleEndian.Uint64(b[0:8]), s, t, u)) |
		gathered(anyOf(binary.LittleEndian.Uint64(b[8:16]), s, t, u))<<8 |
		gathered(anyOf(binary.LittleEndian.Uint64(b[16:24]), s, t, u))<<16 |
		gathered(anyOf(binary.LittleEndian.Uint64(b[24:32]), s, t, u))<<24 |
		gathered(anyOf(binary.LittleEndian.Uint64(b[32:40]), s, t, u))<<32 |
		gathered(anyOf(binary.LittleEndian.Uint64(b[40:48]), s, t, u))<<40 |
		gathered(anyOf(binary.LittleEndian.Uint64(b[48:56]), s, t, u))<<48 |
		gathered(anyOf(binary.LittleEndian.Uint64(b[56:64]), s, t, u))<<56
}

// ChunkHighs has bit i set if byte i of b is not ASCII.
func ChunkHighs(b *[64]byte) uint64 {
	return gathered(binary.LittleEndian.Uint64(b[0:8])&Highs) |
		gathered(binary.LittleEndian.Uint64(b[8:16])&Highs)<<8 |
		gathered(binary.LittleEndian.Uint64(b[16:24])&Highs)<<16 |
		gathered(binary.LittleEndian.Uint64(b[24:32])&Highs)<<24 |
		gathered(binary.LittleEndian.Uint64(b[32:40])&Highs)<<32 |
		gathered(binary.LittleEndian.Uint64(b[40:48])&Highs)<<40 |
		gathered(binary.LittleEndian.Uint64(b[48:56])&Highs)<<48 |
		gathered(binary.LittleEndian.Uint64(b[56:64])&Highs)<<56
}

// anyOf has the high bit set in each byte where w equals one of the signs.
func anyOf(w, s, t, u uint64) uint64 {
	return ^(otherThan(w, s) & otherThan(w, t) & otherThan(w, u)) & Highs
}

// otherThan has the high bit set in each byte where w differs from sign.
func otherThan(w, sign uint64) uint64 {
	w ^= sign
	return (w&^Highs + ^uint64(Highs)) | w
}

// gathered collects the high bits of the bytes; the lowest bit is the first byte's.
func gathered(w uint64) uint64 { return (w >> 7) * 0x0102040810204080 >> 56 }

// simpleRecord reads a record without quotes that ends in the buffer. For any other record it returns false.
func (r *Reader) simpleRecord(rec *Record) bool {
	m, buf := r.Marks, r.Buf[:r.End]
	m.skipTo(r.Pos)
	cells, from, line := rec.Cells[:0], r.Pos, r.Line
	for {
		if m.at == len(m.places) && !m.findMore(buf) {
			return false
		}
		p := int(m.places[m.at])
		switch sign := buf[p]; {
		case sign == r.delim:
			cells = append(cells, Cell{B: buf[from:p]})
			from = p + 1
			m.at++
			continue
		case sign != r.eol:
			if m.Odd++; m.Odd > maxOdd {
				r.Marks = nil
			}
			return false
		}
		m.at++
		cell := buf[from:p]
		if n := len(cell); n > 0 && cell[n-1] == '\r' && r.eol == '\n' {
			cell = cell[:n-1]
		}
		r.Pos, r.Line, from = p+1, line+1, p+1
		if len(cells) == 0 && len(cell) == 0 {
			line++
			continue
		}
		rec.Line, rec.Bad, rec.Stray, rec.Advice = line, "", nil, ""
		rec.Cells = append(cells, Cell{B: cell})
		m.Odd = max(m.Odd-1, 0)
		return true
	}
}

const (
	Ones  = 0x0101010101010101
	Highs = 0x8080808080808080
)
