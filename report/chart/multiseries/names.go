package multiseries

import (
	"cmp"
	"math"
	"slices"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/chart/timeseries"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// IBCS: the name of a series is beside it, never in a legend's box. Columns side by side have their names beside the
// first group, or above the plot if that is too narrow; parts have them to the right of the last stack.

const (
	headNameH = 12.0
	nameLine  = 12.5
	sideGap   = 9.0 // from the last stack to the names
)

// headName is a name with its fill, in a row above the plot or in the gutter beside it.
type headName struct {
	x    float64
	text string
	fill filling
	st   typeface.Style
}

// seriesStyle sets the actual off, as in every chart.
func (l *seriesLayout) seriesStyle(series int) typeface.Style {
	if l.c.Series[series].Look == report.LookAC {
		return layout.NameStyle
	}
	return layout.AxisStyle
}

// headNames are the names before the plot: of columns side by side, and the meaning of hatched points.
func (l *seriesLayout) headNames() (names []headName) {
	told := l.c.Words.FC == ""
	for i, s := range l.c.Series {
		told = told || s.Look == report.LookFC || l.c.Form == report.Lines
		if l.c.Form == report.Grouped && s.Name != "" {
			names = append(names, headName{text: s.Name, fill: l.fills[i], st: l.seriesStyle(i)})
		}
	}
	for i := 0; i < l.n && !told; i++ {
		if told = l.forecastAt(i); told {
			names = append(names, headName{text: l.c.Words.FC, fill: filling{report.LookFC, layout.Actual}, st: layout.AxisStyle})
		}
	}
	return names
}

// nameGroups finds room for the names before the plot.
func (l *seriesLayout) nameGroups(w float64) {
	widest, names := 0.0, l.headNames()
	for _, n := range names {
		widest = math.Max(widest, n.st.Width(n.text)+layout.SwatchW+11)
	}
	if l.c.Form == report.Grouped && widest <= math.Min(timeseries.MaxNames, w*0.25) && float64(len(names))*nameLine <= l.tall {
		l.left, l.gutter = widest, names
		return
	}
	x := 0.0
	for _, n := range names {
		n.text = typeface.Ellipsis(n.st, n.text, w-layout.SwatchW-3)
		nameW := layout.SwatchW + 3 + n.st.Width(n.text)
		if len(l.head) == 0 || x+nameW > w {
			l.head, x = append(l.head, nil), 0
		}
		n.x = x
		row := &l.head[len(l.head)-1]
		*row = append(*row, n)
		x += nameW + 10
	}
}

func (p *seriesPlot) drawHead() {
	for r, row := range p.head {
		y := p.at.Y + float64(r)*headNameH
		for _, n := range row {
			drawSwatch(p.Canvas, n.fill, p.at.X+n.x, y)
			p.Text(p.at.X+n.x+layout.SwatchW+3, y+7, n.st, n.text)
		}
	}
}

// drawGutter writes the names beside the first group, as in every other column chart.
func (p *seriesPlot) drawGutter() {
	y := math.Max(p.y0-nameLine*float64(len(p.gutter)), p.plot.Y)
	for _, n := range p.gutter {
		p.TextRight(p.plot.X-11-layout.SwatchW, y+7, n.st, n.text)
		drawSwatch(p.Canvas, n.fill, p.plot.X-7-layout.SwatchW, y)
		y += nameLine
	}
}

// sideName is the name of a part at the right of the plot.
type sideName struct {
	series int
	lines  []string
	st     typeface.Style
	at, y  float64 // the middle of what it names, and its own
}

func (n *sideName) leading() float64 { return n.st.Size * 1.2 }

// height is the height of the name; a name of several lines has space around it.
func (n *sideName) height() float64 {
	const apart = 2
	if lines := float64(len(n.lines)); lines > 1 {
		return n.leading()*lines + apart
	}
	return n.leading()
}

// nameParts finds room for the names at the right, the topmost first. They wrap as far as all have room; of too many
// the smallest go without.
func (l *seriesLayout) nameParts(w float64) {
	most := math.Min(math.Max(w*0.36, 48), 130) - sideGap
	room := l.tall + timeseries.AxisH
	for _, try := range []struct {
		lines int
		size  float64
	}{{3, 7.5}, {2, 7.5}, {1, 7.5}, {1, 6.5}} {
		if l.sideNames(most, try.lines, try.size) <= room {
			break
		}
	}
	for l.sideHeight() > room {
		l.dropSmallest()
	}
	for i := range l.names {
		for _, line := range l.names[i].lines {
			l.right = math.Max(l.right, l.names[i].st.Width(line)+sideGap)
		}
	}
}

// sideNames sets the names in at most the given number of lines and returns their height.
func (l *seriesLayout) sideNames(w float64, lines int, size float64) float64 {
	l.names = nil
	for i := len(l.c.Series) - 1; i >= 0; i-- {
		text := l.c.Series[i].Name
		if l.printsAxis() {
			text += l.endLabel(i)
		}
		st := l.seriesStyle(i).At(size)
		if text != "" {
			l.names = append(l.names, sideName{series: i, lines: typeface.Wrap(st, text, w, lines), st: st})
		}
	}
	if l.c.Form == report.Lines {
		l.byHeight()
	}
	return l.sideHeight()
}

// byHeight orders the names of lines by where they end.
func (l *seriesLayout) byHeight() {
	end := func(n sideName) float64 { return l.part(n.series, max(l.last(n.series), 0)) }
	slices.SortStableFunc(l.names, func(a, b sideName) int { return cmp.Compare(end(b), end(a)) })
}

// endLabel is the value beside an area's name. A forecast must not look like an actual: it is written at its point.
func (l *seriesLayout) endLabel(series int) string {
	last := l.last(series)
	if last < 0 {
		return ""
	}
	at := l.c.Series[series].Points[last]
	if at.Label == "" || at.Forecast && l.c.Series[series].Look == report.LookAC {
		return ""
	}
	return " " + at.Label
}

func (l *seriesLayout) sideHeight() (h float64) {
	for i := range l.names {
		h += l.names[i].height()
	}
	return h
}

func (l *seriesLayout) dropSmallest() {
	least, at := math.Inf(1), 0
	for i, n := range l.names {
		if v := l.part(n.series, l.last(n.series)); v < least {
			least, at = v, i
		}
	}
	l.names = append(l.names[:at], l.names[at+1:]...)
}

// last is the last category at which a series has a value, -1 for none.
func (l *seriesLayout) last(series int) int {
	return timeseries.LastKnown(l.c.Series[series].Points)
}

// lastStack is the last category that has any value.
func (l *seriesLayout) lastStack() int {
	most := -1
	for s := range l.c.Series {
		most = max(most, l.last(s))
	}
	return most
}

// drawSide writes the names of parts at the height at which they end, moved apart so that none overlaps another. A thin
// line leads to those that had to move; a part that cannot be seen in the last category has a sample of its fill.
func (p *seriesPlot) drawSide() {
	last := p.lastStack()
	if p.c.Form == report.Grouped || last < 0 {
		return
	}
	names := p.placeSide(last)
	x := p.plot.X + p.width() + sideGap
	edge := p.middle(last) + p.stackW()/2
	if p.printsAxis() {
		x, edge = p.middle(p.n-1)+sideGap, p.middle(last)
	}
	for _, n := range names {
		switch {
		case p.c.Form != report.Lines && (last < p.n-1 || p.part(n.series, last)*p.unit < 1.5):
			drawSwatch(p.Canvas, p.fills[n.series], x-layout.SwatchW-2, n.y-layout.SwatchH/2)
		case math.Abs(n.y-n.at) > 2:
			p.Line(edge+1, n.at, x-2, n.y, 0.5, layout.LastYear)
		}
		for i, line := range n.lines {
			middle := n.y + n.leading()*(float64(i)-float64(len(n.lines)-1)/2)
			p.Text(x, middle+n.st.Size*0.35, n.st, line)
		}
		p.taken.Claim(canvas.BoxAt(x-sideGap+1, n.y-n.height()/2, p.right, n.height()))
	}
}

// namesBelowAxis reports whether there are so many names that they extend beside the axis' labels.
func (p *seriesPlot) namesBelowAxis() bool { return p.sideHeight() > p.tall+timeseries.LabelH+3 }

// placeSide sets the heights of the names, beside the plot and no lower than the axis' labels.
func (p *seriesPlot) placeSide(last int) []sideName {
	names := append([]sideName(nil), p.names...)
	wishes, heights := make([]float64, len(names)), make([]float64, len(names))
	for i := range names {
		below := 0.0
		for s := range names[i].series {
			below += p.part(s, last)
		}
		names[i].at = p.y0 - (below+p.part(names[i].series, last)/2)*p.unit
		if p.signed {
			names[i].at = p.y0 - p.part(names[i].series, max(p.last(names[i].series), 0))*p.unit
		}
		wishes[i], heights[i] = names[i].at, names[i].height()
	}
	bottom := math.Min(p.y0, p.plot.Bottom()) + 3
	if p.namesBelowAxis() {
		bottom = math.Min(p.y0, p.plot.Bottom()) + timeseries.AxisH
	}
	for i, y := range moveApart(wishes, heights, p.plot.Y-timeseries.LabelH, bottom) {
		names[i].y = y
	}
	return names
}

// moveApart moves things of the given heights apart, as little as possible from where their middles would like to be, from
// the top down and within the limits; too many reach above the upper one.
func moveApart(wishes, heights []float64, top, bottom float64) []float64 {
	type cluster struct{ sum, n float64 }
	var clusters []cluster
	total := 0.0
	for i, wish := range wishes {
		clusters = append(clusters, cluster{wish - heights[i]/2 - total, 1}) // where all would begin if this were alone
		total += heights[i]
		for k := len(clusters) - 1; k > 0 && clusters[k].sum/clusters[k].n < clusters[k-1].sum/clusters[k-1].n; k-- {
			clusters[k-1].sum += clusters[k].sum
			clusters[k-1].n += clusters[k].n
			clusters = clusters[:k]
		}
	}
	middles, offset := make([]float64, 0, len(wishes)), 0.0
	for _, c := range clusters {
		start := math.Min(math.Max(c.sum/c.n, top), bottom-total)
		for range int(c.n) {
			h := heights[len(middles)]
			middles = append(middles, start+offset+h/2)
			offset += h
		}
	}
	return middles
}
