package matrix

import (
	"bilan/internal/config/section"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// maker makes the sections of this package.
var maker = sectiontest.Maker(func(s *scope.Scope, c section.Section, id string) (scope.Part, error) {
	switch {
	case c.HeatMap != nil:
		return NewHeatMap(s, c.HeatMap)
	case c.Multiples != nil:
		return NewMultiples(s, c.Multiples)
	}
	return NewCohorts(s, c.Cohorts, id)
})
