package trend

import (
	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// zChart shows a metric as three lines: each period, the sum from the first one on, and the sum of twelve months. The lines form
// a Z, as the sum to date begins at the first line and ends at the third.
type zChart struct {
	s     *scope.Scope
	c     *section.Trend
	lines [3]*trend
}

// New prepares the section. It fails if the YAML names something that does not exist.
func New(s *scope.Scope, c *section.Trend) (scope.Part, error) {
	if c.As != "z" {
		return newTrend(s, c)
	}
	k := &zChart{s: s, c: c}
	for i, sum := range []scalar.Running{{}, {ToDate: true}, {Span: period.Span{N: 12, Unit: period.Month}}} {
		own := *c
		own.As, own.Sum = "line", sum
		line, err := newTrend(s, &own)
		if err != nil {
			return nil, err
		}
		k.lines[i] = line
	}
	return k, nil
}

// Needs implements scope.Part.
func (k *zChart) Needs(n *scope.Needs) {
	for _, line := range k.lines {
		line.Needs(n)
	}
}

// Build implements scope.Part.
func (k *zChart) Build(b scope.Book) (report.Section, error) {
	t := notation.NewSheet(k.s)
	first := k.lines[0]
	sec := report.Section{Kind: "trend", Title: k.title()}
	var read [3]*readings
	var nums []metric.Num
	for i, line := range k.lines {
		read[i] = line.readBest(line.withoutUncovered(b, func(p period.Period) metric.Figure {
			return b.Answer(metric.Ask{Metric: line.m.Name, Period: p}).Total
		}))
		nums = append(nums, read[i].nums(acOf)...)
	}
	if !read[0].anyValue() {
		sec.Blocks = k.s.Nothing()
		return sec, nil
	}
	format := t.FormatFor(first.m, nums...)
	single := t.FormatFor(first.m, read[0].nums(acOf)...)
	if single.Per.Cmp(format.Per) < 0 && notation.MagnitudeBelow(single.In(notation.Largest(nums)), 100_000) {
		format, format.Digits = single, 0 // the unit of the sums would hide the periods
	}
	chart := &report.SeriesChart{Form: report.Lines, Words: k.s.ChartWords(), Scale: format.Scale(first.m) + " z"}
	chart.Categories, chart.Groups, chart.Days = first.categories()
	names := []string{k.s.Word("scenario.ac"), k.s.Word("sum.to_date"), k.s.Rolling(k.lines[2].rolls)}
	for i, line := range k.lines {
		own := &timeline{trend: line, t: t, r: read[i], format: format}
		if i == 0 {
			chart.Alt = own.alt()
		}
		chart.Series = append(chart.Series, report.Series{Name: names[i], Look: report.LookPart, Points: own.actuals()})
	}
	low, high := seriesBounds(chart.Series)
	chart.Max, chart.Ticks = seriesMax(chart.Series), axisTicks(k.s, min(low, 0), max(high, 0))
	sec.Unit, sec.Note = format.Unit, first.note(read[0], drawing{format: format})
	sec.Blocks = []report.Block{{Series: chart}}
	first.addFootnotes(t, read[0], drawing{format: format})
	t.Explain(&sec)
	return sec, nil
}

// title is that of the YAML, or the metric with what the lines sum up.
func (k *zChart) title() string {
	if own := prose.Tidy(k.c.Title); own != "" {
		return own
	}
	first := k.lines[0]
	label := k.s.Word("title.trend."+string(first.points[0].at.Unit), prose.Tidy(first.m.Label))
	return k.s.Word("title.trend.sum", label, k.s.Locale.List([]string{k.s.Word("sum.to_date"), k.s.Rolling(k.lines[2].rolls)}))
}
