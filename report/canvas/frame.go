package canvas

// Lengths are points; y grows downwards from the page's top edge.
const (
	MarginX      = 42.5 // 15 mm
	MarginTop    = 40.0
	marginBottom = 46.0 // the content ends above it, and it contains the footer
)

// Frame is a document's paper.
type Frame struct{ PageW, PageH float64 }

// FrameOf is A4 or Letter, upright or not.
func FrameOf(letter, landscape bool) Frame {
	f := Frame{595.28, 841.89}
	if letter {
		f = Frame{612, 792}
	}
	if landscape {
		f.PageW, f.PageH = f.PageH, f.PageW
	}
	return f
}

// Height is the page's.
func (f Frame) Height() float64 { return f.PageH }

// ContentW is the width between the margins.
func (f Frame) ContentW() float64 { return f.PageW - 2*MarginX }

// Right is where content ends at the right.
func (f Frame) Right() float64 { return f.PageW - MarginX }

// ContentBottom is where content ends, above the footer.
func (f Frame) ContentBottom() float64 { return f.PageH - marginBottom }
