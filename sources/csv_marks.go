package sources

import (
	"encoding/binary"
	"math/bits"
)

// marks are the places in a reader's buffer where a delimiter, a line end or a quote stands, looked for in 64 bytes at a time.
// With them a record without quotes is split without a look at each byte, and any other is left to record.
type marks struct {
	places []int32 // those that were found and are not passed, from at on
	at     int
	until  int // where the search goes on
	signs  [3]uint64
	odd    int // records that were left to record, less the others
}

// mostOdd is how many records more than others may have quotes before marks are given up.
const mostOdd = 64

// marksAhead is how many bytes are searched at once: what was found is used while it is near.
const marksAhead = 4 << 10

func newMarks(f format) *marks {
	m := &marks{}
	for i, sign := range [3]byte{f.delim, f.eolByte(), f.quote} {
		if sign == 0 {
			sign = f.delim
		}
		m.signs[i] = ones * uint64(sign)
	}
	return m
}

// seek drops the places before p, which is not in front of any that was dropped.
func (m *marks) seek(p int) {
	for m.at < len(m.places) && int(m.places[m.at]) < p {
		m.at++
	}
	m.until = max(m.until, p)
}

// forget is for another buffer, for one whose bytes moved, and before a record is tried again.
func (m *marks) forget() { m.places, m.at, m.until = m.places[:0], 0, 0 }

// more finds places behind those that are known and tells whether there are any.
func (m *marks) more(buf []byte) bool {
	m.places, m.at = m.places[:0], 0
	for len(m.places) == 0 && m.until < len(buf) {
		to := min(m.until+marksAhead, len(buf))
		for ; to-m.until >= 64; m.until += 64 {
			m.note(chunkMarks((*[64]byte)(buf[m.until:]), &m.signs))
		}
		if to == len(buf) && m.until < to {
			var rest [64]byte
			n := copy(rest[:], buf[m.until:])
			m.note(chunkMarks(&rest, &m.signs) & (1<<n - 1))
			m.until = len(buf)
		}
	}
	return len(m.places) > 0
}

func (m *marks) note(found uint64) {
	for ; found != 0; found &= found - 1 {
		m.places = append(m.places, int32(m.until+bits.TrailingZeros64(found)))
	}
}

// chunkMarks has a bit for each of 64 bytes that is one of the signs.
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

// chunkHighs has a bit for each of 64 bytes that is beyond ASCII.
func chunkHighs(b *[64]byte) uint64 {
	return gathered(binary.LittleEndian.Uint64(b[0:8])&highs) |
		gathered(binary.LittleEndian.Uint64(b[8:16])&highs)<<8 |
		gathered(binary.LittleEndian.Uint64(b[16:24])&highs)<<16 |
		gathered(binary.LittleEndian.Uint64(b[24:32])&highs)<<24 |
		gathered(binary.LittleEndian.Uint64(b[32:40])&highs)<<32 |
		gathered(binary.LittleEndian.Uint64(b[40:48])&highs)<<40 |
		gathered(binary.LittleEndian.Uint64(b[48:56])&highs)<<48 |
		gathered(binary.LittleEndian.Uint64(b[56:64])&highs)<<56
}

// anyOf has the high bit of each byte of w set that is a byte of one of the signs.
func anyOf(w, s, t, u uint64) uint64 {
	return ^(otherThan(w, s) & otherThan(w, t) & otherThan(w, u)) & highs
}

// otherThan has the high bit of each byte of w set that differs from the same byte of sign.
func otherThan(w, sign uint64) uint64 {
	w ^= sign
	return (w&^highs + ^uint64(highs)) | w
}

// gathered has the high bits of the bytes side by side, the first byte's lowest.
func gathered(w uint64) uint64 { return (w >> 7) * 0x0102040810204080 >> 56 }

// simpleRecord reads a record that has no quote and whose end is in the buffer; false leaves it to record.
func (r *csvReader) simpleRecord(rec *record) bool {
	m, buf := r.marks, r.buf[:r.end]
	m.seek(r.pos)
	cells, from, line := rec.cells[:0], r.pos, r.line
	for {
		if m.at == len(m.places) && !m.more(buf) {
			return false
		}
		p := int(m.places[m.at])
		switch sign := buf[p]; {
		case sign == r.delim:
			cells = append(cells, rawCell{b: buf[from:p]})
			from = p + 1
			m.at++
			continue
		case sign != r.eol:
			if m.odd++; m.odd > mostOdd {
				r.marks = nil
			}
			return false
		}
		m.at++
		cell := buf[from:p]
		if n := len(cell); n > 0 && cell[n-1] == '\r' && r.eol == '\n' {
			cell = cell[:n-1]
		}
		r.pos, r.line, from = p+1, line+1, p+1
		if len(cells) == 0 && len(cell) == 0 {
			line++
			continue
		}
		rec.line, rec.bad, rec.stray, rec.advice = line, "", nil, ""
		rec.cells = append(cells, rawCell{b: cell})
		m.odd = max(m.odd-1, 0)
		return true
	}
}
