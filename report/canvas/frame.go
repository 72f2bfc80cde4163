package canvas

// Lengths are points; y grows downwards from the page's top edge.
const (
	MarginX      = 42.5 // 15 mm
	MarginTop    = 40.0
	marginBottom = 46.0 // includes the footer
)

// Frame is a document's paper.
type Frame struct{ PageW, PageH float64 }

// FrameOf is the frame of A4 or Letter paper, upright or landscape.
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

// Height is the page's height.
func (f Frame) Height() float64 { return f.PageH }

// ContentW is the width between the margins.
func (f Frame) ContentW() float64 { return f.PageW - 2*MarginX }

// Right is the x of the right margin.
func (f Frame) Right() float64 { return f.PageW - MarginX }

// ContentBottom is the y at which content ends, above the footer.
func (f Frame) ContentBottom() float64 { return f.PageH - marginBottom }
