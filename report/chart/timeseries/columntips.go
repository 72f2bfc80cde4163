package timeseries

import (
	"math"

	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// maxHidden is the length, in points, by which another column may exceed an actual without making its label ambiguous.
const maxHidden = 1.5

// roomInside returns the style in which all actuals can be written inside their columns. It returns false if one does
// not fit, or if no label needs to be inside.
func (p *timePlot) roomInside() (typeface.Style, bool) {
	needed := false
	st := layout.ValueStyle
	for i := range p.ends {
		if p.ends[i].Forecast {
			continue
		}
		v, ok := layout.ValueAt(p.ends, i)
		_, ac, _, w := p.columnsX(i)
		if st = FitInside(st, p.ends[i].Label, w); !ok || !p.fits(i, v, st, w) {
			return st, false
		}
		top, bottom := p.columnEnds(ac, ac+w)
		needed = needed || p.isCovered(v, top, bottom)
	}
	return st, needed
}

// isCovered reports whether other columns, from top to bottom, exceed the end of the actual v.
func (p *timePlot) isCovered(v, top, bottom float64) bool {
	end := p.y0 - v*p.unit
	if v < 0 {
		return bottom-end > maxHidden
	}
	return end-top > maxHidden
}

// FitInside is the style, or a smaller one if the text is wider than a column of width w.
func FitInside(st typeface.Style, text string, w float64) typeface.Style {
	if st.Width(text) > w-1.5 {
		return st.At(math.Min(st.Size, 6.5))
	}
	return st
}

// fits reports whether the label of category i has room inside its column of value v, w wide.
func (p *timePlot) fits(i int, v float64, st typeface.Style, w float64) bool {
	return st.Width(p.ends[i].Label) <= w-1.5 && p.depth(i, v) >= st.Size+3
}

// drawInside writes a value inside the end of its column. Behind a label on a hatched fill it draws a white box.
func (p *timePlot) drawInside(i int, v float64, st typeface.Style) {
	_, ac, _, w := p.columnsX(i)
	text, y := p.ends[i].Label, Baseline(p.y0-v*p.unit, v, st, -1)
	switch {
	case p.ends[i].Forecast:
		half := math.Min(st.Width(text)/2+1.2, w/2-0.7)
		p.Rect(ac+w/2-half, y-st.Size*0.78, 2*half, st.Size*0.92, typeface.White)
	case !p.isOpen(i):
		st.Color = typeface.White
	}
	p.TextCenter(ac+w/2, y, st, text)
}

// drawAtTip writes a value whose column is in front of a taller one: inside the column or, if that is too small, beyond
// its end where no outline is. It returns false if there is no room.
func (p *timePlot) drawAtTip(i int, v float64, st typeface.Style, text string, taken *layout.Labels) bool {
	_, ac, pl, w := p.columnsX(i)
	end := p.y0 - v*p.unit
	if small := FitInside(st, text, w); i < len(p.ends) && p.fits(i, v, small, w) {
		p.drawInside(i, v, small)
		return true
	}
	half := st.Width(text) / 2
	y := Baseline(end, v, st, 1)
	for _, mid := range []float64{ac + w/2, pl + w/2, pl - 1 - half} {
		b := canvas.BoxAt(mid-half-0.8, y-st.Size*0.8, 2*half+1.6, st.Size)
		if b.X >= p.x0 && b.Right() <= p.right && p.isClear(b) && taken.Claim(b) {
			p.TextCenter(mid, y, st, text)
			return true
		}
	}
	return false
}

// Baseline is the baseline of a text beyond the end of a column (side 1) or inside it (side −1). end is the y of the
// end, v the column's value.
func Baseline(end, v float64, st typeface.Style, side float64) float64 {
	const gap = 2.5
	if v < 0 {
		side = -side
	}
	if side > 0 {
		return end - gap
	}
	return end + gap + st.Size*0.72
}

// isClear reports whether a text in the box is legible: no outline, no actual and no end of a column crosses it. A
// solid column of last year may be behind it.
func (p *timePlot) isClear(b canvas.Box) bool {
	const edge = 0.8
	first := int((b.X - p.x0) / p.slot)
	for i := max(first-1, 0); i < min(first+int(b.W/p.slot)+3, p.n); i++ {
		py, ac, pl, w := p.columnsX(i)
		if v, ok := layout.ValueAt(p.c.PY, i); ok && b.Overlaps(canvas.BoxAt(py, p.y0-v*p.unit, w, edge)) {
			return false
		}
		if v, ok := layout.ValueAt(p.ends, i); ok && b.Overlaps(p.column(ac, w, v)) {
			return false
		}
		v, ok := layout.ValueAt(p.c.PL, i)
		if !ok {
			continue
		}
		c := p.column(pl, w, v)
		for _, line := range []canvas.Box{canvas.BoxAt(c.X, c.Y, edge, c.H), canvas.BoxAt(c.Right()-edge, c.Y, edge, c.H), canvas.BoxAt(c.X, c.Y, c.W, edge), canvas.BoxAt(c.X, c.Bottom()-edge, c.W, edge)} {
			if b.Overlaps(line) {
				return false
			}
		}
	}
	return true
}

// column is the box of the column of value v at x, w wide.
func (p *timePlot) column(x, w, v float64) canvas.Box {
	end := p.y0 - v*p.unit
	return canvas.BoxAt(x, math.Min(end, p.y0), w, math.Abs(end-p.y0))
}
