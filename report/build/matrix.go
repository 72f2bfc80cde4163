package build

import (
	"fmt"
	"slices"
	"strconv"

	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
)

// matrix is a metric's members over the last periods: what small multiples and heat maps are made of.
type matrix struct {
	s       *Scope
	m       *metric.Metric
	by      string
	periods []period.Period // oldest first; one of the last may be open, and of those after it nothing is known
}

// matrix makes a section's matrix ready; kind is the section's word in the YAML, for errors.
func (s *Scope) matrix(kind, name, by, last string) (matrix, error) {
	m, err := s.metric(kind+".metric", name)
	if err != nil {
		return matrix{}, err
	}
	if m.Date == "" {
		return matrix{}, fmt.Errorf("%s.metric: %q has no date column, so it has no past to show", kind, name)
	}
	n, unit, err := period.ParseSpan(last)
	if err != nil {
		return matrix{}, fmt.Errorf("%s.last: %w", kind, err)
	}
	return matrix{s, m, by, cutAt(m, s.Calendar.Last(n, unit, s.Periods[0].End))}, nil
}

func (x *matrix) needs(n *Needs) {
	for _, p := range x.periods {
		n.ask(metric.Ask{Metric: x.m.Name, By: x.by, Period: p})
	}
}

// largest are the members by size, the largest first, the unassigned last and not counted; how many are shown of how many is noted.
func (x *matrix) largest(t *sheet, b Book, limit int) (rows []member, total member) {
	all, total := x.s.members(b, x.m, x.by, x.periods)
	rank(all, x.size)
	body := len(all)
	if body > 0 && all[body-1].kind == report.Unassigned {
		body--
	}
	if limit <= 0 || body <= limit {
		return all, total
	}
	t.note(x.s.word("foot.largest", x.s.count(int64(limit)), x.s.count(int64(body))))
	return append(all[:limit:limit], all[body:]...), total
}

// notSet notes that no member has a target in any of the periods.
func (x *matrix) notSet(t *sheet, rows []member, whole member) {
	ever := &unset{scenario: metric.TargetScenario}
	for i := range x.periods {
		u := lacking(rows, whole, metric.TargetScenario, i)
		if u == nil {
			return
		}
		ever.whole = ever.whole || u.whole
	}
	x.s.notSet(t, x.by, ever)
}

// size is what a member is ranked by: all that it sums to or, of what does not add up, its value in the last period that is
// over.
func (x *matrix) size(m member) metric.Num {
	if x.m.AddsUp {
		return total(numbers([]member{m}, actual))
	}
	return m.at[x.finished()].AC
}

// finished is the place of the last period that is over and known; the last one where none is.
func (x *matrix) finished() int {
	last := len(x.periods) - 1
	for i := last; i >= 0; i-- {
		if p := x.periods[i]; !p.Open() && (x.m.CutOff.IsZero() || !x.m.CutOff.Before(p.End)) {
			return i
		}
	}
	return last
}

// open tells whether the period in place i is not over.
func (x *matrix) open(i int) bool { return x.periods[i].Open() }

// cut is the period that is not over, false when none is.
func (x *matrix) cut() (period.Period, bool) {
	i := slices.IndexFunc(x.periods, period.Period.Open)
	if i < 0 {
		return period.Period{}, false
	}
	return x.periods[i], true
}

// unit is what the periods are: of one period by itself too.
func (x *matrix) unit() period.Unit { return x.periods[0].Unit }

// span says which periods are shown: "12 mois, 1 déc. 2025 – 30 nov. 2026".
func (s *Scope) span(periods []period.Period) string {
	first, last := periods[0], periods[len(periods)-1]
	return s.word("note.span", s.Locale.Plural("span."+string(first.Unit), int64(len(periods))),
		s.Locale.Range(first.Start.Time(), lastDay(last)))
}

// dated is a period by its short name and its year: "nov. 2026", "S46 2026", "T3 2026", "16 nov. 2026".
func (s *Scope) dated(p period.Period) string {
	switch p.Unit {
	case period.Day:
		return s.Locale.DateMedium(p.Start.Time())
	case period.Year:
		return s.label(p)
	case period.Quarter:
		return s.name(p)
	case period.Month:
		return s.Locale.MonthYearShort(s.month(p))
	}
	year, _ := s.Calendar.Number(p)
	return s.label(p) + nbsp + strconv.Itoa(year)
}

// once is how many periods of a unit a year holds at most; more of them need their year to be told apart.
var once = map[period.Unit]int{period.Week: 52, period.Month: 12, period.Quarter: 4}

// names are the periods over a grid: with their years where a name would stand twice.
func (x *matrix) names() []string {
	list := make([]string, len(x.periods))
	for i, p := range x.periods {
		if list[i] = x.s.label(p); once[p.Unit] > 0 && len(x.periods) > once[p.Unit] {
			list[i] = x.s.dated(p)
		}
	}
	return list
}

// columns are the names with a star on a period that is not over.
func (x *matrix) columns() []string {
	list := x.names()
	for i := range list {
		if x.open(i) {
			list[i] += star
		}
	}
	return list
}

// star marks a period that is not over, which a footnote explains.
const star = "*"

// unfinished explains the star.
func (s *Scope) unfinished(p period.Period) string {
	return s.word("foot.unfinished", s.Locale.Capital(s.name(p)), s.Locale.Date(lastDay(p)))
}

// extremes is the message of members in one period: who is highest and who is lowest. It is empty where no member has a
// value; what matches none is no member.
func (x *matrix) extremes(title string, at int, rows []member, pick func(*metric.Figure) metric.Num,
	write func(metric.Num) string,
) string {
	var low, high *member
	value := func(m *member) metric.Num { return pick(&m.at[at]) }
	for i := range rows {
		n := value(&rows[i])
		if !n.OK() || rows[i].kind == report.Unassigned {
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
	say := func(m *member) string { return x.s.word("alt.at", write(value(m)), m.label) }
	return x.s.word("alt.extremes", title, x.s.when(x.periods[at]), say(high), say(low))
}
