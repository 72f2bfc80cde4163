package build

import (
	"fmt"

	"bilan/report/insights"
	"bilan/report/metric"
	"bilan/report/scope"
)

// sectionParts makes the Part of each section of the report. It returns an error if a section names something that does
// not exist.
func sectionParts(s *scope.Scope) ([]scope.Part, error) {
	if len(s.Periods) == 0 {
		return nil, fmt.Errorf("reports.%s.periods: there is no period (write periods: [last month])", s.Name)
	}
	list := make([]scope.Part, 0, len(s.Report.Sections))
	for i := range s.Report.Sections {
		p, err := partOf(s, s.Report.Sections[i], fmt.Sprintf("sections[%d]", i))
		if err != nil {
			return nil, fmt.Errorf("reports.%s.sections[%d].%w", s.Name, i, err)
		}
		list = append(list, p)
	}
	return list, nil
}

// Needs lists everything that the report needs: asks for figures, tables, pipelines and cohorts.
func Needs(s *scope.Scope) (scope.Needs, error) {
	parts, err := sectionParts(s)
	if err != nil {
		return scope.Needs{}, err
	}
	var n scope.Needs
	for _, m := range headlineCandidates(s) {
		n.Ask(metric.Ask{Metric: m.Name, Period: m.Known(s.Periods[0])})
	}
	n.Ask(subjectAsks(s)...)
	for _, p := range parts {
		p.Needs(&n)
	}
	insights.NewTitles(s).Needs(&n)
	n.Ask(termsOf(s, n.Asks)...)
	n.Past = append(n.Past, termsOf(s, n.Past)...)
	n.Dedupe()
	return n, nil
}

// SectionAsks returns the asks of each section of the report.
func SectionAsks(s *scope.Scope) ([][]metric.Ask, error) {
	parts, err := sectionParts(s)
	if err != nil {
		return nil, err
	}
	list := make([][]metric.Ask, len(parts))
	for i, p := range parts {
		var n scope.Needs
		p.Needs(&n)
		list[i] = n.Asks
	}
	return list, nil
}

// termsOf returns the asks for the terms of all formulas in asks, by the same dimension and for the same period.
func termsOf(s *scope.Scope, asks []metric.Ask) (list []metric.Ask) {
	for _, a := range asks {
		if m := s.Metrics[a.Metric]; m != nil {
			for _, term := range m.Terms {
				list = append(list, metric.Ask{Metric: term, By: a.By, Period: a.Period})
			}
		}
	}
	return list
}
