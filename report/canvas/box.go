package canvas

// Box is a rectangle on the page.
type Box struct{ X, Y, W, H float64 }

// BoxAt is the box with upper left corner (x, y), width w and height h.
func BoxAt(x, y, w, h float64) Box { return Box{x, y, w, h} }

// Right is the x of the box's right edge.
func (b Box) Right() float64 { return b.X + b.W }

// Bottom is the y of the box's lower edge.
func (b Box) Bottom() float64 { return b.Y + b.H }

// Overlaps reports whether two boxes have a common area. Boxes that only touch do not overlap.
func (b Box) Overlaps(o Box) bool {
	return b.X < o.Right() && o.X < b.Right() && b.Y < o.Bottom() && o.Y < b.Bottom()
}

// Point is a place on the page.
type Point struct{ X, Y float64 }

// Pt is the point at x and y.
func Pt(x, y float64) Point { return Point{x, y} }
