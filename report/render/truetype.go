package render

import (
	"encoding/binary"
	"errors"
	"math"
)

// missing is the advance of a rune that a face has no glyph for.
const missing = math.MaxUint16

// metrics are what measuring and embedding need to know of a TrueType file, in thousandths of an em.
type metrics struct {
	advance                               []uint16 // by rune below U+10000
	ascent, descent, capHeight, stem      int
	bounds                                [4]int
	underline, underlineWidth, unitsPerEm int
}

// sfnt is the bytes of a TrueType file or of one of its tables; reading past the end gives zero.
type sfnt []byte

func (t sfnt) u16(at int) int {
	if at < 0 || at+2 > len(t) {
		return 0
	}
	return int(binary.BigEndian.Uint16(t[at:]))
}

func (t sfnt) i16(at int) int { return int(int16(t.u16(at))) }

func (t sfnt) u32(at int) int { return t.u16(at)<<16 | t.u16(at+2) }

// table returns the table of that tag, empty when there is none.
func (t sfnt) table(tag string) sfnt {
	for i := range t.u16(4) {
		at := 12 + 16*i
		if at+16 <= len(t) && string(t[at:at+4]) == tag {
			from, size := t.u32(at+8), t.u32(at+12)
			if from+size <= len(t) {
				return t[from : from+size]
			}
		}
	}
	return nil
}

// readMetrics measures a TrueType file with outlines of its own and a Unicode table of format 4.
func readMetrics(file []byte) (*metrics, error) {
	f := sfnt(file)
	if f.u32(0) != 0x00010000 {
		return nil, errors.New("not a TrueType font: OpenType with CFF outlines, collections and variable fonts are not supported")
	}
	head, hhea, os2, post := f.table("head"), f.table("hhea"), f.table("OS/2"), f.table("post")
	m := &metrics{unitsPerEm: head.u16(18)}
	if m.unitsPerEm == 0 || len(f.table("glyf")) == 0 {
		return nil, errors.New("not a TrueType font: it has no outlines")
	}
	m.ascent, m.descent = m.mille(hhea.i16(4)), m.mille(hhea.i16(6))
	m.capHeight = m.mille(os2.i16(88))
	m.bounds = [4]int{m.mille(head.i16(36)), m.mille(head.i16(38)), m.mille(head.i16(40)), m.mille(head.i16(42))}
	weight := os2.u16(4)
	m.stem = 50 + weight*weight/(65*65)
	m.underline, m.underlineWidth = m.mille(post.i16(8)), m.mille(post.i16(10))
	return m, m.readAdvances(f, hhea.u16(34))
}

func (m *metrics) mille(v int) int {
	return int(math.Round(float64(v) * 1000 / float64(m.unitsPerEm)))
}

// readAdvances fills the advance of each rune through the font's character table.
func (m *metrics) readAdvances(f sfnt, longs int) error {
	m.advance = make([]uint16, 0x10000)
	for r := range m.advance {
		m.advance[r] = missing
	}
	hmtx, cmap := f.table("hmtx"), unicodeTable(f.table("cmap"))
	if cmap == nil || longs == 0 {
		return errors.New("the font has no Unicode character table")
	}
	segments := cmap.u16(6) / 2
	for s := range segments {
		last, first := cmap.u16(14+2*s), cmap.u16(16+2*segments+2*s)
		for r := first; r <= last && r < 0xFFFF; r++ {
			if g := cmap.glyph(segments, s, first, r); g != 0 {
				m.advance[r] = uint16(m.mille(hmtx.u16(4 * min(g, longs-1))))
			}
		}
	}
	return nil
}

// unicodeTable returns the format 4 table of the basic plane, nil when there is none.
func unicodeTable(cmap sfnt) sfnt {
	for i := range cmap.u16(2) {
		platform, encoding, at := cmap.u16(4+8*i), cmap.u16(6+8*i), cmap.u32(8+8*i)
		if (platform == 0 || platform == 3 && encoding == 1) && cmap.u16(at) == 4 {
			return cmap[at:]
		}
	}
	return nil
}

// glyph looks one rune up in segment s of a format 4 table; 0 is no glyph.
func (t sfnt) glyph(segments, s, first, r int) int {
	delta, rangeAt := t.u16(16+4*segments+2*s), 16+6*segments+2*s
	if offset := t.u16(rangeAt); offset != 0 {
		g := t.u16(rangeAt + offset + 2*(r-first))
		if g == 0 {
			return 0
		}
		return (g + delta) & 0xFFFF
	}
	return (r + delta) & 0xFFFF
}
