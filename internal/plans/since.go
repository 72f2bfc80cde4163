package plans

import (
	"cmp"
	"slices"

	"bilan/internal/period"
	"bilan/internal/sales"
)

// units are the units of periods, the shortest first.
var units = []period.Unit{period.Day, period.Week, period.Month, period.Quarter, period.Year}

// Since returns the day from which changes of deals are reported: the first day of the report's latest period among those
// with the shortest unit.
func (plan *Plan) Since() period.Date {
	return slices.MinFunc(plan.Periods, func(a, b period.Period) int {
		return cmp.Or(slices.Index(units, a.Unit)-slices.Index(units, b.Unit), -a.Start.Compare(b.Start))
	}).Start
}

// ReportsMoves reports whether the plan reads the earlier state of deals, as of the day Since.
func (plan *Plan) ReportsMoves() bool {
	return slices.Contains(plan.Datasets, sales.Dataset(sales.DealsBeforeName))
}
