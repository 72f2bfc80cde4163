package replaced

import (
	"cmp"
	"slices"
	"strings"

	"bilan/report/amount"
	"bilan/report/correction"
	"bilan/report/metric"
	"bilan/report/record"
	"bilan/report/restated"
	"bilan/report/scope"
)

// maxSentences is the largest number of changes that have a sentence each.
const maxSentences = 6

// sentences describe the changes, those of totals before those of members. A change that the changes of its parts
// explain has no sentence.
func sentences(s *scope.Scope, d correction.Difference) (list []string) {
	told := restated.Described(withObjectives(s), d.Changes)
	at := metricOrder(s)
	slices.SortStableFunc(told, func(a, b record.Change) int {
		return cmp.Or(cmp.Compare(min(len(a.By), 1), min(len(b.By), 1)), cmp.Compare(at[metricOf(a)], at[metricOf(b)]), cmp.Compare(len(a.Metric), len(b.Metric)))
	})
	for _, c := range told[:min(len(told), maxSentences)] {
		list = append(list, sentence(s, c))
	}
	switch more := len(told) - len(list); {
	case more > 0:
		list = append(list, s.Locale.Plural("correction.more", int64(more)))
	case d.Lists:
		list = append(list, s.Locale.Word("correction.lists"))
	case len(list) == 0 && len(d.Changes)+d.Other > 0:
		list = append(list, s.Locale.Plural("correction.more", int64(len(d.Changes)+d.Other)))
	}
	return list
}

// metricOrder numbers the metrics in the order in which the report shows them.
func metricOrder(s *scope.Scope) map[string]int {
	at := map[string]int{}
	for _, section := range s.Report.Sections {
		for _, name := range section.Shows() {
			if _, ok := at[name]; !ok {
				at[name] = len(at)
			}
		}
	}
	return at
}

// withObjectives returns a copy of the scope with a second metric for each objective, so that a changed objective is
// described like a changed figure.
func withObjectives(s *scope.Scope) *scope.Scope {
	own := *s
	own.Metrics = map[string]*metric.Metric{}
	for name, m := range s.Metrics {
		own.Metrics[name], own.Metrics[name+correction.Objective] = m, m
	}
	return &own
}

func sentence(s *scope.Scope, c record.Change) string {
	l, name := s.Locale, metricOf(c)
	m := s.Metrics[name]
	what := m.Label
	if name != c.Metric {
		what = l.Word("restated.member", what, l.Inline(l.Word("scenario.pl.long")))
	}
	switch {
	case c.Unassigned:
		what += " " + l.Word("unassigned")
	case c.By != "":
		what = l.Word("restated.member", what, cmp.Or(c.Label, c.Member))
	}
	p, err := s.Calendar.ParsePeriod(c.Period)
	if err != nil { // cannot happen: Described returns only changes with a valid period
		return ""
	}
	now, then, delta := amount.ChangeTexts(l, m, c.Before, c.After)
	return l.Word("correction.line", what, s.PeriodName(p), now, then, delta)
}

// metricOf is the metric of a change, whether its actual or its objective changed.
func metricOf(c record.Change) string { return strings.TrimSuffix(c.Metric, correction.Objective) }
