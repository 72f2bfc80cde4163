package sectiontest

import (
	"slices"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/scope"
)

// Book is a scope.Book with answers that a test sets. It is not safe for concurrent use.
type Book struct {
	Answers    func(metric.Ask) metric.Answer // nil: every answer is zero
	OpenDeals  metric.Pipeline                // the answer to every pipeline
	CohortList []metric.Cohort                // the answer to every cohort ask
	Tables     map[string]*table.Table        // by TableNeed.ID
	Asked      map[metric.Ask]bool            // if not nil, Answer records the asks here
	Steps      []metric.Step
	Unshaped   []metric.Unshaped // the targets that could not be split as last year
}

// Answer implements scope.Book.
func (b *Book) Answer(a metric.Ask) metric.Answer {
	if b.Asked != nil {
		b.Asked[a] = true
	}
	if b.Answers == nil {
		return metric.Answer{}
	}
	return b.Answers(a)
}

// Pipeline implements scope.Book.
func (b *Book) Pipeline(string) metric.Pipeline { return b.OpenDeals }

// Cohorts implements scope.Book.
func (b *Book) Cohorts(string) []metric.Cohort { return b.CohortList }

// Table implements scope.Book.
func (b *Book) Table(id string) *table.Table { return b.Tables[id] }

// TargetSteps implements scope.Book. It returns the steps of the metric for the total and for by, in any period.
func (b *Book) TargetSteps(name, by string, _ period.Period) []metric.Step {
	return slices.DeleteFunc(slices.Clone(b.Steps), func(s metric.Step) bool { return s.Metric != name || s.Dimension != "" && s.Dimension != by })
}

// Holes implements scope.Book. There are none.
func (b *Book) Holes(string, metric.Scenario, period.Period) []metric.Hole { return nil }

// UnshapedGrains implements scope.Book.
func (b *Book) UnshapedGrains(name string, s metric.Scenario, p period.Period) []period.Period {
	var list []period.Period
	for _, u := range b.Unshaped {
		if u.Metric == name && u.Scenario == s && u.Grain.Start.Before(p.Close) && p.Start.Before(u.Grain.Close) {
			list = append(list, u.Grain)
		}
	}
	return list
}

// Uniform is a book that answers each ask with the same figure for the total and for n members. py is also the previous
// period.
func Uniform(s *scope.Scope, n int, ac, pl, py metric.Num) *Book {
	return &Book{Answers: func(a metric.Ask) metric.Answer {
		f := Figure(s.Metrics[a.Metric], ac, pl, pl, py, py)
		out := metric.Answer{Total: f}
		if a.By != "" {
			for i := range n {
				out.Slices = append(out.Slices, metric.Slice{Key: string(rune('a' + i)), Label: string(rune('A' + i)), Figure: f})
			}
		}
		return out
	}}
}

// Members is a book that answers each ask with the same members. A member is "label: actual target last-year"; without
// a label it is the unassigned rows. -none- is no target, and -nd- is no data.
func Members(s *scope.Scope, name, total string, list ...string) *Book {
	m := s.Metrics[name]
	read := func(text string) metric.Figure {
		f := strings.Split(text, " ")
		for i := range f {
			f[i] = strings.ReplaceAll(f[i], "-none-", "no target")
			f[i] = strings.ReplaceAll(f[i], "-nd-", "no data")
		}
		return Figure(m, Num(f[0]), Num(f[1]), Num(f[1]), Num(f[2]), Num(f[2]))
	}
	answer := metric.Answer{Total: read(total)}
	for _, l := range list {
		label, rest, _ := strings.Cut(l, ": ")
		answer.Slices = append(answer.Slices, metric.Slice{Key: label, Label: label, Unassigned: label == "", Figure: read(rest)})
	}
	return &Book{Answers: func(a metric.Ask) metric.Answer {
		if a.By == "" {
			return metric.Answer{Total: answer.Total}
		}
		return answer
	}}
}

// Since is a book with one member, Anna, and with figures only for periods that begin on the day or later.
func Since(s *scope.Scope, day period.Date, target string) *Book {
	return &Book{Answers: func(a metric.Ask) metric.Answer {
		ac := Num("no data")
		if !a.Period.Start.Before(day) {
			ac = Num("1000")
		}
		f := Figure(s.Metrics[a.Metric], ac, Num(target), Num(target), Num("no data"), Num("no data"))
		answer := metric.Answer{Total: f}
		if a.By != "" {
			answer.Slices = []metric.Slice{{Key: "a", Label: "Anna", Figure: f}}
		}
		return answer
	}}
}
