package trend

import (
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// seriesLimit is the default number of members with a series of their own.
const seriesLimit = 5

// memberSeries is one member's series that is being built.
type memberSeries struct {
	members.Line
	look report.Look
	*readings
}

// members draws a series per member, the largest first, then the others as one series, then the rows of no member. Only
// an additive metric without negative values can be stacked; otherwise the series are side by side.
func (k *trend) members(t *notation.Sheet, b scope.Book, total *readings) drawing {
	list := k.fold(t, k.largestSeries(b, total.method))
	if len(list) == 0 { // all values are zero, or the dimension has no members
		return k.chart(t, total)
	}
	form := k.form(t, list)
	var nums []metric.Num
	for _, s := range list {
		nums = append(nums, s.nums((*reading).shown)...)
	}
	c := &timeline{trend: k, t: t, r: total, format: k.formatFor(t, nums)}
	chart := &report.SeriesChart{Form: form, Words: k.s.ChartWords(), Scale: k.scale(c.format), Alt: c.altMembers(list)}
	chart.Categories, chart.Groups, chart.Days = k.categories()
	if total.some(fcOf) {
		chart.Words.FC = k.s.Word("scenario." + k.expectedWord(total.method))
	}
	quiet := c.format
	quiet.Sheet = notation.NewSheet(k.s) // missing points of members are not drawn, so their sign needs no explanation
	for _, s := range list {
		own := &timeline{trend: k, t: t, r: s.readings, format: quiet}
		chart.Series = append(chart.Series, report.Series{Name: s.Label, Look: s.look, Points: own.memberPoints()})
	}
	switch chart.Max = seriesMax(chart.Series); form {
	case report.Lines:
		low, high := seriesBounds(chart.Series)
		chart.Ticks = axisTicks(k.s, low, high)
	case report.Stacked, report.Area:
		chart.Totals = c.shown()
		_, high := bounds(chart.Totals)
		if chart.Max = max(chart.Max, high); form == report.Area {
			chart.Ticks = axisTicks(k.s, 0, chart.Max)
		}
	}
	return drawing{block: report.Block{Series: chart}, format: c.format}
}

// largestSeries are the members that have any value, the largest first, the unassigned last.
func (k *trend) largestSeries(b scope.Book, by method) []memberSeries {
	answers, found := k.answers(b)
	sizes, hasValues := map[string]metric.Num{}, map[string]*readings{}
	var kept []members.Line
	for _, m := range found {
		rs := k.readBy(k.withoutUncovered(b, func(p period.Period) metric.Figure { return answers[p][m.ID()] }), by)
		if rs.hasValues() {
			kept = append(kept, m)
			sizes[m.ID()], hasValues[m.ID()] = k.size(rs), rs
		}
	}
	members.Rank(kept, func(m members.Line) metric.Num { return sizes[m.ID()] })
	list := make([]memberSeries, len(kept))
	for i, m := range kept {
		list[i] = memberSeries{m, report.LookPart, hasValues[m.ID()]}
		if m.Kind == report.Unassigned {
			list[i].look = report.LookNobody
		}
	}
	return list
}

// answers returns each member's figure by period and member, and the members found.
func (k *trend) answers(b scope.Book) (answers map[period.Period]map[string]metric.Figure, found []members.Line) {
	answers = map[period.Period]map[string]metric.Figure{}
	seen := map[string]bool{}
	for _, p := range k.points {
		for _, asked := range k.asked(p) {
			if answers[asked] != nil {
				continue
			}
			answers[asked] = map[string]metric.Figure{}
			for _, s := range b.Answer(metric.Ask{Metric: k.m.Name, By: k.c.By, Period: asked}).Slices {
				m := members.LineOf(k.s, s, nil)
				if answers[asked][m.ID()] = s.Figure; !seen[m.ID()] {
					seen[m.ID()], found = true, append(found, m)
				}
			}
		}
	}
	return answers, found
}

// hasValues reports whether any point has a value other than zero.
func (rs *readings) hasValues() bool {
	return slices.ContainsFunc(rs.list, func(r reading) bool {
		n := r.shown()
		return n.OK() && n.Rat.Sign() != 0
	})
}

// size ranks a member: by the sum of its points for an additive metric, else by its last known value.
func (k *trend) size(rs *readings) metric.Num {
	if k.m.AddsUp && k.sum() == "" {
		return members.Sum(rs.nums((*reading).shown))
	}
	for _, r := range slices.Backward(rs.list) {
		if r.ac.OK() {
			return r.ac
		}
	}
	return metric.NoNum(metric.NoData)
}

// fold makes one series of the members beyond the limit. If the metric is not additive, they are left out, and a
// footnote says so.
func (k *trend) fold(t *notation.Sheet, list []memberSeries) []memberSeries {
	limit := k.c.Limit
	if limit <= 0 {
		limit = seriesLimit
	}
	body := len(list)
	if body > 0 && list[body-1].Kind == report.Unassigned {
		body--
	}
	if body <= limit+1 { // a series "others (1)" would take the place of the one member
		return list
	}
	out := slices.Clone(list[:limit])
	if k.m.AddsUp {
		out = append(out, k.others(list[limit:body]))
	} else {
		t.Note(k.s.Word("foot.series_cut", k.s.Count(int64(limit)), k.s.Count(int64(body))))
	}
	return append(out, list[body:]...)
}

// memberPoints are a member's points. A missing point has no label.
func (c *timeline) memberPoints() []report.Point {
	points := c.shown()
	for i := range points {
		if points[i].Value == nil {
			points[i].Label = ""
		}
	}
	return points
}

// others is the exact sum of members, point by point.
func (k *trend) others(rest []memberSeries) memberSeries {
	sum := memberSeries{members.Line{Label: k.s.Locale.Plural("bar.others", int64(len(rest)))}, report.LookOthers, &readings{list: make([]reading, len(k.points))}}
	for i := range k.points {
		acs, fcs := make([]metric.Num, len(rest)), make([]metric.Num, len(rest))
		for j, s := range rest {
			acs[j], fcs[j] = s.list[i].ac, s.list[i].fc
		}
		sum.list[i] = reading{stage: rest[0].list[i].stage, unfinished: rest[0].list[i].unfinished, ac: members.Sum(acs), fc: members.Sum(fcs)}
	}
	return sum
}

// form is the arrangement of the series: as in the YAML, else stacked if possible, with an area for many points.
func (k *trend) form(t *notation.Sheet, list []memberSeries) report.SeriesForm {
	switch as := k.c.As; {
	case as == "line":
		return report.Lines
	case as == "grouped" || as == "" && !k.m.AddsUp || as == "columns" && !k.m.AddsUp:
		return report.Grouped
	case !k.m.AddsUp:
		t.Note(k.s.Word("foot.not_stacked"))
		return report.Grouped
	case slices.ContainsFunc(list, memberSeries.negative):
		t.Note(k.s.Word("foot.negative"))
		return report.Grouped
	case as == "area" || as == "" && len(k.points) > mostColumns:
		return report.Area
	}
	return report.Stacked
}

func (s memberSeries) negative() bool {
	return slices.ContainsFunc(s.list, func(r reading) bool {
		n := r.shown()
		return n.OK() && n.Rat.Sign() < 0
	})
}

// altMembers describes the course of the total and names the largest member.
func (c *timeline) altMembers(list []memberSeries) string {
	n := c.size(list[0].readings)
	if !n.OK() {
		n = metric.NumOf(new(big.Rat))
	}
	return c.alt() + " " + scope.OneFullStop(c.s.Word("alt.leads", c.s.Inline(c.c.By), list[0].Label, c.t.Full(c.m, n)))
}
