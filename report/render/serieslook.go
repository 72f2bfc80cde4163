package render

import (
	"math"
	"slices"

	"bilan/report"
)

// The shades of parts from the axis up, and of all others. Neighbours differ by more than 12 % of lightness, so that
// they can be told in grey print; none lies where neither white nor dark type can be read.
var (
	partShades  = [5]color{{0x30, 0x30, 0x30}, {0x53, 0x53, 0x53}, {0x75, 0x75, 0x75}, {0x98, 0x98, 0x98}, {0xbc, 0xbc, 0xbc}}
	otherShade  = color{0xe0, 0xe0, 0xe0}
	nobodyShade = color{0xf8, 0xf8, 0xf8} // with an edge
	twoYearsAgo = color{0xcf, 0xcf, 0xcf} // PPY
)

// filling is how a series is filled. IBCS UNIFY: the fill tells the scenario; parts of a whole have shades.
type filling struct {
	look  report.Look
	shade color
}

// fillingsOf gives each series its fill. Parts take shades that are as far apart as their number
// allows; of more than there are shades, those that look the same are no neighbours.
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
		fills[i] = filling{all[i].Look, actual}
		switch look := all[i].Look; {
		case look == report.LookPY:
			fills[i].shade = lastYear
		case look == report.LookPPY:
			fills[i].shade = twoYearsAgo
		case look == report.LookPL:
			fills[i].shade = white
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

// isPart tells a member of a whole. What has no look known here is drawn as one.
func isPart(l report.Look) bool {
	switch l {
	case report.LookAC, report.LookPY, report.LookPPY, report.LookPL, report.LookFC, report.LookOthers, report.LookNobody:
		return false
	}
	return true
}

// isShare tells what sums to the whole: a member, all others, or what matches none.
func isShare(l report.Look) bool {
	return isPart(l) || l == report.LookOthers || l == report.LookNobody
}

// edge is what lines on the fill, and around it, are drawn in.
func (f filling) edge() color {
	if f.look == report.LookNobody {
		return ink600
	}
	return f.shade
}

// typeOn is the colour of type on the fill, with a contrast of at least 4.5:1.
func (f filling) typeOn() color {
	if f.shade[0] <= partShades[2][0] && f.look != report.LookPL {
		return white
	}
	return ink900
}

// depth orders the fills of a group of columns from the back to the front: the actual stands before its forecast, and
// both before what they are held against.
func (f filling) depth() int {
	switch f.look {
	case report.LookAC:
		return 2
	case report.LookFC:
		return 1
	}
	return 0
}

// fillAs draws a column or a part of one. What holds a forecast is hatched, an actual that will still grow is light with
// a dark edge.
func (k *ink) fillAs(f filling, b box, at report.Point) {
	if b.h < 0 {
		b.y, b.h = b.y+b.h, -b.h
	}
	switch {
	case f.look == report.LookPL:
		k.outline(b.x, b.y, b.w, b.h, math.Min(0.8, b.w/3), ink900)
	case f.look == report.LookFC || at.Forecast:
		k.hatch(b, f.edge())
	case f.look == report.LookNobody:
		k.edged(b.x, b.y, b.w, b.h, math.Min(0.5, b.w/3), f.edge(), f.shade)
	case f.look == report.LookAC && at.Open:
		k.edged(b.x, b.y, b.w, b.h, 0.8, actual, openTint)
	default:
		k.rect(b.x, b.y, b.w, b.h, f.shade)
	}
}

// swatch draws a sample of the fill beside a series' name.
func (k *ink) swatch(f filling, x, y float64) {
	k.fillAs(f, box{x, y, swatchW, swatchH}, report.Point{})
}
