package members

import (
	"slices"

	"bilan/report"
	"bilan/report/metric"
)

// FirstWithData returns the index of the first of n periods with data, 0 if there is none. ac returns the actual of a period.
func FirstWithData(n int, ac func(int) metric.Num) int {
	for i := range n {
		if a := ac(i); a.OK() || a.State != metric.NoData {
			return i
		}
	}
	return 0
}

// Actual is a figure's actual.
func Actual(f *metric.Figure) metric.Num { return f.AC }

// ToDate is a figure's target to date.
func ToDate(f *metric.Figure) metric.Num { return f.PLToDate }

// Objective is a figure's target for the complete period.
func Objective(f *metric.Figure) metric.Num { return f.PL }

// LastYear is a figure's actual one year earlier.
func LastYear(f *metric.Figure) metric.Num { return f.PY }

// Gap is a figure's difference from the target to date.
func Gap(f *metric.Figure) metric.Num { return f.DeltaPL }

// AnyKnown reports whether the number that pick selects exists in any figure.
func AnyKnown(figures []metric.Figure, pick func(*metric.Figure) metric.Num) bool {
	return slices.ContainsFunc(figures, func(f metric.Figure) bool { return pick(&f).OK() })
}

// Reference returns the function that picks the value of a reference scenario from a figure. In an open period that is
// the value to date.
func Reference(as report.Scenario) func(*metric.Figure) metric.Num {
	switch as {
	case report.PY:
		return LastYear
	case report.PP:
		return func(f *metric.Figure) metric.Num { return f.PP }
	}
	return ToDate
}
