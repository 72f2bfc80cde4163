package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/encoding/charmap"

	"bilan/report/typeface"
)

// codepage is the subset of a face with the glyphs of one code page, in the form that fpdf reads. Each is made once per
// process.
type codepage struct {
	family   string // name under which fpdf knows it
	def      []byte // fpdf's font definition
	file     []byte // subset TrueType file, compressed
	name     string
	symbolic func() symbolicPage // the same code page for PDF/A
}

// codepageOf returns code page n of the face.
func codepageOf(f *typeface.Face, n int) *codepage {
	made, _ := codepages.LoadOrStore(pageKey{f, n}, sync.OnceValue(func() *codepage { return newCodepage(f, n) }))
	return made.(func() *codepage)()
}

type pageKey struct {
	f *typeface.Face
	n int
}

var codepages sync.Map // from pageKey to func() *codepage

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

// newCodepage makes code page n of a face: the glyphs of its characters, their widths, and the glyph names from which
// programs extract the text.
func newCodepage(f *typeface.Face, n int) *codepage {
	m := f.Metrics()
	runes, widths := typeface.PageRunes(n), make([]int, 256)
	var chars, diff strings.Builder
	for c := typeface.FirstCode; c < 256; c++ {
		r := runes[c]
		if r == 0 || f.Advance(r) == typeface.Missing {
			continue
		}
		widths[c] = int(f.Advance(r))
		chars.WriteRune(r)
		if r != charmap.Windows1252.DecodeByte(byte(c)) || r == '\u00a0' {
			fmt.Fprintf(&diff, "%d /uni%04X ", c, r)
		}
	}
	ttf := fpdf.UTF8CutFont(bytes.Clone(f.File), chars.String())
	family := fmt.Sprintf("%s%d", strings.ToLower(f.Name), n)
	font := definition{
		Tp: "TrueType", Name: fmt.Sprintf("BLN%s+%s", letters(n), f.Name), Desc: descriptorOf(m),
		Up: m.Underline, Ut: m.UnderlineWidth, Cw: widths, Enc: "bilan", Diff: strings.TrimSpace(diff.String()),
		File: family + ".z", OriginalSize: len(ttf),
	}
	def, _ := json.Marshal(font)
	return &codepage{
		family: family, def: def, file: deflate(ttf), name: font.Name,
		symbolic: sync.OnceValue(func() symbolicPage { return newSymbolicPage(font, ttf, runes) }),
	}
}

func descriptorOf(m *typeface.Metrics) fpdf.FontDescType {
	const nonsymbolic = 32
	d := fpdf.FontDescType{
		Ascent: m.Ascent, Descent: m.Descent, CapHeight: m.CapHeight, Flags: nonsymbolic, StemV: m.Stem,
	}
	b := &d.FontBBox
	b.Xmin, b.Ymin, b.Xmax, b.Ymax = m.Bounds[0], m.Bounds[1], m.Bounds[2], m.Bounds[3]
	return d
}

// letters writes a page number as the three letters that distinguish the subsets of a font.
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
