package render

import (
	"math"

	"bilan/report"
)

// scenarios are the names of what a time chart shows, in the order in which they stand beside it.
func scenarios(c *report.TimeChart) []scenarioName {
	var names []scenarioName
	add := func(points []report.Point, n scenarioName) {
		if len(points) > 0 && n.text != "" {
			names = append(names, n)
		}
	}
	add(c.AC, scenarioName{c.Words.AC, drawACSwatch, nameStyle})
	add(c.FC, scenarioName{c.Words.FC, drawFCSwatch, axisStyle})
	add(c.PL, scenarioName{c.Words.PL, drawPLSwatch, axisStyle})
	add(c.PY, scenarioName{c.Words.PY, drawPYSwatch, axisStyle})
	return names
}

// scenarioName is a scenario as the reader calls it, with its fill.
type scenarioName struct {
	text   string
	swatch func(k *ink, x, y float64)
	st     style
}

const swatchW, swatchH = 5.0, 8.0

func drawACSwatch(k *ink, x, y float64) { k.rect(x, y, swatchW, swatchH, actual) }
func drawPYSwatch(k *ink, x, y float64) { k.rect(x, y, swatchW, swatchH, lastYear) }
func drawPLSwatch(k *ink, x, y float64) { k.outline(x, y, swatchW, swatchH, 0.8, ink900) }
func drawFCSwatch(k *ink, x, y float64) { k.hatch(box{x, y, swatchW, swatchH}, actual) }

// namesWidth is the gutter left of the columns.
func namesWidth(c *report.TimeChart) float64 {
	w := 0.0
	for _, n := range scenarios(c) {
		w = math.Max(w, n.st.width(n.text)+swatchW+4)
	}
	for _, t := range tiersOf(c) {
		w = math.Max(w, nameStyle.width(t.name+" ×100"))
	}
	if w == 0 {
		return 0
	}
	return math.Min(w+7, maxNames)
}

// drawNames writes the scenarios beside the first column, instead of a legend.
func (p *timePlot) drawNames() {
	names := scenarios(p.c)
	y := p.y0 - 12.5*float64(len(names))
	if p.zoom != 1 {
		p.textRight(p.x0-7, y-5, nameStyle, mark(p.zoom))
	}
	for _, n := range names {
		text := ellipsis(n.st, n.text, p.names-swatchW-11)
		x := p.x0 - 7
		p.textRight(x-swatchW-4, y+7, n.st, text)
		n.swatch(p.ink, x-swatchW, y)
		y += 12.5
	}
}

// drawCategories writes what stands under the axis, every so many when not all have room, and the groups under them.
func drawCategories(k *ink, c *report.TimeChart, at box, slot float64, n int) {
	st, wide := axisStyle, 0.0
	for _, text := range c.Categories {
		wide = math.Max(wide, math.Min(st.width(text), 80))
	}
	if wide > slot-2 && wide*0.88 <= slot-2 {
		st, wide = st.at(6.6), wide*0.88
	}
	k.inOrder(func() { nameCategories(k, c, at, slot, n, stride(wide, slot), st) })
	drawGroups(k, c, at.x, slot, n, at.y+axisH)
}

// nameCategories writes every step-th category from the last one back: the last one is the one to know.
func nameCategories(k *ink, c *report.TimeChart, at box, slot float64, n, step int, st style) {
	var taken labels
	for i := n - 1; i >= 0; i -= step {
		if i >= len(c.Categories) {
			continue
		}
		text := ellipsis(st, c.Categories[i], math.Max(slot*float64(step)-2, 8))
		half := st.width(text) / 2
		x := math.Max(math.Min(at.x+slot*(float64(i)+0.5), at.right()-half), at.x+half)
		if taken.claim(box{x - half - 1, at.y, 2*half + 2, 10}) {
			k.textCenter(x, at.y+9, st, text)
		}
	}
}

// drawGroups writes the second row, the year or quarter, under what it covers. A name may reach a little beyond that; it is
// left out where it would meet another one.
func drawGroups(k *ink, c *report.TimeChart, x0, slot float64, n int, y float64) {
	const beyond = 6.0
	var taken labels
	for g, group := range c.Groups {
		end := n
		if g+1 < len(c.Groups) {
			end = c.Groups[g+1].First
		}
		if group.First < 0 || group.First >= n || end <= group.First {
			continue
		}
		from, to := x0+slot*float64(group.First), x0+slot*float64(min(end, n))
		k.line(from+1.5, y, to-1.5, y, 0.5, lastYear)
		st := axisStyle.in(ink600)
		w := st.width(group.Label)
		if w <= to-from+2*beyond && taken.claim(box{(from+to-w)/2 - 2, y, w + 4, 10}) {
			k.textCenter((from+to)/2, y+8.5, st, group.Label)
		}
	}
}
