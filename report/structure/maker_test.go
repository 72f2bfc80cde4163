package structure

import (
	"bilan/internal/config/section"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// maker makes the sections of this package.
var maker = sectiontest.Maker(func(s *scope.Scope, c section.Section, _ string) (scope.Part, error) {
	switch {
	case c.Waterfall != nil:
		return NewWaterfall(s, c.Waterfall)
	case c.Calculation != nil:
		return NewCalculation(s, c.Calculation)
	}
	return NewBreakdown(s, c.Breakdown)
})
