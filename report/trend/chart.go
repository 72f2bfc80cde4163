package trend

import (
	"slices"

	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
)

// timeline is the chart of one series with its references, while it is being built.
type timeline struct {
	*trend
	t          *notation.Sheet
	format     notation.NumberFormat
	r          *readings
	target     bool
	lastYear   bool
	yearBefore bool // the year before last year is shown too
}

func (k *trend) timeline(t *notation.Sheet, r *readings) *timeline {
	c := &timeline{trend: k, t: t, r: r,
		target:     k.compares("target") && r.some(plOf),
		lastYear:   (k.compares("last_year") || k.c.Years > 1) && r.some(pyOf),
		yearBefore: k.c.Years > 2 && r.some(ppyOf)}
	nums := r.nums(acOf, fcOf)
	if c.target {
		nums = append(nums, r.nums(plOf)...)
	}
	if c.lastYear {
		nums = append(nums, r.nums(pyOf)...)
	}
	if c.yearBefore {
		nums = append(nums, r.nums(ppyOf)...)
	}
	c.format = k.formatFor(t, nums)
	return c
}

// formatFor chooses the unit and the decimals. Running totals are written in the unit of the first total if the last
// one is still legible in it: a larger unit would hide the increases.
func (k *trend) formatFor(t *notation.Sheet, nums []metric.Num) notation.NumberFormat {
	p := t.FormatFor(k.m, nums...)
	if !k.toDate || len(nums) == 0 {
		return p
	}
	first := t.FormatFor(k.m, nums[0])
	if most := first.In(notation.Largest(nums)); nums[0].OK() && nums[0].Rat.Sign() != 0 && first.Per.Cmp(p.Per) < 0 && notation.MagnitudeBelow(most, 100_000) {
		first.Digits = 0
		return first
	}
	return p
}

// scale names the chart's axis. Sums have another axis than single periods of the same metric.
func (k *trend) scale(p notation.NumberFormat) string {
	if sum := k.sum(); sum != "" {
		return p.Scale(k.m) + " " + sum
	}
	return p.Scale(k.m)
}

// chart is columns or lines with the variances above them.
func (k *trend) chart(t *notation.Sheet, r *readings) drawing {
	c := k.timeline(t, r)
	d := drawing{format: c.format, others: c.others()}
	chart := c.timeChart(&d)
	if k.isLine() {
		low, high := bounds(chart.AC, chart.FC, chart.PL, chart.PY, chart.PPY, chart.Low, chart.High)
		chart.Ticks = axisTicks(k.s, low, high)
		d.block = report.Block{Line: chart}
		return d
	}
	d.block = report.Block{Columns: chart}
	return d
}

func (c *timeline) timeChart(d *drawing) *report.TimeChart {
	s := c.s
	chart := &report.TimeChart{Words: s.ChartWords(), Scale: c.scale(c.format), AC: c.actuals()}
	chart.Categories, chart.Groups, chart.Days = c.categories()
	if c.r.some(fcOf) {
		chart.FC, chart.Words.FC = c.landings(), s.Word("scenario."+c.expectedWord(c.r.method))
		if c.r.some(lowOf) {
			chart.Low, chart.High, chart.Words.Range = c.referencePoints(lowOf), c.referencePoints(highOf), s.Word("column.range")
		}
	}
	if c.target {
		chart.PL, chart.Running = c.referencePoints(plOf), c.sum() != "" && c.m.AddsUp
	}
	if c.lastYear {
		chart.PY = c.referencePoints(pyOf)
	}
	if c.yearBefore {
		chart.PPY, chart.Words.PPY = c.referencePoints(ppyOf), s.Word("scenario.ppy")
	}
	if years := c.yearNames(); c.c.Years > 1 && years != nil {
		chart.Words.AC, chart.Words.PY, d.named = years[0], years[1], true
		if c.yearBefore {
			chart.Words.PPY = years[2]
		}
	}
	if chart.Alt = c.alt(); c.c.Years > 1 {
		chart.Alt = c.altYears([]string{chart.Words.AC, chart.Words.PY, chart.Words.PPY})
	}
	c.setTiers(chart)
	low, high := bounds(chart.AC, chart.FC, chart.PL, chart.PY, chart.PPY)
	chart.Max = max(high, -low, 0)
	return chart
}

// others are the further scenarios with the meanings of their short names. Years named by their number need no
// explanation.
func (c *timeline) others() []string {
	var list []string
	if c.target {
		list = append(list, c.s.ExplainScenario("pl"))
	}
	if c.c.Years > 1 && c.yearNames() != nil {
		return list
	}
	if c.lastYear {
		list = append(list, c.s.ExplainScenario("py"))
	}
	if c.yearBefore {
		list = append(list, c.s.ExplainScenario("ppy"))
	}
	return list
}

// actuals are the points with their labels. Points in the future have no label.
func (c *timeline) actuals() []report.Point {
	points := make([]report.Point, len(c.r.list))
	for i, r := range c.r.list {
		if points[i] = (report.Point{Value: c.format.Float(r.ac), Exact: c.format.Exact(r.ac), Open: r.unfinished}); r.stage != ahead && !r.expected {
			points[i].Label = c.format.Value(r.ac)
		}
	}
	return points
}

// landings are the expected values of the periods that are not over. The other points are empty.
func (c *timeline) landings() []report.Point {
	points := make([]report.Point, len(c.r.list))
	for i, r := range c.r.list {
		if r.fc.OK() {
			points[i] = c.format.Point(r.fc)
			points[i].Forecast = true
		}
	}
	return points
}

func (c *timeline) referencePoints(pick func(*reading) metric.Num) []report.Point {
	points := make([]report.Point, len(c.r.list))
	for i := range c.r.list {
		r := &c.r.list[i]
		points[i] = report.Point{Value: c.format.Float(pick(r)), Exact: c.format.Exact(pick(r)), Open: r.unfinished && !r.fc.OK()}
	}
	return points
}

// setTiers sets the differences above the chart: from the target, else from last year.
func (c *timeline) setTiers(chart *report.TimeChart) {
	switch {
	case c.target:
		chart.DeltaPL = c.tier(func(r *reading) metric.Num { return r.deltaPL }, func(r *reading) metric.Num { return r.pctPL }, c.format)
		chart.DeltaPLPct = c.relative(chart.Words.DeltaPLPct, plOf, func(r *reading) metric.Num { return r.pctPL })
	case c.lastYear:
		chart.Words.DeltaPL, chart.Words.DeltaPLPct = c.s.Word("scenario.delta_py"), c.s.Word("scenario.delta_py_pct")
		chart.DeltaPL = c.tier(func(r *reading) metric.Num { return r.deltaPY }, func(r *reading) metric.Num { return r.pctPY }, c.format)
		chart.DeltaPLPct = c.relative(chart.Words.DeltaPLPct, pyOf, func(r *reading) metric.Num { return r.pctPY })
	}
}

// relative is the upper tier, the relative differences. A metric compared in points has none. A footnote explains why a
// point has none, if its reference is negative or zero. A tier without any point is left out.
func (c *timeline) relative(name string, ref, pick func(*reading) metric.Num) []report.Point {
	if c.m.InPoints() {
		return nil
	}
	digits := 0
	if len(c.r.list) <= 8 {
		digits = notation.VarianceDigits
	}
	points, why := c.tier(pick, pick, c.t.Percent(digits)), ""
	for i := range c.r.list {
		r := &c.r.list[i]
		switch {
		case r.blank():
		case notation.IsNegative(ref(r)):
			points[i] = report.Point{Open: points[i].Open, Forecast: points[i].Forecast, Label: c.s.Word("sign.no_base"), Tone: report.Muted}
			why = "foot.no_base"
		case pick(r).State == metric.Undefined && why == "":
			why = "foot.undefined"
		}
	}
	none := !slices.ContainsFunc(points, func(p report.Point) bool { return p.Value != nil })
	if why == "foot.no_base" || why != "" && none {
		c.t.Note(c.s.Word("foot.sign", name, c.s.Word(why)))
	}
	if none {
		return nil
	}
	return points
}

// blank reports whether a point is in the future and has no forecast.
func (r *reading) blank() bool { return r.stage == ahead && !r.fc.OK() }

// tier writes a difference per point. A difference with a per cent is never written as 0.
func (c *timeline) tier(pick, pct func(*reading) metric.Num, p notation.NumberFormat) []report.Point {
	points := make([]report.Point, len(c.r.list))
	for i := range c.r.list {
		r := &c.r.list[i]
		if n := pick(r); !r.blank() && !c.justBegun(i) {
			p := p
			if notation.PrintsPercent(pct(r)) {
				p = p.WithDigitsFor(c.m, n)
			}
			points[i] = report.Point{Value: p.Float(n), Label: c.signed(p, n), Exact: p.Exact(n), Tone: p.Tone(c.m, n), Open: r.unfinished && !r.fc.OK(), Forecast: r.fc.OK()}
		}
	}
	return points
}

// justBegun reports whether an open period without a landing has too few business days for a comparison: at most five,
// and at most a fifth of them.
func (c *timeline) justBegun(i int) bool {
	const most, share = 5, 5
	p, r := c.points[i], &c.r.list[i]
	if p.stage != open || r.fc.OK() || p.complete() || c.toDate || c.rolls.N > 0 {
		return false
	}
	done, all := c.s.Calendar.BusinessDays(p.at.Start, p.known.End), c.s.Calendar.BusinessDays(p.at.Start, p.at.Close)
	return done <= most && done*share <= all
}

// signed writes a difference. For a missing per cent of zero it writes the sign without an explanation, because the
// chart draws nothing there.
func (c *timeline) signed(p notation.NumberFormat, n metric.Num) string {
	if n.State == metric.Undefined {
		return c.s.Word("sign.undefined")
	}
	return p.Signed(n)
}
