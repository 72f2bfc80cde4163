package membertable

import (
	"bilan/internal/config/section"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// maker makes the sections of this package.
var maker = sectiontest.Maker(func(s *scope.Scope, c section.Section, _ string) (scope.Part, error) {
	if c.PeriodTable != nil {
		return NewPeriods(s, c.PeriodTable)
	}
	return New(s, c.Members)
})
