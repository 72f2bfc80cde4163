package timeseries

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// The heights of variance tiers, in points. As in IBCS EXPRESS, variances are in tiers above the columns: absolute ones
// as bars, percentages as pins. Their axis is drawn like the reference.
const (
	tierBarH = 24.0 // the room for the longest pin or bar
	tierMost = 36.0 // the room for bars that need more on the scale of the columns
	tierGap  = 6.0
)

// tier is one row of variances over the categories.
type tier struct {
	points []report.Point
	name   string
	pins   bool
	layout.Extent
	room   float64 // the room for the longest bars on both sides of the axis
	factor float64 // the factor between the columns' scale and the tier
	unit   float64 // points per value
}

// tiersOf lists the chart's tiers from the top down.
func tiersOf(c *report.TimeChart, plot float64) []tier {
	var ts []tier
	if len(c.DeltaPLPct) > 0 {
		ts = append(ts, tier{points: c.DeltaPLPct, name: c.Words.DeltaPLPct, pins: true, Extent: pinExtent(c.DeltaPLPct), room: tierBarH})
	}
	if len(c.DeltaPL) > 0 {
		e := layout.ExtentOf(c.DeltaPL)
		ts = append(ts, tier{points: c.DeltaPL, name: c.Words.DeltaPL, Extent: e, room: tierRoom(c, e, plot)})
	}
	return ts
}

// tierRoom is the height of the absolute variances on the scale of their chart alone, within limits. The scale of a
// page is never larger, so they fit there too.
func tierRoom(c *report.TimeChart, deltas layout.Extent, plot float64) float64 {
	e := layout.ExtentOf(scenariosOf(c)...)
	if m, ok := layout.Drawable(&c.Max); ok && e.Low >= 0 {
		e.Include(math.Abs(m))
	}
	if len(c.Ticks) > 0 { // lines
		e = LineExtent(c)
	}
	if deltas == (layout.Extent{}) || e.High <= e.Low {
		return tierBarH
	}
	long := deltas.Span() * plotHeight(c, plot) / e.Span()
	return math.Max(long*math.Min(layout.VisibleFactor(deltas, long/deltas.Span(), tierMost), 1), tierBarH)
}

// height is the height of the tier: its bars, and the labels on each side that has bars.
func (t tier) height() float64 {
	h := t.room + tierGap + LabelH
	if t.Low < 0 {
		h += LabelH
	}
	return h
}

func tiersHeight(c *report.TimeChart, plot float64) float64 {
	h := 0.0
	for _, t := range tiersOf(c, plot) {
		h += t.height()
	}
	return h
}

// pinExtent is the extent of pins. Pins that are much longer than the typical one are outside; they are cut with a
// mark.
func pinExtent(points []report.Point) (e layout.Extent) {
	const outlier = 6 // multiple of the typical length
	sum, n := 0.0, 0.0
	full := layout.ExtentOf(points)
	for i := range points {
		if v, ok := layout.Drawable(points[i].Value); ok && v != 0 {
			sum += math.Sqrt(math.Abs(v))
			n++
		}
	}
	if n == 0 {
		return full
	}
	limit := outlier * (sum / n) * (sum / n)
	return layout.NewExtent(math.Max(full.Low, -limit), math.Min(full.High, limit))
}

func (p *timePlot) drawTiers() {
	y := p.top
	for _, t := range tiersOf(p.c, p.plot) {
		t.fit(p.Sheet, p.unit/p.zoom)
		zero := y + LabelH + math.Max(t.High, 0)*t.unit
		p.drawTier(t, zero)
		y += t.height()
	}
}

// fit sets the tier's scale: that of the columns, or a round multiple of it if the bars would be too small or too
// large. columns is points per value.
func (t *tier) fit(s *layout.Sheet, columns float64) {
	if t.pins {
		t.factor, t.unit = 1, tierBarH/t.Span()
		return
	}
	t.factor = s.SharedFactor(layout.VisibleFactor(t.Extent, columns, t.room))
	t.unit = math.Min(columns*t.factor, t.room/t.Span())
}

func (p *timePlot) drawTier(t tier, zero float64) {
	name := t.name
	if t.factor != 1 {
		name += " " + layout.FactorMark(t.factor)
	}
	p.TextRight(p.x0-7, zero+2.6, layout.NameStyle, typeface.Ellipsis(layout.NameStyle, name, p.names-7))
	for i := range t.points {
		p.drawVariance(t, i, zero)
	}
	p.Line(p.x0, zero-0.9, p.x0+p.width(), zero-0.9, 0.5, layout.Ink900)
	p.Line(p.x0, zero+0.9, p.x0+p.width(), zero+0.9, 0.5, layout.Ink900)
	p.SortTexts(func() { p.labelTier(t, zero) })
}

// drawVariance draws the bar or pin of category i in the colour of its business effect.
func (p *timePlot) drawVariance(t tier, i int, zero float64) {
	v, ok := layout.ValueAt(t.points, i)
	if !ok {
		return
	}
	_, ac, _, w := p.columnsX(i)
	x, c := ac+w/2, layout.BarColor(t.points[i].Tone)
	end := zero - math.Min(math.Max(v, t.Low), t.High)*t.unit
	if !t.pins {
		switch {
		case t.points[i].Forecast:
			p.Hatch(canvas.BoxAt(ac, math.Min(zero, end), w, math.Abs(end-zero)), c)
		case t.points[i].Open:
			p.RectWithEdge(ac, zero, w, end-zero, 0.8, c, c.Tint(0.35))
		default:
			p.Rect(ac, zero, w, end-zero, c)
		}
		return
	}
	p.Rect(x-0.9, zero, 1.8, end-zero, c)
	head := math.Min(5, w)
	switch {
	case v > t.High || v < t.Low: // the pin is cut, so its head is an arrow
		tip := head * 0.9
		if v < 0 {
			tip = -tip
		}
		p.Polygon(layout.Ink900, canvas.Pt(x-head/2, end), canvas.Pt(x+head/2, end), canvas.Pt(x, end-tip))
	case t.points[i].Open || t.points[i].Forecast:
		p.Outline(x-head/2, end-head/2, head, head, 0.8, layout.Ink900)
	default:
		p.Rect(x-head/2, end-head/2, head, head, layout.Ink900)
	}
}

// labelTier writes the variances beyond the ends of their bars, as many as have room.
func (p *timePlot) labelTier(t tier, zero float64) {
	st, wide := layout.ValueStyle, 0.0
	for i := range t.points {
		wide = math.Max(wide, st.Width(t.points[i].Label))
	}
	if wide > p.slot-1 {
		st, wide = st.At(6.5), wide*6.5/7.5
	}
	var taken layout.Labels
	value := func(i int) (float64, bool) { return layout.ValueAt(t.points, i) }
	for rank, i := range layout.LabelOrder(len(t.points), layout.SlotsPerLabel(wide, p.slot), value) {
		v, ok := value(i)
		text := layout.LabelAt(t.points, i)
		if !ok || text == "" {
			continue
		}
		_, ac, _, w := p.columnsX(i)
		x, half, text := p.fitLabel(ac+w/2, st, text)
		own := p.tierReach(t, i, i, v < 0)
		reach := p.tierReach(t, int((x-half-p.x0)/p.slot), int((x+half-p.x0)/p.slot), v < 0)
		baseline := zero - reach - 2.5
		if v < 0 {
			baseline = zero + reach + 2.5 + st.Size*0.72
		}
		if reach-own > 6 && rank >= layout.RequiredLabels {
			continue
		}
		if taken.Claim(canvas.BoxAt(x-half-0.8, baseline-st.Size, 2*half+1.6, st.Size*1.1)) {
			p.TextCenter(x, baseline, st, text)
		}
	}
}

// tierReach is the largest distance from the tier's axis, in points, of the bars of categories first to last on one
// side.
func (p *timePlot) tierReach(t tier, first, last int, below bool) float64 {
	far := 0.9
	for i := max(first, 0); i <= min(last, len(t.points)-1); i++ {
		v, ok := layout.ValueAt(t.points, i)
		if !ok || v < 0 != below {
			continue
		}
		reach := math.Abs(math.Min(math.Max(v, t.Low), t.High)) * t.unit
		if t.pins {
			reach += 2.5
		}
		far = math.Max(far, reach)
	}
	return far
}

// drawMagnified writes the explanation of the chart's factors at the bottom of its box.
func (p *timePlot) drawMagnified(b canvas.Box, room float64) {
	deltas := 1.0
	for _, t := range tiersOf(p.c, p.plot) {
		if t.fit(p.Sheet, p.unit/p.zoom); t.factor != 1 {
			deltas = t.factor
		}
	}
	layout.DrawNote(p.Canvas, canvas.BoxAt(b.X, b.Bottom()-room, b.W, room), layout.FactorsNote(p.c.Words, p.zoom, deltas))
}
