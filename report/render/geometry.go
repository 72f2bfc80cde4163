package render

import "math"

// The page is A4 portrait; lengths are points, y grows downwards from the top edge.
const (
	pageW, pageH  = 595.28, 841.89
	marginX       = 42.5 // 15 mm
	marginTop     = 40.0
	marginBottom  = 46.0 // above it ends the content, in it stands the footer
	contentW      = pageW - 2*marginX
	contentBottom = pageH - marginBottom
)

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
