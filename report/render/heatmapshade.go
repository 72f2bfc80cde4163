package render

import (
	"math"

	"bilan/report"
)

// heatDark is the darkest shade of a heat map: a grey blue that prints as a grey. It is as dark as a ground can be on which
// dark text has a contrast of 4.5:1, so that all numbers stand in one ink.
var heatDark = color{0x6c, 0x8b, 0xab}

// heatColor is a cell's ground: from white to the dark shade, or to the colour of its business effect.
func heatColor(c *report.HeatCell) color {
	share, ok := number(&c.Shade)
	if !ok || share <= 0 {
		return white
	}
	share = math.Min(share, 1)
	switch c.Tone {
	case report.Good:
		return goodFill.tint(share)
	case report.Bad:
		return badFill.tint(share * 0.7)
	case report.Warn:
		return atRisk.tint(share * 0.6)
	case report.Muted:
		return white
	}
	return heatDark.tint(share)
}
