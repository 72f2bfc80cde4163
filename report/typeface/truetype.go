package typeface

import (
	"encoding/binary"
	"errors"
	"math"
)

// Missing is the advance of a rune for which a face has no glyph.
const Missing = math.MaxUint16

// Metrics are the measures of a font that layout and embedding need, in thousandths of an em.
type Metrics struct {
	advance                               []uint16 // by rune below U+10000
	Ascent, Descent, CapHeight, Stem      int
	Bounds                                [4]int
	Underline, UnderlineWidth, unitsPerEm int
}

// SFNT is the bytes of a TrueType file or of one of its tables. Reads beyond the end give 0.
type SFNT []byte

// U16 reads two bytes, big-endian; beyond the end they are 0.
func (t SFNT) U16(at int) int {
	if at < 0 || at+2 > len(t) {
		return 0
	}
	return int(binary.BigEndian.Uint16(t[at:]))
}

func (t SFNT) i16(at int) int { return int(int16(t.U16(at))) }

func (t SFNT) u32(at int) int { return t.U16(at)<<16 | t.U16(at+2) }

// Table returns the table with a tag, empty if there is none.
func (t SFNT) Table(tag string) SFNT {
	for i := range t.U16(4) {
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

// readMetrics reads a TrueType file, which must have TrueType outlines and a Unicode cmap table of format 4.
func readMetrics(file []byte) (*Metrics, error) {
	f := SFNT(file)
	if f.u32(0) != 0x00010000 {
		return nil, errors.New("not a TrueType font: OpenType with CFF outlines, collections and variable fonts are not supported")
	}
	head, hhea, os2, post := f.Table("head"), f.Table("hhea"), f.Table("OS/2"), f.Table("post")
	m := &Metrics{unitsPerEm: head.U16(18)}
	if m.unitsPerEm == 0 || len(f.Table("glyf")) == 0 {
		return nil, errors.New("not a TrueType font: it has no outlines")
	}
	m.Ascent, m.Descent = m.perMille(hhea.i16(4)), m.perMille(hhea.i16(6))
	m.CapHeight = m.perMille(os2.i16(88))
	m.Bounds = [4]int{m.perMille(head.i16(36)), m.perMille(head.i16(38)), m.perMille(head.i16(40)), m.perMille(head.i16(42))}
	weight := os2.U16(4)
	m.Stem = 50 + weight*weight/(65*65)
	m.Underline, m.UnderlineWidth = m.perMille(post.i16(8)), m.perMille(post.i16(10))
	return m, m.readAdvances(f, hhea.U16(34))
}

func (m *Metrics) perMille(v int) int {
	return int(math.Round(float64(v) * 1000 / float64(m.unitsPerEm)))
}

// readAdvances fills the advance of each rune from the cmap and hmtx tables.
func (m *Metrics) readAdvances(f SFNT, longs int) error {
	m.advance = make([]uint16, 0x10000)
	for r := range m.advance {
		m.advance[r] = Missing
	}
	hmtx, cmap := f.Table("hmtx"), UnicodeTable(f.Table("cmap"))
	if cmap == nil || longs == 0 {
		return errors.New("the font has no Unicode character table")
	}
	segments := cmap.U16(6) / 2
	for s := range segments {
		last, first := cmap.U16(14+2*s), cmap.U16(16+2*segments+2*s)
		for r := first; r <= last && r < 0xFFFF; r++ {
			if g := cmap.glyph(segments, s, first, r); g != 0 {
				m.advance[r] = uint16(m.perMille(hmtx.U16(4 * min(g, longs-1))))
			}
		}
	}
	return nil
}

// UnicodeTable returns the subtable of format 4 for the Basic Multilingual Plane, nil if there is none.
func UnicodeTable(cmap SFNT) SFNT {
	for i := range cmap.U16(2) {
		platform, encoding, at := cmap.U16(4+8*i), cmap.U16(6+8*i), cmap.u32(8+8*i)
		if (platform == 0 || platform == 3 && encoding == 1) && cmap.U16(at) == 4 {
			return cmap[at:]
		}
	}
	return nil
}

// glyph is the glyph of the rune r in segment s of a cmap table of format 4; 0 if it has none.
func (t SFNT) glyph(segments, s, first, r int) int {
	delta, rangeAt := t.U16(16+4*segments+2*s), 16+6*segments+2*s
	if offset := t.U16(rangeAt); offset != 0 {
		g := t.U16(rangeAt + offset + 2*(r-first))
		if g == 0 {
			return 0
		}
		return (g + delta) & 0xFFFF
	}
	return (r + delta) & 0xFFFF
}

// Lookup is the glyph of a rune in a cmap table of format 4; 0 if it has none.
func (t SFNT) Lookup(r int) int {
	segments := t.U16(6) / 2
	for s := range segments {
		if last, first := t.U16(14+2*s), t.U16(16+2*segments+2*s); r >= first && r <= last {
			return t.glyph(segments, s, first, r)
		}
	}
	return 0
}
