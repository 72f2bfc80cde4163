package pagecheck

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

// page is the content of one page. Positions are in points from the top left corner, before the page is scaled to the
// paper.
type page struct {
	number int // the page number, from 1
	w, h   float64
	texts  []text
	bottom float64 // the y of the lowest content above the footer
}

// text is one string on a page, in points.
type text struct {
	x, y, w, size float64 // left end, baseline, width, font size
	text          string
	bold          bool
	element       int // the object number of its structure element; 0 for decoration
}

var (
	fontSet   = regexp.MustCompile(`^BT /F([0-9a-f]{40}) ([\d.]+) Tf ET$`)
	textShown = regexp.MustCompile(`(?s)^BT (-?[\d.]+) (-?[\d.]+) Td \((.*)\) Tj ET$`)
	beginMark = regexp.MustCompile(`^/\w+ <</MCID (\d+)>> BDC$`)
	rectangle = regexp.MustCompile(`^(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re [fS]$`)
	scaling   = regexp.MustCompile(`^(0\.\d+) 0 0 (0\.\d+) 0 [\d.]+ cm$`)
	escaped   = regexp.MustCompile(`\\([()\\])`)
)

// footer is the height of the footer at a page's bottom, in points.
const footer = 40

func readPages(f *file) ([]page, error) {
	m := mediaBox.FindSubmatch(f.pdf)
	if m == nil {
		return nil, errors.New("the file does not say how large its pages are")
	}
	w, h := parseFloat(string(m[1])), parseFloat(string(m[2]))
	streams, err := f.streams()
	if err != nil {
		return nil, err
	}
	pages := make([]page, len(streams))
	for i, s := range streams {
		pages[i] = page{number: i + 1, w: w, h: h}
		pages[i].read(f, s)
	}
	return pages, nil
}

func parseFloat(s string) float64 { v, _ := strconv.ParseFloat(s, 64); return v }

// read reads a page's content stream. Bilan writes one operator a line.
func (p *page) read(f *file, stream string) {
	var current *font
	size, element, invisible, paper := 0.0, 0, false, p.h
	for line := range strings.SplitSeq(stream, "\n") {
		switch {
		case line == "EMC":
			element = 0
		case line == "3 Tr" || line == "0 Tr":
			invisible = line == "3 Tr"
		}
		if m := scaling.FindStringSubmatch(line); m != nil && p.h == paper {
			p.w, p.h = p.w/parseFloat(m[1]), p.h/parseFloat(m[2])
		}
		if m := fontSet.FindStringSubmatch(line); m != nil {
			current, size = f.fonts[m[1]], parseFloat(m[2])
		}
		if m := beginMark.FindStringSubmatch(line); m != nil {
			if n, _ := strconv.Atoi(m[1]); n < len(f.marks[p.number-1]) {
				element = f.marks[p.number-1][n]
			}
		}
		if m := rectangle.FindStringSubmatch(line); m != nil {
			p.lowerBottom(paper - parseFloat(m[2]) - min(0, parseFloat(m[4])))
		}
		if m := textShown.FindStringSubmatch(line); m != nil && current != nil && !invisible {
			p.addText(current.measure(m, size, paper, element))
		}
	}
}

func (p *page) lowerBottom(y float64) {
	if y < p.h-footer {
		p.bottom = max(p.bottom, y)
	}
}

// measure decodes and measures a text that a page shows; m is a match of textShown.
func (f *font) measure(m []string, size, pageH float64, element int) text {
	t := text{x: parseFloat(m[1]), y: pageH - parseFloat(m[2]), size: size, bold: f.bold, element: element}
	for _, c := range []byte(escaped.ReplaceAllString(m[3], "$1")) {
		t.text += string(f.runes[c])
		t.w += f.widths[c] / 1000 * size
	}
	for ; strings.HasSuffix(t.text, " "); t.text = t.text[:len(t.text)-1] {
		t.w -= f.widths[' '] / 1000 * size
	}
	return t
}

// addText adds a text to the page. It joins it to the text before if it continues that text in another font.
func (p *page) addText(t text) {
	if t.text == "" {
		return
	}
	p.lowerBottom(t.y)
	if n := len(p.texts); n > 0 {
		if last := &p.texts[n-1]; last.y == t.y && last.size == t.size && last.element == t.element && abs(last.x+last.w-t.x) < 0.02 {
			last.text += t.text
			last.w += t.w
			return
		}
	}
	p.texts = append(p.texts, t)
}

func abs(v float64) float64 { return max(v, -v) }
