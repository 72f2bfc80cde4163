package render

import (
	"math"

	"bilan/report"
)

// IBCS EXPRESS: variances stand in tiers of their own above the columns, absolute ones as bars, relative ones
// as pins; the axis is drawn as the reference that they are measured from.

const (
	tierBarH = 24.0 // room for the longest pin or bar
	tierMost = 36.0 // the same, where bars on the columns' scale are longer
	tierGap  = 6.0
)

// tier is one row of variances over the categories.
type tier struct {
	points []report.Point
	name   string
	pins   bool
	extent
	room   float64 // for the longest bar and the one on the other side
	factor float64 // how much larger than the columns' scale
	unit   float64 // points per value
}

// tiersOf lists the chart's tiers from the top down.
func tiersOf(c *report.TimeChart) []tier {
	var ts []tier
	if len(c.DeltaPLPct) > 0 {
		ts = append(ts, tier{points: c.DeltaPLPct, name: c.Words.DeltaPLPct, pins: true, extent: pinExtent(c.DeltaPLPct), room: tierBarH})
	}
	if len(c.DeltaPL) > 0 {
		e := extentOf(c.DeltaPL)
		ts = append(ts, tier{points: c.DeltaPL, name: c.Words.DeltaPL, extent: e, room: tierRoom(c, e)})
	}
	return ts
}

// tierRoom is what variances need on the scale that their chart would have alone. On its page it has at most that.
func tierRoom(c *report.TimeChart, deltas extent) float64 {
	e := extentOf(scenariosOf(c)...)
	if m, ok := number(&c.Max); ok && e.low >= 0 {
		e.hold(math.Abs(m))
	}
	if len(c.Ticks) > 0 { // lines
		e = lineExtent(c)
	}
	if deltas == (extent{}) || e.high <= e.low {
		return tierBarH
	}
	long := deltas.span() * tallOf(c) / e.span()
	return math.Max(long*math.Min(visible(deltas, long/deltas.span(), tierMost), 1), tierBarH)
}

// height is what the tier takes: its bars, and a label on each side that has any.
func (t tier) height() float64 {
	h := t.room + tierGap + labelH
	if t.low < 0 {
		h += labelH
	}
	return h
}

func tiersHeight(c *report.TimeChart) float64 {
	h := 0.0
	for _, t := range tiersOf(c) {
		h += t.height()
	}
	return h
}

// pinExtent is the range of pins; a few that are very much longer than the others are cut, with a mark.
func pinExtent(points []report.Point) (e extent) {
	const outlier = 6 // times the typical length
	sum, n := 0.0, 0.0
	full := extentOf(points)
	for i := range points {
		if v, ok := number(points[i].Value); ok && v != 0 {
			sum += math.Sqrt(math.Abs(v))
			n++
		}
	}
	if n == 0 {
		return full
	}
	limit := outlier * (sum / n) * (sum / n)
	return extent{math.Max(full.low, -limit), math.Min(full.high, limit)}
}

func (p *timePlot) drawTiers() {
	y := p.top
	for _, t := range tiersOf(p.c) {
		t.fit(p.sheet, p.unit/p.zoom)
		zero := y + labelH + math.Max(t.high, 0)*t.unit
		p.drawTier(t, zero)
		y += t.height()
	}
}

// fit sets the tier's scale: the columns' own when the bars can be seen on it, else a round multiple of it.
func (t *tier) fit(s *sheet, columns float64) {
	if t.pins {
		t.factor, t.unit = 1, tierBarH/t.span()
		return
	}
	t.factor = s.shared(visible(t.extent, columns, t.room))
	t.unit = math.Min(columns*t.factor, t.room/t.span())
}

func (p *timePlot) drawTier(t tier, zero float64) {
	name := t.name
	if t.factor != 1 {
		name += " " + mark(t.factor)
	}
	p.textRight(p.x0-7, zero+2.6, nameStyle, ellipsis(nameStyle, name, p.names-7))
	for i := range t.points {
		p.drawVariance(t, i, zero)
	}
	p.line(p.x0, zero-0.9, p.x0+p.width(), zero-0.9, 0.5, ink900)
	p.line(p.x0, zero+0.9, p.x0+p.width(), zero+0.9, 0.5, ink900)
	p.inOrder(func() { p.labelTier(t, zero) })
}

// drawVariance draws one bar or pin, coloured by its effect on the business.
func (p *timePlot) drawVariance(t tier, i int, zero float64) {
	v, ok := valueAt(t.points, i)
	if !ok {
		return
	}
	_, ac, _, w := p.bars(i)
	x, c := ac+w/2, barColor(t.points[i].Tone)
	end := zero - math.Min(math.Max(v, t.low), t.high)*t.unit
	if !t.pins {
		switch {
		case t.points[i].Forecast:
			p.hatch(box{ac, math.Min(zero, end), w, math.Abs(end - zero)}, c)
		case t.points[i].Open:
			p.edged(ac, zero, w, end-zero, 0.8, c, c.tint(0.35))
		default:
			p.rect(ac, zero, w, end-zero, c)
		}
		return
	}
	p.rect(x-0.9, zero, 1.8, end-zero, c)
	head := math.Min(5, w)
	switch {
	case v > t.high || v < t.low: // cut: the head points on
		tip := head * 0.9
		if v < 0 {
			tip = -tip
		}
		p.polygon(ink900, pt(x-head/2, end), pt(x+head/2, end), pt(x, end-tip))
	case t.points[i].Open || t.points[i].Forecast:
		p.outline(x-head/2, end-head/2, head, head, 0.8, ink900)
	default:
		p.rect(x-head/2, end-head/2, head, head, ink900)
	}
}

// labelTier writes the variances beyond their bars, as many as have room.
func (p *timePlot) labelTier(t tier, zero float64) {
	st, wide := valueStyle, 0.0
	for i := range t.points {
		wide = math.Max(wide, st.width(t.points[i].Label))
	}
	if wide > p.slot-1 {
		st, wide = st.at(6.5), wide*6.5/7.5
	}
	var taken labels
	value := func(i int) (float64, bool) { return valueAt(t.points, i) }
	for rank, i := range priority(len(t.points), stride(wide, p.slot), value) {
		v, ok := value(i)
		text := labelAt(t.points, i)
		if !ok || text == "" {
			continue
		}
		_, ac, _, w := p.bars(i)
		x, half, text := p.clamp(ac+w/2, st, text)
		own := p.tierReach(t, i, i, v < 0)
		reach := p.tierReach(t, int((x-half-p.x0)/p.slot), int((x+half-p.x0)/p.slot), v < 0)
		baseline := zero - reach - 2.5
		if v < 0 {
			baseline = zero + reach + 2.5 + st.size*0.72
		}
		if reach-own > 6 && rank >= extremes {
			continue
		}
		if taken.claim(box{x - half - 0.8, baseline - st.size, 2*half + 1.6, st.size * 1.1}) {
			p.textCenter(x, baseline, st, text)
		}
	}
}

// tierReach is how far the ink of categories first to last stands off the tier's axis on one side.
func (p *timePlot) tierReach(t tier, first, last int, below bool) float64 {
	far := 0.9
	for i := max(first, 0); i <= min(last, len(t.points)-1); i++ {
		v, ok := valueAt(t.points, i)
		if !ok || v < 0 != below {
			continue
		}
		reach := math.Abs(math.Min(math.Max(v, t.low), t.high)) * t.unit
		if t.pins {
			reach += 2.5
		}
		far = math.Max(far, reach)
	}
	return far
}
