package layout

import "math"

// Drawable returns *v; false if v is nil or cannot be drawn: not a number, or too large.
func Drawable(v *float64) (float64, bool) {
	const tooLarge = 1e300 // keeps differences and sums finite
	if v == nil || math.IsNaN(*v) || math.Abs(*v) > tooLarge {
		return 0, false
	}
	return *v, true
}

// Extent is a range of values, such as that of an axis. The zero Extent contains only zero.
type Extent struct{ Low, High float64 }

// NewExtent is the extent from low to high.
func NewExtent(low, high float64) Extent { return Extent{low, high} }

// Include widens the extent so that it contains v.
func (e *Extent) Include(v float64) {
	e.Low, e.High = math.Min(e.Low, v), math.Max(e.High, v)
}

// IncludeExtent widens the extent so that it contains o.
func (e *Extent) IncludeExtent(o Extent) { e.Include(o.Low); e.Include(o.High) }

// Span is High − Low, or 1 if the extent is empty.
func (e Extent) Span() float64 {
	if e.High > e.Low {
		return e.High - e.Low
	}
	return 1
}
