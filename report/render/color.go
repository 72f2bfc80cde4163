package render

import (
	"strconv"

	"bilan/report"
)

// color is red, green and blue. There is no transparency: tints are mixed with white.
type color [3]uint8

// The palette. IBCS: the scenario is told by fill and tone, colour is kept for the business effect. The
// colours that stand in text have a contrast of at least 4.5:1 on white, and differ in grey print.
var (
	white    = color{255, 255, 255}
	ink900   = color{0x1f, 0x1f, 0x1f} // text
	ink600   = color{0x5f, 0x5f, 0x5f} // secondary text
	actual   = color{0x40, 0x40, 0x40} // AC
	lastYear = color{0xa6, 0xa6, 0xa6} // PY
	openTint = color{0xc6, 0xc6, 0xc6} // AC of a period that is not finished
	hairline = color{0xd4, 0xd4, 0xd4}
	shade    = color{0xf1, 0xf1, 0xf1} // the banner
	good     = color{0x2e, 0x7d, 0x1e}
	bad      = color{0xc4, 0x1e, 0x12}
	goodFill = color{0x6a, 0xa8, 0x1f}
	badFill  = color{0xd3, 0x2a, 0x1c}
	atRisk   = color{0x9a, 0x5b, 0x00}
)

// toneColor is the colour of a business effect.
func toneColor(t report.Tone) color {
	switch t {
	case report.Good:
		return good
	case report.Bad:
		return bad
	case report.Warn:
		return atRisk
	case report.Muted:
		return ink600
	}
	return ink900
}

// barColor is the colour of a variance bar, brighter than text can be: neutral ones are grey.
func barColor(t report.Tone) color {
	switch t {
	case report.Good:
		return goodFill
	case report.Bad:
		return badFill
	case report.Warn:
		return atRisk
	}
	return lastYear
}

// tint mixes the colour with white: 0 is white, 1 the colour.
func (c color) tint(share float64) color {
	for i, v := range c {
		c[i] = uint8(255 - (255-float64(v))*share + 0.5)
	}
	return c
}

// hexColor reads #rrggbb; anything else is the colour of actuals.
func hexColor(s string) color {
	if len(s) != 7 || s[0] != '#' {
		return actual
	}
	v, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return actual
	}
	return color{uint8(v >> 16), uint8(v >> 8), uint8(v)}
}
