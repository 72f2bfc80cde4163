package deals

import (
	"bilan/internal/config/section"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// maker makes the sections of this package.
var maker = sectiontest.Maker(func(s *scope.Scope, c section.Section, id string) (scope.Part, error) {
	switch {
	case c.Pipeline != nil:
		return NewPipeline(s, c.Pipeline, id)
	case c.Forecast != nil:
		return NewMonthsAhead(s, c.Forecast, id)
	}
	return NewFunnel(s, c.Funnel)
})
