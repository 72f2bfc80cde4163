// Package trend makes the section that shows a metric over time: columns, lines, areas and series, with variances and
// the periods ahead.
package trend

import (
	"fmt"
	"math/big"
	"slices"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// trend is a section with a metric over the last periods, or over all parts of one period.
type trend struct {
	s      *scope.Scope
	c      *section.Trend
	m      *metric.Metric
	over   period.Period // the period whose parts are shown; zero if the last periods are shown
	points []point
	rolls  period.Span // the span that each point sums up; zero for its own period
	toDate bool        // each point sums up all periods from the first one on
}

// newTrend prepares a trend of one sum. It fails if the YAML names something that does not exist.
func newTrend(s *scope.Scope, c *section.Trend) (*trend, error) {
	m, err := s.Metric("trend.metric", c.Metric)
	if err != nil {
		return nil, err
	}
	k := &trend{s: s, c: c, m: m}
	if err := k.check(); err != nil {
		return nil, err
	}
	k.toDate, k.rolls = c.Sum.ToDate, c.Sum.Span
	axis, err := k.axis()
	if err != nil {
		return nil, err
	}
	k.setPoints(axis)
	return k, nil
}

// check refuses settings that cannot be combined in one chart.
func (k *trend) check() error {
	c := k.c
	switch {
	case k.m.Date == "":
		return fmt.Errorf("trend.metric: %q has no date column, so it has no past to show (add date: to it, or name another metric)", c.Metric)
	case !c.Last.IsZero() && !c.Over.IsZero():
		return fmt.Errorf("trend.over: cannot be used with last (write one of them)")
	case c.By != "" && c.Years > 0:
		return fmt.Errorf("trend.years: cannot be used with by (write one of them)")
	case c.As == "area" && c.Years > 0:
		return fmt.Errorf("trend.as: an area shows one year (write line or grouped)")
	case (c.By != "" || c.As == "area") && (k.compares("target") || k.compares("last_year")):
		return fmt.Errorf("trend.compare: target and last_year cannot be used with series that fill the chart (leave out by and as: area)")
	}
	return nil
}

// Needs implements scope.Part.
func (k *trend) Needs(n *scope.Needs) {
	for _, p := range k.points {
		for _, asked := range k.asked(p) {
			n.Ask(metric.Ask{Metric: k.m.Name, By: k.c.By, Period: asked})
		}
	}
}

// asked are the periods of a point's asks.
func (k *trend) asked(p point) []period.Period {
	list := make([]period.Period, 0, 4)
	add := func(asked period.Period) {
		list = append(list, asked)
		if twin, ok := k.s.Calendar.LastYear(asked); ok && k.c.Years == 3 {
			list = append(list, twin)
		}
	}
	if p.stage != ahead || k.compares("forecast") && k.m.AddsUp && p.known != p.whole {
		add(p.known)
	}
	if p.stage == ahead || p.stage == open && k.compares("forecast") {
		add(p.whole)
	}
	return list
}

func (k *trend) compares(what string) bool { return slices.Contains(k.c.Compare, what) }

// Build implements scope.Part.
func (k *trend) Build(b scope.Book) (report.Section, error) {
	t := notation.NewSheet(k.s)
	read := func() *readings {
		return k.readBest(k.withoutUncovered(b, func(p period.Period) metric.Figure {
			return b.Answer(metric.Ask{Metric: k.m.Name, By: k.c.By, Period: p}).Total
		}))
	}
	total := read()
	if later := k.fromFirstValue(total); later != k {
		k = later
		total = read()
	}
	sec := report.Section{Kind: "trend", Title: k.title()}
	var drawn drawing
	switch {
	case !total.anyValue():
		sec.Blocks = k.s.Nothing()
		return sec, nil
	case k.c.By != "":
		drawn = k.members(t, b, total)
	case k.c.As == "area":
		drawn = k.area(t, total)
	case k.c.Years > 0 && !k.isLine():
		drawn = k.years(t, total)
	default:
		drawn = k.chart(t, total)
	}
	sec.Unit, sec.Note, sec.Blocks = drawn.format.Unit, k.note(total, drawn), []report.Block{drawn.block}
	k.addFootnotes(t, total, drawn)
	if k.compares("target") {
		for _, p := range k.points {
			members.NoteSteps(k.s, t, b, k.m, "", p.known, "")
		}
	}
	k.noteUnshaped(t, b, total)
	t.Explain(&sec)
	return sec, nil
}

// drawing is a trend's chart, with what the texts around it need.
type drawing struct {
	block  report.Block
	format notation.NumberFormat
	named  bool     // series are named by their years
	others []string // the further scenarios, with the meanings of their short names
}

// mostColumns is the largest number of points of a column chart, by default.
const mostColumns = 31

// isLine reports whether the metric is drawn as a line by default or by the YAML.
func (k *trend) isLine() bool {
	switch k.c.As {
	case "line":
		return true
	case "columns", "grouped", "stacked":
		return false
	}
	return k.m.Unit == metric.Percent || notation.IsAverage(k.m) || len(k.points) > mostColumns
}

// ratio is a difference relative to the magnitude of its reference. For a metric compared in points, it is the
// difference itself.
func (k *trend) ratio(delta, ref metric.Num) metric.Num {
	if k.m.InPoints() || !delta.OK() {
		return delta
	}
	return metric.Div(delta, metric.NumOf(new(big.Rat).Abs(ref.Rat)))
}
