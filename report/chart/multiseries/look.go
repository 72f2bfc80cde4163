package multiseries

import (
	"math"
	"slices"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// The shades of members from the axis up, of all others, and of unassigned rows. Neighbours differ by more than 12 % of
// lightness, so that they can be distinguished in grey print. White or dark type is readable on each.
var (
	partShades  = [5]typeface.Color{{0x30, 0x30, 0x30}, {0x53, 0x53, 0x53}, {0x75, 0x75, 0x75}, {0x98, 0x98, 0x98}, {0xbc, 0xbc, 0xbc}}
	otherShade  = typeface.Color{0xe0, 0xe0, 0xe0}
	nobodyShade = typeface.Color{0xf8, 0xf8, 0xf8} // drawn with an edge
)

// filling is the fill of a series. As in IBCS UNIFY, it shows the scenario; members have shades.
type filling struct {
	look  report.Look
	shade typeface.Color
}

// fillingsOf returns the fill of each series. The shades of members are as different as their number allows. If there
// are more members than shades, neighbours still have different ones.
func fillingsOf(all []report.Series) []filling {
	parts, place, shades := 0, 0, partShades[:]
	for i := range all {
		if isPart(all[i].Look) {
			parts++
		}
	}
	if others := func(s report.Series) bool { return s.Look == report.LookOthers }; parts > len(shades) && !slices.ContainsFunc(all, others) {
		shades = append(slices.Clone(shades), otherShade)
	}
	fills := make([]filling, len(all))
	for i := range all {
		fills[i] = filling{all[i].Look, layout.Actual}
		switch look := all[i].Look; {
		case look == report.LookPY:
			fills[i].shade = layout.LastYear
		case look == report.LookPPY:
			fills[i].shade = layout.TwoYearsAgo
		case look == report.LookPL:
			fills[i].shade = typeface.White
		case look == report.LookOthers:
			fills[i].shade = otherShade
		case look == report.LookNobody:
			fills[i].shade = nobodyShade
		case isPart(look):
			fills[i].shade = shades[place*max(len(shades)/parts, 1)%len(shades)]
			place++
		}
	}
	return fills
}

// isPart reports whether a look is that of a member. An unknown look counts as one.
func isPart(l report.Look) bool {
	switch l {
	case report.LookAC, report.LookPY, report.LookPPY, report.LookPL, report.LookFC, report.LookOthers, report.LookNobody:
		return false
	}
	return true
}

// isShare reports whether a look is that of a part of the total: a member, all others, or rows that match no member.
func isShare(l report.Look) bool {
	return isPart(l) || l == report.LookOthers || l == report.LookNobody
}

// edge is the colour of the lines of a hatched fill and of its edge.
func (f filling) edge() typeface.Color {
	if f.look == report.LookNobody {
		return layout.Ink600
	}
	return f.shade
}

// textColor is the colour of text on the fill, with a contrast of at least 4.5:1.
func (f filling) textColor() typeface.Color {
	if f.shade[0] <= partShades[2][0] && f.look != report.LookPL {
		return typeface.White
	}
	return layout.Ink900
}

// drawOrder is the place of a column in its group, from the back: 0 for references, 1 for the forecast, 2 for the
// actual.
func (f filling) drawOrder() int {
	switch f.look {
	case report.LookAC:
		return 2
	case report.LookFC:
		return 1
	}
	return 0
}

// drawFilled draws a column, or a part of a stacked one. A column with a forecast is hatched. An actual of an open
// period is light with a dark edge.
func drawFilled(k canvas.Canvas, f filling, b canvas.Box, at report.Point) {
	if b.H < 0 {
		b.Y, b.H = b.Y+b.H, -b.H
	}
	switch {
	case f.look == report.LookPL:
		k.Outline(b.X, b.Y, b.W, b.H, math.Min(0.8, b.W/3), layout.Ink900)
	case f.look == report.LookFC || at.Forecast:
		k.Hatch(b, f.edge())
	case f.look == report.LookNobody:
		k.RectWithEdge(b.X, b.Y, b.W, b.H, math.Min(0.5, b.W/3), f.edge(), f.shade)
	case f.look == report.LookAC && at.Open:
		k.RectWithEdge(b.X, b.Y, b.W, b.H, 0.8, layout.Actual, layout.OpenTint)
	default:
		k.Rect(b.X, b.Y, b.W, b.H, f.shade)
	}
}

// drawSwatch draws a sample of the fill beside a series' name.
func drawSwatch(k canvas.Canvas, f filling, x, y float64) {
	drawFilled(k, f, canvas.BoxAt(x, y, layout.SwatchW, layout.SwatchH), report.Point{})
}
