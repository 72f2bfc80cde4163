package pdf

import (
	"math"
	"strconv"

	"codeberg.org/go-pdf/fpdf"

	"bilan/report/canvas"
	"bilan/report/typeface"
)

// Canvas draws on the current page. Coordinates are points from the top left corner; the y of a text is its baseline.
// It writes colours, line widths and fonts only when they change. Not for several goroutines.
type Canvas struct {
	canvas.Frame              // size of the page in drawing coordinates
	paper        canvas.Frame // size of the printed page
	scale        float64      // from drawing coordinates to printed ones
	pdf          *fpdf.Fpdf
	fonts        map[*codepage]bool
	font         *codepage
	size         float64
	fill         typeface.Color
	stroke       typeface.Color
	width        float64
	fresh        bool   // the graphics state of the page is unknown
	op           []byte // buffer for the operator being written
	codes        []byte // buffer for the text being written
	links        []link
	tags         *tags
	archive      bool
	state        int  // marked content that is open: unmarked, artifact or content
	began        bool // the open element has text
	holding      bool // texts wait for SortTexts
	held         []heldText
}

func newCanvas(pdf *fpdf.Fpdf, f canvas.Frame) *Canvas {
	return &Canvas{Frame: f, paper: f, scale: 1, pdf: pdf, fonts: map[*codepage]bool{}, fresh: true, tags: newTags()}
}

// resetState forgets the graphics state, because another page begins.
func (k *Canvas) resetState() { k.fresh = true; k.font = nil }

func (k *Canvas) initState() {
	if k.fresh {
		k.fresh = false
		k.fill, k.stroke, k.width = typeface.Color{}, typeface.Color{}, 0.5
		k.pdf.RawWriteStr("0 g 0 G 0.5 w")
	}
}

func (k *Canvas) setFill(c typeface.Color) {
	k.initState()
	if c != k.fill {
		k.fill = c
		k.writeColor(c, "g", "rg")
	}
}

func (k *Canvas) setStroke(c typeface.Color, width float64) {
	k.initState()
	if c != k.stroke {
		k.stroke = c
		k.writeColor(c, "G", "RG")
	}
	if width != k.width {
		k.width = width
		k.op = append(appendLength(k.op[:0], width), " w"...)
		k.pdf.RawWriteStr(string(k.op))
	}
}

// writeColor sets a colour with one operator for greys and another for all other colours. fpdf writes the same, more
// slowly.
func (k *Canvas) writeColor(c typeface.Color, grey, other string) {
	part := func(b []byte, v uint8) []byte { return append(strconv.AppendFloat(b, float64(v)/255, 'f', 3, 64), ' ') }
	b := part(k.op[:0], c[0])
	if c[0] == c[1] && c[1] == c[2] {
		k.op = append(b, grey...)
	} else {
		k.op = append(part(part(b, c[1]), c[2]), other...)
	}
	k.pdf.RawWriteStr(string(k.op))
}

func (k *Canvas) setFont(p *codepage, size float64) {
	if !k.fonts[p] {
		k.fonts[p] = true
		def, file := p.def, p.file
		if k.archive {
			def, file = p.symbolic().def, p.symbolic().file
		}
		k.pdf.AddFontFromBytes(p.family, "", def, file)
	}
	if p != k.font || size != k.size {
		k.font, k.size = p, size
		k.pdf.SetFont(p.family, "", size)
	}
}

// Text prints one line from x on and returns where it ends.
func (k *Canvas) Text(x, baseline float64, st typeface.Style, s string) float64 {
	if !(math.Abs(x) < 1e6 && math.Abs(baseline) < 1e6) {
		return x // outside of every page, or not a number
	}
	if k.holding {
		return k.holdText(x, baseline, st, s)
	}
	k.beginArtifact()
	k.setFill(st.Color)
	if k.state == content {
		k.separate(x, baseline, st)
	}
	k.codes = shape(st.Face, typeface.Clean(s), k.codes, func(sp span) {
		k.setFont(sp.page, st.Size)
		k.showText(x, baseline, sp.codes)
		x += sp.width * st.Size
	})
	return x
}

// separate writes a space between two texts of one element, such as the lines of a paragraph, because programs that
// extract texts join them.
func (k *Canvas) separate(x, baseline float64, st typeface.Style) {
	if k.began {
		k.setFont(codepageOf(st.Face, 0), st.Size)
		k.showText(x, baseline, oneSpace)
	}
	k.began = true
}

var oneSpace = []byte{' '}

// showText writes the same operator as fpdf's Text. fpdf's formatting took a fifth of the time for a document.
func (k *Canvas) showText(x, baseline float64, codes []byte) {
	b := append(k.op[:0], "BT "...)
	b = appendLength(b, x)
	b = append(b, ' ')
	b = appendLength(b, k.paper.PageH-baseline)
	b = append(b, " Td ("...)
	for _, c := range codes {
		if c == '(' || c == ')' || c == '\\' {
			b = append(b, '\\')
		}
		b = append(b, c)
	}
	k.op = append(b, ") Tj ET"...)
	k.pdf.RawWriteStr(string(k.op))
}

// appendLength writes a length in hundredths of a point.
func appendLength(b []byte, v float64) []byte {
	n := int64(math.Round(v * 100))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/100, 10)
	if n %= 100; n != 0 {
		b = append(b, '.', byte('0'+n/10))
		if n%10 != 0 {
			b = append(b, byte('0'+n%10))
		}
	}
	return b
}

// TextRight prints one line that ends at x.
func (k *Canvas) TextRight(x, baseline float64, st typeface.Style, s string) {
	k.Text(x-st.Width(s), baseline, st, s)
}

// TextCenter prints one line around x.
func (k *Canvas) TextCenter(x, baseline float64, st typeface.Style, s string) {
	k.Text(x-st.Width(s)/2, baseline, st, s)
}
