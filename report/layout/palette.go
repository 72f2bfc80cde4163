package layout

import (
	"strconv"

	"bilan/report"
	"bilan/report/typeface"
)

// The palette. As in IBCS, fills and greys show the scenario, and colours show only the business effect. Colours of
// text have a contrast of at least 4.5:1 on white, and differ in grey print.
var (
	Ink900      = typeface.Color{0x1f, 0x1f, 0x1f} // text
	Ink600      = typeface.Color{0x5f, 0x5f, 0x5f} // secondary text
	Actual      = typeface.Color{0x40, 0x40, 0x40} // AC
	LastYear    = typeface.Color{0xa6, 0xa6, 0xa6} // PY
	TwoYearsAgo = typeface.Color{0xcf, 0xcf, 0xcf} // PPY
	OpenTint    = typeface.Color{0xc6, 0xc6, 0xc6} // AC in a period that is not finished
	Hairline    = typeface.Color{0xd4, 0xd4, 0xd4}
	Shade       = typeface.Color{0xf1, 0xf1, 0xf1} // the banner
	goodText    = typeface.Color{0x2e, 0x7d, 0x1e}
	badText     = typeface.Color{0xc4, 0x1e, 0x12}
	GoodFill    = typeface.Color{0x6a, 0xa8, 0x1f}
	BadFill     = typeface.Color{0xd3, 0x2a, 0x1c}
	AtRisk      = typeface.Color{0x9a, 0x5b, 0x00}
)

// ToneColor is the colour of a text with this tone.
func ToneColor(t report.Tone) typeface.Color {
	switch t {
	case report.Good:
		return goodText
	case report.Bad:
		return badText
	case report.Warn:
		return AtRisk
	case report.Muted:
		return Ink600
	}
	return Ink900
}

// BarColor is the colour of a variance bar with this tone: brighter than that of a text, and grey for Neutral and
// Muted.
func BarColor(t report.Tone) typeface.Color {
	switch t {
	case report.Good:
		return GoodFill
	case report.Bad:
		return BadFill
	case report.Warn:
		return AtRisk
	}
	return LastYear
}

// HexColor reads #rrggbb. Any other text gives the colour of actuals.
func HexColor(s string) typeface.Color {
	if len(s) != 7 || s[0] != '#' {
		return Actual
	}
	v, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return Actual
	}
	return typeface.Color{uint8(v >> 16), uint8(v >> 8), uint8(v)}
}
