package build

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
)

// aim is a scenario of a metric that a section shows.
type aim struct {
	m        *metric.Metric
	scenario metric.Scenario
}

// unshaped notes which of the aims that a section shows count in its periods by business days, for want of a last year to
// be shared out by. Of several metrics it says which.
func (s *Scope) unshaped(t *sheet, b Book, periods []period.Period, aims ...aim) {
	of := map[string]bool{}
	for _, p := range aims {
		of[p.m.Name] = true
	}
	var list []string
	for _, p := range aims {
		grains := s.grains(b, p, periods)
		if len(grains) == 0 {
			continue
		}
		what := s.Locale.Inline(s.word("column." + string(p.scenario)))
		if len(of) > 1 {
			what = tidy(p.m.Label) + ", " + what
		}
		list = append(list, s.word("note.of", what, s.few(grains)))
	}
	if len(list) > 0 {
		t.once(s.word("foot.unshaped", s.Locale.List(list)))
	}
}

// grains are the names of those that an aim counts by business days in any of the periods.
func (s *Scope) grains(book Book, p aim, periods []period.Period) []string {
	var names []string
	for _, at := range periods {
		for _, grain := range book.Unshared(p.m.Name, p.scenario, at) {
			if name := s.dated(grain); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}
