package layout

import "math"

// Number reads a value that may be absent or that no paper can show.
func Number(v *float64) (float64, bool) {
	const tooLarge = 1e300 // differences and sums must stay finite
	if v == nil || math.IsNaN(*v) || math.Abs(*v) > tooLarge {
		return 0, false
	}
	return *v, true
}

// Extent is the range of values that an axis shows. The zero extent contains zero.
type Extent struct{ Low, High float64 }

// Between is the extent from low to high.
func Between(low, high float64) Extent { return Extent{low, high} }

// Hold widens the extent to v.
func (e *Extent) Hold(v float64) {
	e.Low, e.High = math.Min(e.Low, v), math.Max(e.High, v)
}

// Join widens the extent to another one.
func (e *Extent) Join(o Extent) { e.Hold(o.Low); e.Hold(o.High) }

// Span is the extent's length, 1 for an empty one.
func (e Extent) Span() float64 {
	if e.High > e.Low {
		return e.High - e.Low
	}
	return 1
}
