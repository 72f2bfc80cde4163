// Package typeface measures the fonts of documents: which characters they contain, how wide a text is, and where lines
// break. Lengths are in points. It draws nothing.
package typeface

// Style is the face, size in points and colour of a text.
type Style struct {
	Face  *Face
	Size  float64
	Color Color
}

// NewStyle makes a style. size is in points.
func NewStyle(f *Face, size float64, c Color) Style { return Style{f, size, c} }

// In returns the style in another colour.
func (st Style) In(c Color) Style { st.Color = c; return st }

// Strong returns the style in bold.
func (st Style) Strong() Style { st.Face = Bold; return st }

// At returns the style in another size.
func (st Style) At(size float64) Style { st.Size = size; return st }

// Width measures a line of text in points.
func (st Style) Width(s string) float64 { return Ems(st.Face, Clean(s)) * st.Size }
