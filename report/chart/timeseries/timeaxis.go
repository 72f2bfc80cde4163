package timeseries

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// scenarios returns the names of the scenarios in a chart, in the order in which they are written beside it.
func scenarios(c *report.TimeChart) []scenarioName {
	var names []scenarioName
	add := func(points []report.Point, n scenarioName) {
		if len(points) > 0 && n.text != "" {
			names = append(names, n)
		}
	}
	add(c.AC, scenarioName{c.Words.AC, layout.DrawACSwatch, layout.NameStyle})
	add(c.FC, scenarioName{c.Words.FC, layout.DrawFCSwatch, layout.AxisStyle})
	add(c.PL, scenarioName{c.Words.PL, layout.DrawPLSwatch, layout.AxisStyle})
	add(c.PY, scenarioName{c.Words.PY, layout.DrawPYSwatch, layout.AxisStyle})
	return names
}

// scenarioName is the name of a scenario in the reader's language, with its fill.
type scenarioName struct {
	text   string
	swatch func(k canvas.Canvas, x, y float64)
	st     typeface.Style
}

// namesWidth is the width left of the columns, for the names of scenarios and tiers.
func namesWidth(c *report.TimeChart) float64 {
	w := 0.0
	for _, n := range scenarios(c) {
		w = math.Max(w, n.st.Width(n.text)+layout.SwatchW+4)
	}
	for _, t := range tiersOf(c, PlotH) {
		w = math.Max(w, layout.NameStyle.Width(t.name+" ×100"))
	}
	if w == 0 {
		return 0
	}
	return math.Min(w+7, MaxNames)
}

// drawNames writes the names of the scenarios left of the first column.
func (p *timePlot) drawNames() {
	names := scenarios(p.c)
	y := math.Max(p.y0-12.5*float64(len(names)), p.top+tiersHeight(p.c, p.plot)+2)
	if p.zoom != 1 {
		p.TextRight(p.x0-7, y-5, layout.NameStyle, layout.FactorMark(p.zoom))
	}
	for _, n := range names {
		text := typeface.Ellipsis(n.st, n.text, p.names-layout.SwatchW-11)
		x := p.x0 - 7
		p.TextRight(x-layout.SwatchW-4, y+7, n.st, text)
		n.swatch(p.Canvas, x-layout.SwatchW, y)
		y += 12.5
	}
}

// DrawCategories writes the labels of n categories below the axis, every second or third one if there is no room for
// all, and the groups below them.
func DrawCategories(k canvas.Canvas, c *report.TimeChart, at canvas.Box, slot float64, n int) {
	st, wide := layout.AxisStyle, 0.0
	for _, text := range c.Categories {
		wide = math.Max(wide, math.Min(st.Width(text), 80))
	}
	if wide > slot-2 && wide*0.88 <= slot-2 {
		st, wide = st.At(6.6), wide*0.88
	}
	k.SortTexts(func() { nameCategories(k, c, at, slot, n, layout.SlotsPerLabel(wide, slot), st) })
	drawGroups(k, c, at.X, slot, n, at.Y+AxisH)
}

// nameCategories writes every step-th label, counted backwards from the last category, which always has its label.
func nameCategories(k canvas.Canvas, c *report.TimeChart, at canvas.Box, slot float64, n, step int, st typeface.Style) {
	var taken layout.Labels
	for i := n - 1; i >= 0; i -= step {
		if i >= len(c.Categories) {
			continue
		}
		text := typeface.Ellipsis(st, c.Categories[i], math.Max(slot*float64(step)-2, 8))
		half := st.Width(text) / 2
		x := math.Max(math.Min(at.X+slot*(float64(i)+0.5), at.Right()-half), at.X+half)
		if taken.Claim(canvas.BoxAt(x-half-1, at.Y, 2*half+2, 10)) {
			k.TextCenter(x, at.Y+9, st, text)
		}
	}
}

// drawGroups writes the second row of labels, such as years, below their categories. A label may be a little wider than
// its categories. It is omitted if it would overlap another one.
func drawGroups(k canvas.Canvas, c *report.TimeChart, x0, slot float64, n int, y float64) {
	const beyond = 6.0
	var taken layout.Labels
	for g, group := range c.Groups {
		end := n
		if g+1 < len(c.Groups) {
			end = c.Groups[g+1].First
		}
		if group.First < 0 || group.First >= n || end <= group.First {
			continue
		}
		from, to := x0+slot*float64(group.First), x0+slot*float64(min(end, n))
		k.Line(from+1.5, y, to-1.5, y, 0.5, layout.LastYear)
		st := layout.AxisStyle.In(layout.Ink600)
		w := st.Width(group.Label)
		if w <= to-from+2*beyond && taken.Claim(canvas.BoxAt((from+to-w)/2-2, y, w+4, 10)) {
			k.TextCenter((from+to)/2, y+8.5, st, group.Label)
		}
	}
}
