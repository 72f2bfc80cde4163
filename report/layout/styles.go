package layout

import (
	"bilan/report/canvas"
	"bilan/report/typeface"
)

// The styles of texts in several kinds of blocks.
var (
	ValueStyle   = typeface.NewStyle(typeface.Regular, 7.5, Ink900)
	AxisStyle    = typeface.NewStyle(typeface.Regular, 7.5, Ink900)
	NameStyle    = typeface.NewStyle(typeface.Bold, 7.5, Ink900)
	SparkStyle   = typeface.NewStyle(typeface.Regular, 7, Ink600)
	SmallStyle   = typeface.NewStyle(typeface.Regular, 7.5, Ink600)
	SectionStyle = typeface.NewStyle(typeface.Bold, 11.5, Ink900)
	NoteStyle    = typeface.NewStyle(typeface.Regular, 8, Ink600)
	CellStyle    = typeface.NewStyle(typeface.Regular, 8.5, Ink900)
	HeaderStyle  = typeface.NewStyle(typeface.Bold, 8, Ink600)
)

// Distances in points. LeadFactor is a multiple of the font size: the distance between the baselines of a table.
const (
	BlockGap     = 9.0
	ColumnGap    = 10.0
	LeadFactor   = 1.25
	SmallLeading = 9.5
)

// DrawLines prints lines as one element with this role and returns the last baseline. The first baseline is y +
// leading.
func DrawLines(k canvas.Canvas, role string, lines []string, x, y, leading float64, st typeface.Style) float64 {
	k.TagAs(role, func() {
		for _, l := range lines {
			y += leading
			k.Text(x, y, st, l)
		}
	})
	return y
}
