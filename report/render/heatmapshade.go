package render

import (
	"math"

	"bilan/report"
)

// heatDark is the darkest shade of a heat map: a grey blue that prints as a dark grey.
var heatDark = color{0x2b, 0x47, 0x66}

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
		return badFill.tint(share)
	case report.Warn:
		return atRisk.tint(share * 0.6)
	case report.Muted:
		return white
	}
	return heatDark.tint(share)
}

// legible is the least contrast of a text on its ground after WCAG 2, level AA.
const legible = 4.5

// readable is the ink for text on a ground: the text's own where it can be read, else white, else black, which can.
func readable(ground color) color {
	for _, c := range []color{ink900, white} {
		if contrast(c, ground) >= legible {
			return c
		}
	}
	return color{}
}

// luminance is a colour's brightness after WCAG 2.
func luminance(c color) float64 {
	l := 0.0
	for i, share := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(c[i]) / 255
		if v <= 0.03928 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		l += share * v
	}
	return l
}

// contrast is the ratio of two colours' brightness after WCAG 2, from 1 to 21.
func contrast(a, b color) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}
