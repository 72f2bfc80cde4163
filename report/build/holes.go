package build

import (
	"slices"

	"bilan/internal/period"
)

// aimNotes says what of the aims that a section shows is not as the plan seems to say.
func (s *Scope) aimNotes(t *sheet, b Book, periods []period.Period, aims ...aim) {
	s.unshaped(t, b, periods, aims...)
	var list []string
	for _, a := range aims {
		for _, p := range periods {
			for _, who := range s.holes(b, a, p) {
				if !slices.Contains(list, who) {
					list = append(list, who)
				}
			}
		}
	}
	if len(list) > 0 {
		t.once(s.word("foot.hole", s.few(list)))
	}
}

// holes are the members whose targets were forgotten in a period, with when that is: "Anna en février 2026".
func (s *Scope) holes(b Book, a aim, p period.Period) []string {
	var grains []period.Period
	names := map[period.Period][]string{}
	for _, h := range b.Holes(a.m.Name, a.scenario, p) {
		if names[h.Grain] == nil {
			grains = append(grains, h.Grain)
		}
		if name := tidy(h.Label); !slices.Contains(names[h.Grain], name) {
			names[h.Grain] = append(names[h.Grain], name)
		}
	}
	list := make([]string, len(grains))
	for i, grain := range grains {
		list[i] = s.word("hole", s.few(names[grain]), s.when(grain))
	}
	return list
}
