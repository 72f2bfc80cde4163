package members

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// ShownScenario is a scenario of a metric that a section shows.
type ShownScenario struct {
	Metric   *metric.Metric
	Scenario metric.Scenario
}

// NoteUnshaped adds a note about the section's targets that are split by business days because last year's shape is
// missing. It names the metrics if there are several.
func NoteUnshaped(s *scope.Scope, t *notation.Sheet, b scope.Book, periods []period.Period, aims ...ShownScenario) {
	of := map[string]bool{}
	for _, p := range aims {
		of[p.Metric.Name] = true
	}
	var list []string
	for _, p := range aims {
		grains := grainNames(s, b, p, periods)
		if len(grains) == 0 {
			continue
		}
		what := s.Locale.Inline(s.Word("column." + string(p.Scenario)))
		if len(of) > 1 {
			what = prose.Tidy(p.Metric.Label) + ", " + what
		}
		list = append(list, s.Word("note.of", what, s.ListFew(grains)))
	}
	if len(list) > 0 {
		t.NoteOnce(s.Word("foot.unshaped", s.Locale.List(list)))
	}
}

// grainNames returns the names of the targets' periods that are split by business days, in any of the section's
// periods.
func grainNames(s *scope.Scope, book scope.Book, p ShownScenario, periods []period.Period) []string {
	var names []string
	for _, at := range periods {
		for _, grain := range book.UnshapedGrains(p.Metric.Name, p.Scenario, at) {
			if name := s.ShortWithYear(grain); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}
