package layout

import (
	"bilan/report/canvas"
	"bilan/report/typeface"
)

// The styles that several kinds of blocks set their texts in.
var (
	ValueStyle   = typeface.Set(typeface.Regular, 7.5, Ink900)
	AxisStyle    = typeface.Set(typeface.Regular, 7.5, Ink900)
	NameStyle    = typeface.Set(typeface.Bold, 7.5, Ink900)
	SparkStyle   = typeface.Set(typeface.Regular, 7, Ink600)
	SmallStyle   = typeface.Set(typeface.Regular, 7.5, Ink600)
	SectionStyle = typeface.Set(typeface.Bold, 11.5, Ink900)
	NoteStyle    = typeface.Set(typeface.Regular, 8, Ink600)
	CellStyle    = typeface.Set(typeface.Regular, 8.5, Ink900)
	HeaderStyle  = typeface.Set(typeface.Bold, 8, Ink600)
)

// Distances in points, and the distance of lines of a table in sizes of its type.
const (
	BlockGap     = 9.0
	ColumnGap    = 10.0
	LeadFactor   = 1.25
	TrustLeading = 9.5
)

// DrawLines prints lines below y as one element and returns the last baseline.
func DrawLines(k canvas.Canvas, role string, lines []string, x, y, leading float64, st typeface.Style) float64 {
	k.Tagged(role, func() {
		for _, l := range lines {
			y += leading
			k.Text(x, y, st, l)
		}
	})
	return y
}
