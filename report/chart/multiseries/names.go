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

// The sizes of names, in points. As in IBCS, the name of a series is beside it, not in a legend. The names of grouped
// columns are beside the first group, or above the plot if there is no room; those of members are right of the last
// stack.
const (
	headNameH = 12.0
	nameLine  = 12.5
	sideGap   = 9.0 // the space between the last stack and the names
)

// headName is the name of a series with its fill, in a row above the plot or left of it.
type headName struct {
	x    float64
	text string
	fill filling
	st   typeface.Style
}

// seriesStyle is the style of a series' name: that of the actual is bold.
func (l *seriesLayout) seriesStyle(series int) typeface.Style {
	if l.c.Series[series].Look == report.LookAC {
		return layout.NameStyle
	}
	return layout.AxisStyle
}

// headNames returns the names above the plot or left of it: those of grouped columns, and that of the forecast if
// single points are hatched.
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

// nameGroups places the head names: left of the plot if they fit there, otherwise in rows above it. w is the chart's
// width.
func (l *seriesLayout) nameGroups(w float64) {
	widest, names := 0.0, l.headNames()
	for _, n := range names {
		widest = math.Max(widest, n.st.Width(n.text)+layout.SwatchW+11)
	}
	if l.c.Form == report.Grouped && widest <= math.Min(timeseries.MaxNames, w*0.25) && float64(len(names))*nameLine <= l.plotHeight {
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

// drawGutter writes the names of the series that are placed left of the first group.
func (p *seriesPlot) drawGutter() {
	y := math.Max(p.y0-nameLine*float64(len(p.gutter)), p.plot.Y)
	for _, n := range p.gutter {
		p.TextRight(p.plot.X-11-layout.SwatchW, y+7, n.st, n.text)
		drawSwatch(p.Canvas, n.fill, p.plot.X-7-layout.SwatchW, y)
		y += nameLine
	}
}

// sideName is the name of a series right of the plot.
type sideName struct {
	series int
	lines  []string
	st     typeface.Style
	at, y  float64 // the y of the middle of the part or line, and of the name
}

func (n *sideName) leading() float64 { return n.st.Size * 1.2 }

// height is the height of the name in points. A name of several lines has space around it.
func (n *sideName) height() float64 {
	const apart = 2
	if lines := float64(len(n.lines)); lines > 1 {
		return n.leading()*lines + apart
	}
	return n.leading()
}

// nameParts places the names right of the plot, the topmost first. It wraps them into as many lines as there is room
// for. If there are too many names, the smallest series have none. w is the chart's width.
func (l *seriesLayout) nameParts(w float64) {
	most := math.Min(math.Max(w*0.36, 48), 130) - sideGap
	room := l.plotHeight + timeseries.AxisH
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

// sideNames wraps each name into at most lines lines of width w, and returns the height of all names.
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

// byHeight sorts the names of lines by their last values, the highest first.
func (l *seriesLayout) byHeight() {
	end := func(n sideName) float64 { return l.part(n.series, max(l.last(n.series), 0)) }
	slices.SortStableFunc(l.names, func(a, b sideName) int { return cmp.Compare(end(b), end(a)) })
}

// endLabel is the last value of a series, to follow its name. It is "" if that value is a forecast in a series of
// actuals, which is written at its point instead.
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

// last is the last category in which a series has a value, -1 for none.
func (l *seriesLayout) last(series int) int {
	return timeseries.LastKnown(l.c.Series[series].Points)
}

// lastStack is the last category in which any series has a value, -1 for none.
func (l *seriesLayout) lastStack() int {
	most := -1
	for s := range l.c.Series {
		most = max(most, l.last(s))
	}
	return most
}

// drawSide writes the names right of the plot, at the heights of their series in the last category. Names that would
// overlap are moved apart, and a thin line connects a moved name. If a part cannot be seen in the last category, its
// name has a sample of its fill.
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

// namesBelowAxis reports whether the names right of the plot are so many that they continue below the axis.
func (p *seriesPlot) namesBelowAxis() bool { return p.sideHeight() > p.plotHeight+timeseries.LabelH+3 }

// placeSide returns the names with their y. last is the category in which the series are compared.
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

// moveApart returns the middles of items, from the top down, such that none overlaps another. They are as near as
// possible to wishes and between top and bottom. If the items are too high for that, they extend above top.
func moveApart(wishes, heights []float64, top, bottom float64) []float64 {
	type cluster struct{ sum, n float64 }
	var clusters []cluster
	total := 0.0
	for i, wish := range wishes {
		clusters = append(clusters, cluster{wish - heights[i]/2 - total, 1}) // the start of the first item, if this one is at its wish
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
