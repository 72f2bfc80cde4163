package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"regexp"
	"sync"
)

// PDF/A-1 allows no encoding of its own for a subset TrueType font. The fonts of an archive are therefore symbolic:
// their cmap table maps codes to glyphs, and a ToUnicode map gives the text.

var (
	fontName     = regexp.MustCompile(`/BaseFont /(\S+)`)
	fontEncoding = regexp.MustCompile(`/Encoding (\d+ 0 R|/WinAnsiEncoding)`)
)

// makeSymbolic rewrites a font object or a font descriptor object for a symbolic font.
func (s *finisher) makeSymbolic(object []byte) []byte {
	const nonsymbolic, symbolic = "/Flags 32 ", "/Flags 4 "
	name := fontName.FindSubmatch(object)
	if name == nil {
		return bytes.Replace(object, []byte(nonsymbolic), []byte(symbolic), 1)
	}
	for p := range s.d.fonts {
		if p.name == string(name[1]) {
			n := s.reserve(1)
			s.stream(n, "", p.symbolic().unicode)
			return fontEncoding.ReplaceAll(object, fmt.Appendf(nil, "/ToUnicode %d 0 R", n))
		}
	}
	return object
}

// putIntent declares that the colours are sRGB. It returns the catalogue's entry.
func (s *finisher) putIntent() string {
	n := s.reserve(1)
	s.stream(n, "/N 3 /Filter /FlateDecode", compress(sRGB()))
	return fmt.Sprintf("\n/OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) /DestOutputProfile %d 0 R>>]", n)
}

// sRGB returns an ICC profile, version 2, of IEC 61966-2.1: its primaries adapted to the white point D50, and its tone
// curve.
var sRGB = sync.OnceValue(func() []byte {
	curve := make([]byte, 12, 12+2*1024)
	copy(curve, "curv")
	binary.BigEndian.PutUint32(curve[8:], 1024)
	for i := range 1024 {
		curve = binary.BigEndian.AppendUint16(curve, uint16(math.Round(65535*linear(float64(i)/1023))))
	}
	name := "sRGB IEC61966-2.1"
	desc := append(make([]byte, 8), binary.BigEndian.AppendUint32(nil, uint32(len(name)+1))...)
	copy(desc, "desc")
	desc = append(append(desc, name...), make([]byte, 1+4+4+2+1+67)...)
	text := append([]byte("text\x00\x00\x00\x00"), "No copyright, use freely\x00"...)
	tags := []struct {
		tag  string
		data []byte
	}{
		{"desc", desc}, {"cprt", text}, {"wtpt", xyz(0.9642, 1, 0.8249)},
		{"rXYZ", xyz(0.4360, 0.2225, 0.0139)}, {"gXYZ", xyz(0.3851, 0.7169, 0.0971)}, {"bXYZ", xyz(0.1431, 0.0606, 0.7141)},
		{"rTRC", curve}, {"gTRC", nil}, {"bTRC", nil},
	}
	out := make([]byte, 128+4+12*len(tags))
	copy(out[8:], "\x02\x10\x00\x00mntrRGB XYZ ")
	binary.BigEndian.PutUint16(out[24:], 2026) // date of the profile: 1 January 2026
	copy(out[26:], "\x00\x01\x00\x01")
	copy(out[36:], "acsp")
	copy(out[68:], xyz(0.9642, 1, 0.8249)[8:])
	binary.BigEndian.PutUint32(out[128:], uint32(len(tags)))
	at, size := 0, 0
	for i, t := range tags {
		if t.data != nil {
			at, size = len(out), len(t.data)
			out = append(out, t.data...)
			out = append(out, make([]byte, -len(out)&3)...)
		}
		row := out[132+12*i:]
		copy(row, t.tag)
		binary.BigEndian.PutUint32(row[4:], uint32(at))
		binary.BigEndian.PutUint32(row[8:], uint32(size))
	}
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
})

// linear converts an sRGB value from 0 to 1 to linear light.
func linear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func xyz(values ...float64) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(v*65536))))
	}
	return b
}
