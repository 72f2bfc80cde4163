package members

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// TargetNotes adds the notes about a section's targets: split by business days instead of last year's shape, or missing
// for some members.
func TargetNotes(s *scope.Scope, t *notation.Sheet, b scope.Book, periods []period.Period, aims ...ShownScenario) {
	NoteUnshaped(s, t, b, periods, aims...)
	var list []string
	for _, a := range aims {
		for _, p := range periods {
			for _, who := range Holes(s, b, a, p) {
				if !slices.Contains(list, who) {
					list = append(list, who)
				}
			}
		}
	}
	if len(list) > 0 {
		t.NoteOnce(s.Word("foot.hole", s.ListFew(list)))
	}
}

// Holes lists the members whose targets are missing in a part of a period, with that part: "Anna en février 2026".
func Holes(s *scope.Scope, b scope.Book, a ShownScenario, p period.Period) []string {
	var grains []period.Period
	names := map[period.Period][]string{}
	for _, h := range b.Holes(a.Metric.Name, a.Scenario, p) {
		if names[h.Grain] == nil {
			grains = append(grains, h.Grain)
		}
		if name := prose.Tidy(h.Label); !slices.Contains(names[h.Grain], name) {
			names[h.Grain] = append(names[h.Grain], name)
		}
	}
	list := make([]string, len(grains))
	for i, grain := range grains {
		list[i] = s.Word("hole", s.ListFew(names[grain]), s.When(grain))
	}
	return list
}
