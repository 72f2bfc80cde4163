package canvas

// Box is a rectangle on the page.
type Box struct{ X, Y, W, H float64 }

// BoxAt is a box by its upper left corner, width and height.
func BoxAt(x, y, w, h float64) Box { return Box{x, y, w, h} }

// Right is where the box ends at the right.
func (b Box) Right() float64 { return b.X + b.W }

// Bottom is where it ends below.
func (b Box) Bottom() float64 { return b.Y + b.H }

// Overlaps reports whether two boxes share ground.
func (b Box) Overlaps(o Box) bool {
	return b.X < o.Right() && o.X < b.Right() && b.Y < o.Bottom() && o.Y < b.Bottom()
}

// Point is a place on the page.
type Point struct{ X, Y float64 }

// Pt is the point at x and y.
func Pt(x, y float64) Point { return Point{x, y} }
