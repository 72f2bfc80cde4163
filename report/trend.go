package report

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/period"
	"bilan/report/metric"
)

// trend shows a metric over the last periods.
type trend struct {
	s       *Scope
	c       *config.Trend
	m       *metric.Metric
	periods []period.Period
}

func newTrend(s *Scope, c *config.Trend) (part, error) {
	m, err := s.metric("trend.metric", c.Metric)
	if err != nil {
		return nil, err
	}
	if m.Date == "" {
		return nil, fmt.Errorf("trend.metric: %q has no date column, so it has no past to show", c.Metric)
	}
	last := c.Last
	if last == "" {
		last = fmt.Sprintf("%d %ss", sparkPeriods, s.Periods[0].Unit)
	}
	n, unit, err := period.ParseSpan(last)
	if err != nil {
		return nil, fmt.Errorf("trend.last: %w", err)
	}
	return &trend{s, c, m, s.Calendar.Last(n, unit, s.Periods[0].End)}, nil
}

func (k *trend) needs(n *Needs) {
	for _, p := range k.periods {
		n.ask(metric.Ask{Metric: k.m.Name, Period: p})
	}
}

func (k *trend) compares(what string) bool { return slices.Contains(k.c.Compare, what) }

func (k *trend) build(b Book) (Section, error) {
	figures := make([]metric.Figure, len(k.periods))
	for i, p := range k.periods {
		figures[i] = b.Answer(metric.Ask{Metric: k.m.Name, Period: p}).Total
	}
	unit := k.periods[0].Unit
	sec := Section{
		Kind:  "trend",
		Title: k.s.title(k.c.Title, "title.trend."+string(unit), tidy(k.m.Label)),
	}
	if !some(figures, actual) {
		sec.Blocks = k.s.nothing()
		return sec, nil
	}
	t := k.s.sheet()
	c := k.chart(t, figures)
	sec.Unit, sec.Note = c.pen.unit, k.note(c)
	sec.Blocks = []Block{c.block()}
	if open := k.periods[len(k.periods)-1]; open.Open() {
		t.note(k.s.word("foot.open", k.s.Locale.Capital(k.s.name(open)), k.s.Locale.Date(lastDay(open))))
	}
	t.explain(&sec)
	return sec, nil
}

// note says which span is shown and in which scenarios.
func (k *trend) note(c *timeline) string {
	first, last := k.periods[0], k.periods[len(k.periods)-1]
	span := k.s.word("note.span", k.s.Locale.Plural("span."+string(first.Unit), int64(len(k.periods))),
		k.s.Locale.Range(first.Start.Time(), lastDay(last)))
	return span + dash + k.s.scenarios(true, c.target, c.lastYear, false)
}

// timeline is a trend's chart while it is drawn up.
type timeline struct {
	*trend
	t        *sheet
	pen      pen
	figures  []metric.Figure
	target   bool
	lastYear bool
}

func (k *trend) chart(t *sheet, figures []metric.Figure) *timeline {
	c := &timeline{trend: k, t: t, figures: figures,
		target:   k.compares("target") && some(figures, toDate),
		lastYear: k.compares("last_year") && some(figures, lastYear)}
	var nums []metric.Num
	for i := range figures {
		nums = append(nums, figures[i].AC)
		if c.target {
			nums = append(nums, figures[i].PLToDate)
		}
		if c.lastYear {
			nums = append(nums, figures[i].PY)
		}
	}
	c.pen = t.pen(k.m, nums...)
	return c
}

// some tells whether a scenario has a value in any figure.
func some(figures []metric.Figure, pick func(*metric.Figure) metric.Num) bool {
	return slices.ContainsFunc(figures, func(f metric.Figure) bool { return pick(&f).OK() })
}

// line tells whether the measure is drawn as a line: what does not add up has no area.
func (c *timeline) line() bool {
	switch c.c.As {
	case "line":
		return true
	case "columns":
		return false
	}
	return c.m.Unit == metric.Percent || averages(c.m) || len(c.periods) > 31
}

// counts tells whether a metric counts things that are there several times, as distinct customers: that does not add up
// and is an amount all the same.
func counts(m *metric.Metric) bool {
	return m.Unit == metric.Number && strings.HasPrefix(strings.ToLower(strings.TrimSpace(m.Value)), "count(")
}

func (c *timeline) block() Block {
	s := c.s
	chart := &TimeChart{
		Groups: s.groups(c.periods),
		AC:     c.series(actual, true),
		Words:  s.chartWords(),
		Scale:  c.pen.scale(c.m),
		Alt:    c.alt(),
	}
	for _, p := range c.periods {
		chart.Categories = append(chart.Categories, s.tick(p))
	}
	if c.lastYear {
		chart.PY = c.series(lastYear, false)
	}
	if c.target {
		chart.PL = c.series(toDate, false)
	}
	c.tiers(chart)
	chart.Max = c.max(chart)
	if c.line() {
		chart.Ticks = c.ticks(chart)
		return Block{Line: chart}
	}
	return Block{Columns: chart}
}

// series is one scenario. Only the actual carries labels: the references stand behind it, their distance
// in the variance tiers.
func (c *timeline) series(pick func(*metric.Figure) metric.Num, labelled bool) []Point {
	points := make([]Point, len(c.figures))
	for i := range c.figures {
		n := pick(&c.figures[i])
		points[i] = Point{Value: c.pen.float(n), Open: c.periods[i].Open()}
		if labelled {
			points[i].Label = c.pen.value(n)
		}
	}
	return points
}

// tiers sets the variances above the chart: against the target, else against last year.
func (c *timeline) tiers(chart *TimeChart) {
	switch {
	case c.target:
		chart.DeltaPL = c.tier(gapOf, c.pen)
		chart.DeltaPLPct = c.relative(toDate, func(f *metric.Figure) metric.Num { return f.DeltaPLPct })
	case c.lastYear:
		chart.Words.DeltaPL, chart.Words.DeltaPLPct = c.s.word("scenario.delta_py"), c.s.word("scenario.delta_py_pct")
		chart.DeltaPL = c.tier(func(f *metric.Figure) metric.Num { return f.DeltaPY }, c.pen)
		chart.DeltaPLPct = c.relative(lastYear, func(f *metric.Figure) metric.Num { return f.DeltaPYPct })
	}
}

// relative is the tier of pins. A percent has none: its difference is in points already. Where the reference is
// negative there is no pin.
func (c *timeline) relative(ref, pick func(*metric.Figure) metric.Num) []Point {
	if c.m.Unit == metric.Percent {
		return nil
	}
	digits := 0
	if len(c.figures) <= 8 {
		digits = varianceDigits
	}
	points := c.tier(pick, c.t.percent(digits))
	for i := range c.figures {
		if negative(ref(&c.figures[i])) {
			points[i] = Point{Open: points[i].Open, Label: c.t.meaningless(), Tone: Muted}
		}
	}
	return points
}

func (c *timeline) tier(pick func(*metric.Figure) metric.Num, p pen) []Point {
	points := make([]Point, len(c.figures))
	for i := range c.figures {
		n := pick(&c.figures[i])
		points[i] = Point{Value: p.float(n), Open: c.periods[i].Open(), Label: p.signed(n), Tone: p.tone(c.m, n)}
	}
	return points
}

func (c *timeline) max(chart *TimeChart) float64 {
	most := 0.0
	for _, series := range [][]Point{chart.AC, chart.PL, chart.PY} {
		for _, p := range series {
			if p.Value != nil {
				most = max(most, *p.Value, -*p.Value)
			}
		}
	}
	return most
}

// scale names the axis that charts of the same measure share. Money shares one over all metrics; counts of
// different things do not.
func (p pen) scale(m *metric.Metric) string {
	if m.Unit == metric.Number {
		return m.Name
	}
	return p.unit
}
