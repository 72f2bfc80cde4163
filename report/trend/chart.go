package trend

import (
	"slices"

	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
)

// timeline is a trend's chart of one actual with its references, while it is being built.
type timeline struct {
	*trend
	t        *notation.Sheet
	format   notation.NumberFormat
	r        *readings
	target   bool
	lastYear bool
	before   bool // the year before the last one too
}

func (k *trend) timeline(t *notation.Sheet, r *readings) *timeline {
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
	c.format = k.formatFor(t, nums)
	return c
}

// formatFor chooses the unit. For running totals it is the first total's unit, if the last one can be read in it: a unit
// for the whole year would hide the increases.
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

// scale names the chart's axis: sums have one of their own, however their unit is called.
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
	if k.line() {
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
		chart.FC, chart.Words.FC = c.landings(), s.Word("scenario."+c.hatched(c.r.method))
		if c.r.some(lowOf) {
			chart.Low, chart.High, chart.Words.Range = c.behind(lowOf), c.behind(upOf), s.Word("column.range")
		}
	}
	if c.target {
		chart.PL, chart.Running = c.behind(plOf), c.sum() != "" && c.m.AddsUp
	}
	if c.lastYear {
		chart.PY = c.behind(pyOf)
	}
	if c.before {
		chart.PPY, chart.Words.PPY = c.behind(ppyOf), s.Word("scenario.ppy")
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

// others are the scenarios besides the actual with the meaning of their short names. Years that are named by their
// number need no explanation.
func (c *timeline) others() []string {
	var list []string
	if c.target {
		list = append(list, c.s.Scenario("pl"))
	}
	if c.c.Years > 1 && c.yearNames() != nil {
		return list
	}
	if c.lastYear {
		list = append(list, c.s.Scenario("py"))
	}
	if c.before {
		list = append(list, c.s.Scenario("ppy"))
	}
	return list
}

// actuals have labels: the references are behind them, the differences in the variance tiers. Future points are blank.
func (c *timeline) actuals() []report.Point {
	points := make([]report.Point, len(c.r.list))
	for i, r := range c.r.list {
		if points[i] = (report.Point{Value: c.format.Float(r.ac), Exact: c.format.Exact(r.ac), Open: r.light}); r.stage != ahead && !r.expected {
			points[i].Label = c.format.Value(r.ac)
		}
	}
	return points
}

// landings are for open periods only; the other points are blank.
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

func (c *timeline) behind(pick func(*reading) metric.Num) []report.Point {
	points := make([]report.Point, len(c.r.list))
	for i := range c.r.list {
		r := &c.r.list[i]
		points[i] = report.Point{Value: c.format.Float(pick(r)), Exact: c.format.Exact(pick(r)), Open: r.light && !r.fc.OK()}
	}
	return points
}

// tiers sets the variances above the chart: against the target, else against last year.
func (c *timeline) tiers(chart *report.TimeChart) {
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

// relative is the tier of pins. A percentage or a score has none, because its difference is already in points. If the
// reference is negative, zero or missing, there is no pin, and a footnote says so. A tier without any pin is left out.
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
		case notation.Negative(ref(r)):
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

// tier writes a variance per point; a variance with a percentage is never written as 0.
func (c *timeline) tier(pick, pct func(*reading) metric.Num, p notation.NumberFormat) []report.Point {
	points := make([]report.Point, len(c.r.list))
	for i := range c.r.list {
		r := &c.r.list[i]
		if n := pick(r); !r.blank() && !c.justBegun(i) {
			p := p
			if notation.PrintsPercent(pct(r)) {
				p = p.WithDigitsFor(c.m, n)
			}
			points[i] = report.Point{Value: p.Float(n), Label: c.signed(p, n), Exact: p.Exact(n), Tone: p.Tone(c.m, n), Open: r.light && !r.fc.OK(), Forecast: r.fc.OK()}
		}
	}
	return points
}

// justBegun reports whether an open point without a landing contains so few business days (up to a fifth of them, at
// most five) that its difference from anything is not meaningful yet.
func (c *timeline) justBegun(i int) bool {
	const most, share = 5, 5
	p, r := c.points[i], &c.r.list[i]
	if p.stage != open || r.fc.OK() || p.complete() || c.toDate || c.rolls.N > 0 {
		return false
	}
	done, all := c.s.Calendar.BusinessDays(p.at.Start, p.known.End), c.s.Calendar.BusinessDays(p.at.Start, p.at.Close)
	return done <= most && done*share <= all
}

// signed writes a variance. A missing percentage of zero needs no sign: the chart draws nothing there.
func (c *timeline) signed(p notation.NumberFormat, n metric.Num) string {
	if n.State == metric.Undefined {
		return c.s.Word("sign.undefined")
	}
	return p.Signed(n)
}
