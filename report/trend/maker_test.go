package trend

import (
	"bilan/internal/config/section"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// maker makes the sections of this package.
var maker = sectiontest.Maker(func(s *scope.Scope, c section.Section, _ string) (scope.Part, error) { return New(s, c.Trend) })

func trends(list ...section.Trend) []section.Section {
	out := make([]section.Section, len(list))
	for i := range list {
		out[i].Trend = &list[i]
	}
	return out
}
