package render

import (
	"math"

	"bilan/report"
)

// Lengths are points; y grows downwards from the page's top edge.
const (
	marginX      = 42.5 // 15 mm
	marginTop    = 40.0
	marginBottom = 46.0 // above it ends the content, in it stands the footer
)

// frame is a document's paper.
type frame struct{ pageW, pageH float64 }

// frameOf is A4 or Letter, upright or not.
func frameOf(p report.Paper) frame {
	f := frame{595.28, 841.89}
	if p.Letter {
		f = frame{612, 792}
	}
	if p.Landscape {
		f.pageW, f.pageH = f.pageH, f.pageW
	}
	return f
}

// contentW is the width between the margins.
func (f frame) contentW() float64 { return f.pageW - 2*marginX }

// right is where content ends at the right.
func (f frame) right() float64 { return f.pageW - marginX }

// contentBottom is where content ends, above the footer.
func (f frame) contentBottom() float64 { return f.pageH - marginBottom }

// room is where a block stands: the width it has, the height of a page's content, and what is repeated on top of a
// page on which it goes on.
type room struct {
	w, tall float64
	title   string // "Détail des affaires (suite)"
	carried string // names the totals of the pages before
}

// box is a rectangle on the page.
type box struct{ x, y, w, h float64 }

func (b box) right() float64  { return b.x + b.w }
func (b box) bottom() float64 { return b.y + b.h }

// overlaps tells whether two boxes share ground.
func (b box) overlaps(o box) bool {
	return b.x < o.right() && o.x < b.right() && b.y < o.bottom() && o.y < b.bottom()
}

// number reads a value that may be absent or that no paper can show.
func number(v *float64) (float64, bool) {
	const tooLarge = 1e300 // differences and sums must stay finite
	if v == nil || math.IsNaN(*v) || math.Abs(*v) > tooLarge {
		return 0, false
	}
	return *v, true
}

// extent is the range of values that an axis shows. The zero extent holds zero.
type extent struct{ low, high float64 }

// hold widens the extent to v.
func (e *extent) hold(v float64) {
	e.low, e.high = math.Min(e.low, v), math.Max(e.high, v)
}

// join widens the extent to another one.
func (e *extent) join(o extent) { e.hold(o.low); e.hold(o.high) }

// span is the extent's length, 1 for an empty one.
func (e extent) span() float64 {
	if e.high > e.low {
		return e.high - e.low
	}
	return 1
}
