// Package typeface measures the fonts of documents: which characters they contain, how wide a text is, where a line
// breaks. Lengths are in points. It draws nothing.
package typeface

// Style is how text is set: face, size in points, colour.
type Style struct {
	Face  *Face
	Size  float64
	Color Color
}

// Set is a style by its face, size in points and colour.
func Set(f *Face, size float64, c Color) Style { return Style{f, size, c} }

// In returns the style in another colour.
func (st Style) In(c Color) Style { st.Color = c; return st }

// Strong returns the style in bold.
func (st Style) Strong() Style { st.Face = Bold; return st }

// At returns the style in another size.
func (st Style) At(size float64) Style { st.Size = size; return st }

// Width measures a line of text in points.
func (st Style) Width(s string) float64 { return Ems(st.Face, Clean(s)) * st.Size }
