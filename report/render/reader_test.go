package render

import (
	"bytes"
	"compress/zlib"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"bilan/report/canvas"
	"bilan/report/reporttest"
	"bilan/report/typeface"
)

// shown is one text on a page, read from the file.
type shown struct {
	page    int // from 1
	x, y    float64
	w, size float64
	text    string
	paper   canvas.Frame
	color   typeface.Color
	grounds []typeface.Color // colours below the text
}

var (
	pageStream = regexp.MustCompile(`<</Filter /FlateDecode /Length (\d+)>>\nstream\n`)
	fontEntry  = regexp.MustCompile(`/F([0-9a-f]{40}) (\d+) 0 R`)
	fontSet    = regexp.MustCompile(`^BT /F([0-9a-f]{40}) ([\d.]+) Tf ET$`)
	mediaBox   = regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`)
	textShown  = regexp.MustCompile(`(?s)^BT (-?[\d.]+) (-?[\d.]+) Td \((.*)\) Tj ET$`)
)

// readPDF reads the texts of all pages from the page streams and the font names only.
func readPDF(t *testing.T, pdf []byte) []shown {
	t.Helper()
	fonts := readFonts(t, pdf)
	var paper canvas.Frame
	if m := mediaBox.FindSubmatch(pdf); m != nil {
		paper.PageW, _ = strconv.ParseFloat(string(m[1]), 64)
		paper.PageH, _ = strconv.ParseFloat(string(m[2]), 64)
	}
	var all []shown
	for page, at := range pageStream.FindAllSubmatchIndex(pdf, -1) {
		n, _ := strconv.Atoi(string(pdf[at[2]:at[3]]))
		r, err := zlib.NewReader(bytes.NewReader(pdf[at[1] : at[1]+n]))
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, readPage(t, page+1, content, fonts, paper)...)
	}
	return all
}

// fontRead is a font of the file.
type fontRead struct {
	face  *typeface.Face
	runes [256]rune
}

func readFonts(t *testing.T, pdf []byte) map[string]fontRead {
	t.Helper()
	fonts := map[string]fontRead{}
	for _, m := range fontEntry.FindAllSubmatch(pdf, -1) {
		object := regexp.MustCompile(`\n` + string(m[2]) + ` 0 obj\n<</Type /Font\n/BaseFont /BLN([A-Z]{3})\+(\S+)\n`).FindSubmatch(pdf)
		if object == nil {
			t.Fatalf("font object %s is not there", m[2])
		}
		n := 0
		for _, c := range object[1] {
			n = n*26 + int(c-'A')
		}
		for _, f := range []*typeface.Face{typeface.Regular, typeface.Bold, typeface.Fallback} {
			if f.Name == string(object[2]) {
				fonts[string(m[1])] = fontRead{f, typeface.PageRunes(n)}
			}
		}
	}
	return fonts
}

func readPage(t *testing.T, page int, content []byte, fonts map[string]fontRead, paper canvas.Frame) []shown {
	t.Helper()
	var all []shown
	var font fontRead
	var ground ground
	size := 0.0
	for line := range strings.SplitSeq(string(content), "\n") {
		if op, _, _ := strings.Cut(line, "("); strings.Contains(op, "NaN") || strings.Contains(op, "Inf") {
			t.Errorf("page %d: %q", page, line)
		}
		if m := fontSet.FindStringSubmatch(line); m != nil {
			font = fonts[m[1]]
			size, _ = strconv.ParseFloat(m[2], 64)
		}
		ground.read(line, paper)
		m := textShown.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		s := shown{page: page, size: size, paper: paper, color: ground.fill}
		s.x, _ = strconv.ParseFloat(m[1], 64)
		y, _ := strconv.ParseFloat(m[2], 64)
		s.y = paper.PageH - y
		for _, c := range []byte(regexp.MustCompile(`\\([()\\])`).ReplaceAllString(m[3], "$1")) {
			s.text += string(font.runes[c])
			s.w += float64(font.face.Advance(font.runes[c])) / 1000 * size
		}
		s.grounds = ground.under(s)
		if n := len(all); n > 0 && all[n-1].y == s.y && all[n-1].size == s.size && math.Abs(all[n-1].x+all[n-1].w-s.x) < 0.02 {
			all[n-1].text += s.text // a text in more than one font is one text
			all[n-1].w += s.w
			all[n-1].grounds = append(all[n-1].grounds, s.grounds...)
			continue
		}
		all = append(all, s)
	}
	return all
}

// textOf joins all texts, to search for figures.
func textOf(all []shown) string {
	var b strings.Builder
	for _, s := range all {
		b.WriteString(s.text)
		b.WriteByte('\n')
	}
	return b.String()
}

// checkPages checks that no text is printed over another, off the page, or on a background on which it is hard to read.
func checkPages(t *testing.T, all []shown) {
	t.Helper()
	const tolerance = 0.6
	boxes := map[int][]shown{}
	for _, s := range all {
		if strings.TrimSpace(s.text) == "" {
			continue
		}
		for ink := strings.TrimRight(s.text, " "); len(s.text) > len(ink); s.text = s.text[:len(s.text)-1] {
			s.w -= float64(typeface.Regular.Advance(' ')) / 1000 * s.size // without the space that separates lines, after which nothing is printed
		}
		if s.x < canvas.MarginX-tolerance || s.x+s.w > s.paper.Right()+tolerance || s.y < edgeDistance-tolerance || s.y > s.paper.PageH-20 {
			t.Errorf("page %d: %q stands off the page: x %.1f to %.1f, y %.1f", s.page, s.text, s.x, s.x+s.w, s.y)
		}
		for _, g := range s.grounds {
			if c := reporttest.Contrast(s.color, g); c < 4.5 {
				t.Errorf("page %d: %q has a contrast of %.1f: %v on %v", s.page, s.text, c, s.color, g)
				break
			}
		}
		mine := canvas.BoxAt(s.x+tolerance, s.y-s.size*0.66, s.w-2*tolerance, s.size*0.66)
		for _, o := range boxes[s.page] {
			if mine.Overlaps(canvas.BoxAt(o.x+tolerance, o.y-o.size*0.66, o.w-2*tolerance, o.size*0.66)) {
				t.Errorf("page %d: %q is printed over %q at %.1f, %.1f", s.page, s.text, o.text, s.x, s.y)
			}
		}
		boxes[s.page] = append(boxes[s.page], s)
	}
}
