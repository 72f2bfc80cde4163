package trend

import (
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
)

// years draws the same periods of two or three years side by side. As IBCS UNIFY requires, earlier years are to the
// left and lighter, and the target is outlined.
func (k *trend) years(t *notation.Sheet, r *readings) drawing {
	c := k.timeline(t, r)
	chart := &report.SeriesChart{Form: report.Grouped, Words: k.s.ChartWords(), Scale: k.scale(c.format)}
	chart.Categories, chart.Groups, chart.Days = k.categories()
	names, d := k.yearNames(), drawing{format: c.format, others: c.others()}
	switch {
	case names == nil:
		names = []string{chart.Words.AC, chart.Words.PY, k.s.Word("scenario.ppy")}
	default:
		d.named, chart.Groups = true, k.yearless()
	}
	if c.yearBefore {
		chart.Series = append(chart.Series, report.Series{Name: names[2], Look: report.LookPPY, Points: c.referencePoints(ppyOf)})
	}
	if c.lastYear {
		chart.Series = append(chart.Series, report.Series{Name: names[1], Look: report.LookPY, Points: c.referencePoints(pyOf)})
	}
	if c.target {
		chart.Series = append(chart.Series, report.Series{Name: chart.Words.PL, Look: report.LookPL, Points: c.referencePoints(plOf)})
	}
	chart.Series = append(chart.Series, report.Series{Name: names[0], Look: report.LookAC, Points: c.shown()})
	if c.r.some(fcOf) {
		chart.Words.FC = k.s.Word("scenario." + c.expectedWord(c.r.method))
	}
	chart.Max = seriesMax(chart.Series)
	chart.Alt = c.altYears(names)
	d.block = report.Block{Series: chart}
	return d
}

// shown are the landings, hatched, where there are any; else the actuals.
func (c *timeline) shown() []report.Point {
	points := c.actuals()
	for i, p := range c.landings() {
		if p.Forecast {
			points[i] = p
		}
	}
	return points
}

// yearNames are the names of this year, last year and the year before. It is nil if the points belong to several years.
func (k *trend) yearNames() []string {
	first := k.yearOf(k.unit(0))
	for i := range k.points {
		if k.yearOf(k.unit(i)) != first {
			return nil
		}
	}
	names := []string{first}
	for year := k.s.Calendar.Containing(period.Year, middle(k.unit(0))); len(names) < 3; {
		year = k.s.Calendar.Shift(year, -1)
		names = append(names, k.s.Year(year))
	}
	return names
}

// yearOf is the year that a period belongs to: that of its middle, as of weeks the number is.
func (k *trend) yearOf(p period.Period) string {
	return k.s.Year(k.s.Calendar.Containing(period.Year, middle(p)))
}

// middle is the day in the middle of a period: Thursday of a week, by which ISO counts it.
func middle(p period.Period) period.Date { return p.Start.AddDays((p.Start.Days(p.Close) - 1) / 2) }

// yearless are the groups under the axis without a year: the columns over them are of several.
func (k *trend) yearless() []report.TimeGroup {
	var list []report.TimeGroup
	last := ""
	for i := range k.points {
		p := k.unit(i)
		if p.Unit != period.Week && p.Unit != period.Day {
			return nil
		}
		if label, _ := k.s.Group(p); label != last {
			list, last = append(list, report.TimeGroup{Label: label, First: i}), label
		}
	}
	return list
}

// area is one series on a filled ground.
func (k *trend) area(t *notation.Sheet, r *readings) drawing {
	c := k.timeline(t, r)
	chart := &report.SeriesChart{Form: report.Area, Words: k.s.ChartWords(), Scale: k.scale(c.format), Alt: c.alt()}
	chart.Categories, chart.Groups, chart.Days = k.categories()
	chart.Series = []report.Series{{Name: chart.Words.AC, Look: report.LookAC, Points: c.shown()}}
	if c.r.some(fcOf) {
		chart.Words.FC = k.s.Word("scenario." + c.expectedWord(c.r.method))
	}
	low, high := bounds(chart.Series[0].Points)
	chart.Max, chart.Ticks = seriesMax(chart.Series), axisTicks(k.s, min(low, 0), max(high, 0))
	return drawing{block: report.Block{Series: chart}, format: c.format}
}

func seriesMax(list []report.Series) float64 {
	most := 0.0
	if low, high := seriesBounds(list); low <= high {
		most = max(most, high, -low)
	}
	return most
}

// seriesBounds are the least and the greatest value of all series.
func seriesBounds(list []report.Series) (low, high float64) {
	var all [][]report.Point
	for _, s := range list {
		all = append(all, s.Points)
	}
	return bounds(all...)
}

// altYears is how this year and those before it began and ended.
func (c *timeline) altYears(names []string) string {
	text := c.alt()
	for i, pick := range []func(*reading) metric.Num{pyOf, ppyOf} {
		if i == 0 && c.lastYear || i == 1 && c.yearBefore {
			text += c.altYear(names[i+1], pick)
		}
	}
	return text
}

func (c *timeline) altYear(name string, pick func(*reading) metric.Num) string {
	first, last := -1, -1
	for i := range c.r.list {
		if pick(&c.r.list[i]).OK() {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	at := func(i int) string { return c.s.Word("alt.at", c.t.Full(c.m, pick(&c.r.list[i])), c.label(i)) }
	return " " + c.s.Word("alt.year", name, at(first), at(last))
}
