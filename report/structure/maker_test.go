package structure

import (
	"bilan/internal/config/section"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// maker makes the sections of this package.
var maker = sectiontest.Maker(func(s *scope.Scope, c section.Section, _ string) (scope.Part, error) {
	if c.Waterfall != nil {
		return NewWaterfall(s, c.Waterfall)
	}
	return NewBreakdown(s, c.Breakdown)
})
