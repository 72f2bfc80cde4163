package plans

import (
	"cmp"
	"slices"

	"bilan/internal/period"
	"bilan/internal/sales"
)

// units are those of periods, the shortest first.
var units = []period.Unit{period.Day, period.Week, period.Month, period.Quarter, period.Year}

// Since is the day on which the last week of a report begins; without a week its last month, and so on. Changes of
// deals are reported from this day on.
func (plan *Plan) Since() period.Date {
	return slices.MinFunc(plan.Periods, func(a, b period.Period) int {
		return cmp.Or(slices.Index(units, a.Unit)-slices.Index(units, b.Unit), -a.Start.Compare(b.Start))
	}).Start
}

// TellsMoves reports whether the plan reads how deals stood before, on a day that depends on the report's periods.
func (plan *Plan) TellsMoves() bool {
	return slices.Contains(plan.Datasets, sales.Dataset(sales.Before))
}
