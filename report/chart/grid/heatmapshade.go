package grid

import (
	"math"

	"bilan/report"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// heatDark is the darkest shade of a heat map: a grey blue that prints as grey. Dark text has a contrast of 4.5:1 on
// it, so that all numbers can have one colour.
var heatDark = typeface.Color{0x6c, 0x8b, 0xab}

// heatColor is the background of a cell: between white and heatDark, or white and the colour of its business effect.
func heatColor(c *report.HeatCell) typeface.Color {
	share, ok := layout.Drawable(&c.Shade)
	if !ok || share <= 0 {
		return typeface.White
	}
	share = math.Min(share, 1)
	switch c.Tone {
	case report.Good:
		return layout.GoodFill.Tint(share)
	case report.Bad:
		return layout.BadFill.Tint(share * 0.7)
	case report.Warn:
		return layout.AtRisk.Tint(share * 0.6)
	case report.Muted:
		return typeface.White
	}
	return heatDark.Tint(share)
}
