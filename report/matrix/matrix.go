// Package matrix makes the sections with rows and columns: heat maps, small multiples and cohorts.
package matrix

import (
	"fmt"
	"slices"

	"bilan/internal/period"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// matrix is the members of a dimension over the last periods of a metric. Small multiples and heat maps are made from
// it.
type matrix struct {
	s       *scope.Scope
	m       *metric.Metric
	by      string
	periods []period.Period // oldest first; one may be open: the periods after it are in the future
}

// newMatrix makes the matrix of a section. kind is the section's kind in the YAML, for errors.
func newMatrix(s *scope.Scope, kind, name, by string, last period.Span) (matrix, error) {
	m, err := s.Metric(kind+".metric", name)
	if err != nil {
		return matrix{}, err
	}
	if m.Date == "" {
		return matrix{}, fmt.Errorf("%s.metric: %q has no date column, so it has no past to show (add date: to it, or name another metric)", kind, name)
	}
	return matrix{s, m, by, scope.CutAtKnown(m, s.Calendar.Last(last.N, last.Unit, s.Periods[0].End))}, nil
}

// Needs implements scope.Part.
func (x *matrix) Needs(n *scope.Needs) {
	for _, p := range x.periods {
		n.Ask(metric.Ask{Metric: x.m.Name, By: x.by, Period: p})
	}
}

// largest returns the members by size, the largest first, at most limit of them and then the unassigned. A note says
// how many members are left out.
func (x *matrix) largest(t *notation.Sheet, b scope.Book, limit int) (rows []members.Line, total members.Line) {
	all, total := members.Lines(x.s, b, x.m, x.by, x.periods)
	members.Rank(all, x.rankNumber)
	body := len(all)
	if body > 0 && all[body-1].Kind == report.Unassigned {
		body--
	}
	if limit <= 0 || body <= limit {
		return all, total
	}
	t.Note(x.s.Word("foot.largest", x.s.Count(int64(limit)), x.s.Count(int64(body))))
	return append(all[:limit:limit], all[body:]...), total
}

// noteUnset adds a note if no member has a target in any of the periods.
func (x *matrix) noteUnset(t *notation.Sheet, rows []members.Line, whole members.Line) {
	ever := &members.Unset{Scenario: metric.TargetScenario}
	for i := range x.periods {
		u := members.FindUnset(rows, whole, metric.TargetScenario, i)
		if u == nil {
			return
		}
		ever.Whole = ever.Whole || u.Whole
	}
	members.NoteUnset(x.s, t, x.by, ever)
}

// rankNumber is the number that ranks a member: the sum of its values or, for a metric that is not additive, its value in the
// last complete period.
func (x *matrix) rankNumber(m members.Line) metric.Num {
	if x.m.AddsUp {
		return members.Sum(members.Numbers([]members.Line{m}, members.Actual))
	}
	return m.Figures[x.lastComplete()].AC
}

// lastComplete is the index of the last period that is complete and known; the last index if there is none.
func (x *matrix) lastComplete() int {
	last := len(x.periods) - 1
	for i := last; i >= 0; i-- {
		if p := x.periods[i]; !p.Open() && (x.m.CutOff.IsZero() || !x.m.CutOff.Before(p.End)) {
			return i
		}
	}
	return last
}

// isOpen reports whether period i is not over.
func (x *matrix) isOpen(i int) bool { return x.periods[i].Open() }

// openPeriod returns the period that is not over; false if there is none.
func (x *matrix) openPeriod() (period.Period, bool) {
	i := slices.IndexFunc(x.periods, period.Period.Open)
	if i < 0 {
		return period.Period{}, false
	}
	return x.periods[i], true
}

// unit is the unit of the periods.
func (x *matrix) unit() period.Unit { return x.periods[0].Unit }

// periodsPerYear is the largest number of periods of a unit in a year; with more of them, the labels need the year.
var periodsPerYear = map[period.Unit]int{period.Week: 52, period.Month: 12, period.Quarter: 4}

// names returns the names of the periods. They contain the year if a name would occur twice.
func (x *matrix) names() []string {
	list := make([]string, len(x.periods))
	for i, p := range x.periods {
		if list[i] = x.s.Label(p); periodsPerYear[p.Unit] > 0 && len(x.periods) > periodsPerYear[p.Unit] {
			list[i] = x.s.ShortWithYear(p)
		}
	}
	return list
}

// columns returns the names of the periods, with a star if a period is not over.
func (x *matrix) columns() []string {
	list := x.names()
	for i := range list {
		if x.isOpen(i) {
			list[i] += scope.Star
		}
	}
	return list
}

// extremes is a sentence about the highest and the lowest member in the period with index at. It ignores rows that
// match no member, and is "" if no member has a value.
func (x *matrix) extremes(title string, at int, rows []members.Line, pick func(*metric.Figure) metric.Num,
	write func(metric.Num) string,
) string {
	var low, high *members.Line
	value := func(m *members.Line) metric.Num { return pick(&m.Figures[at]) }
	for i := range rows {
		n := value(&rows[i])
		if !n.OK() || rows[i].Kind == report.Unassigned {
			continue
		}
		if low == nil || n.Rat.Cmp(value(low).Rat) < 0 {
			low = &rows[i]
		}
		if high == nil || n.Rat.Cmp(value(high).Rat) > 0 {
			high = &rows[i]
		}
	}
	if low == nil {
		return ""
	}
	say := func(m *members.Line) string { return x.s.Word("alt.at", write(value(m)), m.Label) }
	return x.s.Word("alt.extremes", title, x.s.When(x.periods[at]), say(high), say(low))
}
