package targettable

import (
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// maker makes the sections of this package.
var maker = sectiontest.Maker(func(s *scope.Scope, c section.Section, _ string) (scope.Part, error) { return New(s, c.TargetTable) })

// columnsOf is a table of revenue by rep.
func columnsOf(columns ...string) section.Section {
	return section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Columns: columns}}
}

// lastWeek is a table of last week.
func lastWeek(metric string) section.Section {
	return section.Section{TargetTable: &section.TargetTable{Metric: metric, By: "rep", Period: period.MustPhrase("last week")}}
}
