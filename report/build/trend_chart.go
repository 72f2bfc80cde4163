package build

import (
	"slices"

	"bilan/report"
	"bilan/report/metric"
)

// timeline is a trend's chart of one actual with what stands beside it, while it is drawn up.
type timeline struct {
	*trend
	t        *sheet
	pen      pen
	r        *readings
	target   bool
	lastYear bool
	before   bool // the year before the last one too
}

func (k *trend) timeline(t *sheet, r *readings) *timeline {
	c := &timeline{trend: k, t: t, r: r,
		target:   k.compares("target") && r.some(plOf),
		lastYear: (k.compares("last_year") || k.c.Years > 1) && r.some(pyOf),
		before:   k.c.Years > 2 && r.some(ppyOf)}
	nums := r.nums(acOf, fcOf)
	if c.target {
		nums = append(nums, r.nums(plOf)...)
	}
	if c.lastYear {
		nums = append(nums, r.nums(pyOf)...)
	}
	if c.before {
		nums = append(nums, r.nums(ppyOf)...)
	}
	c.pen = k.penFor(t, nums)
	return c
}

// penFor chooses the unit. Of running totals it is the first one's, as long as the last can be read in it: what they grow
// by would be lost in a unit for the whole year.
func (k *trend) penFor(t *sheet, nums []metric.Num) pen {
	p := t.pen(k.m, nums...)
	if !k.toDate || len(nums) == 0 {
		return p
	}
	first := t.pen(k.m, nums[0])
	if most := first.in(largest(nums)); nums[0].OK() && nums[0].Rat.Sign() != 0 && first.per.Cmp(p.per) < 0 && below(most, 100_000) {
		first.digits = 0
		return first
	}
	return p
}

// scale names the chart's axis: sums have one of their own, however their unit is called.
func (k *trend) scale(p pen) string {
	if sum := k.sum(); sum != "" {
		return p.scale(k.m) + " " + sum
	}
	return p.scale(k.m)
}

// chart is columns or lines with the variances above them.
func (k *trend) chart(t *sheet, r *readings) drawing {
	c := k.timeline(t, r)
	d := drawing{pen: c.pen, others: c.others()}
	chart := c.timeChart(&d)
	if k.line() {
		chart.Ticks = k.s.ticks(bounds(chart.AC, chart.FC, chart.PL, chart.PY, chart.PPY, chart.Low, chart.High))
		d.block = report.Block{Line: chart}
		return d
	}
	d.block = report.Block{Columns: chart}
	return d
}

func (c *timeline) timeChart(d *drawing) *report.TimeChart {
	s := c.s
	chart := &report.TimeChart{Words: s.chartWords(), Scale: c.scale(c.pen), AC: c.actuals()}
	chart.Categories, chart.Groups, chart.Days = c.categories()
	if c.r.some(fcOf) {
		chart.FC, chart.Words.FC = c.landings(), s.word("scenario."+c.hatched(c.r.method))
		if c.r.some(lowOf) {
			chart.Low, chart.High, chart.Words.Range = c.behind(lowOf), c.behind(upOf), s.word("column.range")
		}
	}
	if c.target {
		chart.PL, chart.Running = c.behind(plOf), c.sum() != "" && c.m.AddsUp
	}
	if c.lastYear {
		chart.PY = c.behind(pyOf)
	}
	if c.before {
		chart.PPY, chart.Words.PPY = c.behind(ppyOf), s.word("scenario.ppy")
	}
	if years := c.yearNames(); c.c.Years > 1 && years != nil {
		chart.Words.AC, chart.Words.PY, d.named = years[0], years[1], true
		if c.before {
			chart.Words.PPY = years[2]
		}
	}
	if chart.Alt = c.alt(); c.c.Years > 1 {
		chart.Alt = c.altYears([]string{chart.Words.AC, chart.Words.PY, chart.Words.PPY})
	}
	c.tiers(chart)
	low, high := bounds(chart.AC, chart.FC, chart.PL, chart.PY, chart.PPY)
	chart.Max = max(high, -low, 0)
	return chart
}

// others are the scenarios beside the actual with what their short names mean; years that are called by their number
// need no telling.
func (c *timeline) others() []string {
	var list []string
	if c.target {
		list = append(list, c.s.scenario("pl"))
	}
	if c.c.Years > 1 && c.yearNames() != nil {
		return list
	}
	if c.lastYear {
		list = append(list, c.s.scenario("py"))
	}
	if c.before {
		list = append(list, c.s.scenario("ppy"))
	}
	return list
}

// actuals carry labels: the references stand behind them, their distance in the variance tiers. What lies ahead is blank.
func (c *timeline) actuals() []report.Point {
	points := make([]report.Point, len(c.r.list))
	for i, r := range c.r.list {
		if points[i] = (report.Point{Value: c.pen.float(r.ac), Exact: c.pen.exact(r.ac), Open: r.light}); r.stage != ahead && !r.expected {
			points[i].Label = c.pen.value(r.ac)
		}
	}
	return points
}

// landings stand where a period is not over, else nothing does.
func (c *timeline) landings() []report.Point {
	points := make([]report.Point, len(c.r.list))
	for i, r := range c.r.list {
		if r.fc.OK() {
			points[i] = c.pen.point(r.fc)
			points[i].Forecast = true
		}
	}
	return points
}

func (c *timeline) behind(pick func(*reading) metric.Num) []report.Point {
	points := make([]report.Point, len(c.r.list))
	for i := range c.r.list {
		r := &c.r.list[i]
		points[i] = report.Point{Value: c.pen.float(pick(r)), Exact: c.pen.exact(pick(r)), Open: r.light && !r.fc.OK()}
	}
	return points
}

// tiers sets the variances above the chart: against the target, else against last year.
func (c *timeline) tiers(chart *report.TimeChart) {
	switch {
	case c.target:
		chart.DeltaPL = c.tier(func(r *reading) metric.Num { return r.deltaPL }, func(r *reading) metric.Num { return r.pctPL }, c.pen)
		chart.DeltaPLPct = c.relative(chart.Words.DeltaPLPct, plOf, func(r *reading) metric.Num { return r.pctPL })
	case c.lastYear:
		chart.Words.DeltaPL, chart.Words.DeltaPLPct = c.s.word("scenario.delta_py"), c.s.word("scenario.delta_py_pct")
		chart.DeltaPL = c.tier(func(r *reading) metric.Num { return r.deltaPY }, func(r *reading) metric.Num { return r.pctPY }, c.pen)
		chart.DeltaPLPct = c.relative(chart.Words.DeltaPLPct, pyOf, func(r *reading) metric.Num { return r.pctPY })
	}
}

// relative is the tier of pins. A percent or a score has none: its difference is in points already. Where the reference is
// negative, or nothing, there is no pin, and a footnote says so; a tier without any is left out.
func (c *timeline) relative(name string, ref, pick func(*reading) metric.Num) []report.Point {
	if c.m.InPoints() {
		return nil
	}
	digits := 0
	if len(c.r.list) <= 8 {
		digits = varianceDigits
	}
	points, why := c.tier(pick, pick, c.t.percent(digits)), ""
	for i := range c.r.list {
		r := &c.r.list[i]
		switch {
		case r.blank():
		case negative(ref(r)):
			points[i] = report.Point{Open: points[i].Open, Forecast: points[i].Forecast, Label: c.s.word("sign.no_base"), Tone: report.Muted}
			why = "foot.no_base"
		case pick(r).State == metric.Undefined && why == "":
			why = "foot.undefined"
		}
	}
	none := !slices.ContainsFunc(points, func(p report.Point) bool { return p.Value != nil })
	if why == "foot.no_base" || why != "" && none {
		c.t.note(c.s.word("foot.sign", name, c.s.word(why)))
	}
	if none {
		return nil
	}
	return points
}

// blank tells whether a point lies ahead and nothing is forecast for it.
func (r *reading) blank() bool { return r.stage == ahead && !r.fc.OK() }

// tier writes a variance per point, none as 0 of which the per cent is told.
func (c *timeline) tier(pick, pct func(*reading) metric.Num, p pen) []report.Point {
	points := make([]report.Point, len(c.r.list))
	for i := range c.r.list {
		r := &c.r.list[i]
		if n := pick(r); !r.blank() && !c.justBegun(i) {
			p := p
			if tells(pct(r)) {
				p = p.showing(c.m, n)
			}
			points[i] = report.Point{Value: p.float(n), Label: c.signed(p, n), Exact: p.exact(n), Tone: p.tone(c.m, n), Open: r.light && !r.fc.OK(), Forecast: r.fc.OK()}
		}
	}
	return points
}

// justBegun tells whether an open point without a landing holds so few business days, up to a fifth of them and up to five,
// that its distance from anything says nothing yet.
func (c *timeline) justBegun(i int) bool {
	const most, share = 5, 5
	p, r := c.points[i], &c.r.list[i]
	if p.stage != open || r.fc.OK() || p.complete() || c.toDate || c.rolls.n > 0 {
		return false
	}
	done, all := c.s.Calendar.BusinessDays(p.at.Start, p.known.End), c.s.Calendar.BusinessDays(p.at.Start, p.at.Close)
	return done <= most && done*share <= all
}

// signed writes a variance. That there is none in per cent of nothing needs no telling: the chart draws nothing there.
func (c *timeline) signed(p pen, n metric.Num) string {
	if n.State == metric.Undefined {
		return c.s.word("sign.undefined")
	}
	return p.signed(n)
}
