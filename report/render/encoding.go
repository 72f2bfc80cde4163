package render

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/encoding/charmap"
)

// A PDF font of one byte per character costs a fraction of a Unicode one. So each face is cut into code pages:
// page 0 is Windows-1252 with the signs of reports in place of what no report writes, page n > 0 is the
// 224 runes from 224·n on. Text that leaves page 0 takes a second font of the same face along.
const (
	firstCode = 32
	perPage   = 256 - firstCode
)

// signs take codes of page 0 that Windows-1252 leaves empty or that reports do not use.
var signs = map[byte]rune{
	0x7F: '▲', 0x81: '▼', 0x8D: '−', 0x8F: '\u202f', 0x90: 'Δ', 0x9D: '\u2011',
	0x83: '✓', 0x88: '✗', 0x98: '●', 0x86: '○', 0x87: '≥', 0xA4: '≤', 0xA6: '→',
	0xAC: '□', 0xAD: 'Σ', 0xAF: '■', 0xB4: '≈', 0xB8: '↗', 0xA8: '↘', 0xA0: '\u00a0',
}

// baseTable maps the codes of page 0 to runes and back; all its runes are below U+2800.
type baseTable struct {
	runes [256]rune
	codes [0x2800]byte
}

var basePage = sync.OnceValue(func() *baseTable {
	b := new(baseTable)
	for c := firstCode; c < 256; c++ {
		r := charmap.Windows1252.DecodeByte(byte(c))
		if s, ok := signs[byte(c)]; ok {
			r = s
		}
		if r != utf8.RuneError {
			b.runes[c], b.codes[r] = r, byte(c)
		}
	}
	return b
})

// code is the rune's code on page 0, or 0.
func (b *baseTable) code(r rune) byte {
	if r >= 0 && int(r) < len(b.codes) {
		return b.codes[r]
	}
	return 0
}

// codepage is one cut of a face, ready for fpdf. It is made once per process.
type codepage struct {
	family string // fpdf's name for it
	def    []byte // fpdf's font definition
	file   []byte // the cut TrueType file, compressed
	name   string
	codes  func() coded // the same for archives
}

// locate says on which page of a face a rune is, and its code there.
func locate(r rune) (page int, code byte) {
	if c := basePage().code(r); c != 0 {
		return 0, c
	}
	return 1 + int(r)/perPage, byte(firstCode + int(r)%perPage)
}

// pageRunes lists what page n holds, by code.
func pageRunes(n int) (runes [256]rune) {
	if n == 0 {
		return basePage().runes
	}
	for c := firstCode; c < 256; c++ {
		runes[c] = rune((n-1)*perPage + c - firstCode)
	}
	return runes
}

// page returns the face's code page n.
func (f *face) page(n int) *codepage {
	f.mu.Lock()
	defer f.mu.Unlock()
	if p, ok := f.pages[n]; ok {
		return p
	}
	if f.pages == nil {
		f.pages = map[int]*codepage{}
	}
	p := f.cut(n)
	f.pages[n] = p
	return p
}

// definition is the JSON that fpdf's AddFontFromBytes reads.
type definition struct {
	Tp, Name     string
	Desc         fpdf.FontDescType
	Up, Ut       int
	Cw           []int
	Enc, Diff    string
	File         string
	OriginalSize int
}

// cut makes code page n: the glyphs of its runes, their widths, and the names by which readers extract them.
func (f *face) cut(n int) *codepage {
	m := f.metrics()
	runes, widths := pageRunes(n), make([]int, 256)
	var chars, diff strings.Builder
	for c := firstCode; c < 256; c++ {
		r := runes[c]
		if r == 0 || f.advance(r) == missing {
			continue
		}
		widths[c] = int(f.advance(r))
		chars.WriteRune(r)
		if r != charmap.Windows1252.DecodeByte(byte(c)) || r == '\u00a0' {
			fmt.Fprintf(&diff, "%d /uni%04X ", c, r)
		}
	}
	ttf := fpdf.UTF8CutFont(bytes.Clone(f.file), chars.String())
	family := fmt.Sprintf("%s%d", strings.ToLower(f.name), n)
	font := definition{
		Tp: "TrueType", Name: fmt.Sprintf("BLN%s+%s", letters(n), f.name), Desc: m.descriptor(),
		Up: m.underline, Ut: m.underlineWidth, Cw: widths, Enc: "bilan", Diff: strings.TrimSpace(diff.String()),
		File: family + ".z", OriginalSize: len(ttf),
	}
	def, _ := json.Marshal(font)
	return &codepage{
		family: family, def: def, file: deflate(ttf), name: font.Name,
		codes: sync.OnceValue(func() coded { return codedFont(font, ttf, runes) }),
	}
}

func (m *metrics) descriptor() fpdf.FontDescType {
	const nonsymbolic = 32
	d := fpdf.FontDescType{
		Ascent: m.ascent, Descent: m.descent, CapHeight: m.capHeight, Flags: nonsymbolic, StemV: m.stem,
	}
	b := &d.FontBBox
	b.Xmin, b.Ymin, b.Xmax, b.Ymax = m.bounds[0], m.bounds[1], m.bounds[2], m.bounds[3]
	return d
}

// letters writes a page number as the three letters that tell the cuts of a face apart.
func letters(n int) string {
	return string([]byte{'A' + byte(n/676%26), 'A' + byte(n/26%26), 'A' + byte(n%26)})
}

func deflate(b []byte) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}
