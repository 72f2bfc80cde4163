package scorecard

import (
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// maker makes the sections of this package.
var maker = sectiontest.Maker(func(s *scope.Scope, c section.Section, _ string) (scope.Part, error) { return New(s, c.Scorecard) })

// cards is a scorecard of the report's periods.
func cards(names ...string) section.Section {
	return section.Section{Scorecard: &section.Scorecard{Metrics: names}}
}

// lastWeek is a scorecard of last week.
func lastWeek(names ...string) section.Section {
	return section.Section{Scorecard: &section.Scorecard{Metrics: names, Period: period.MustPhrase("last week")}}
}
