package members

import (
	"slices"

	"bilan/report"
	"bilan/report/metric"
)

// Begun returns the index of the first period with data: a report over the last thirteen weeks shows five when only five have
// data. It is 0 when no period has data.
func Begun(n int, ac func(int) metric.Num) int {
	for i := range n {
		if a := ac(i); a.OK() || a.State != metric.NoData {
			return i
		}
	}
	return 0
}

// Actual is the figure's actual.
func Actual(f *metric.Figure) metric.Num { return f.AC }

// ToDate is its target up to the period's end.
func ToDate(f *metric.Figure) metric.Num { return f.PLToDate }

// Objective is its target of the whole period.
func Objective(f *metric.Figure) metric.Num { return f.PL }

// LastYear is its actual a year before.
func LastYear(f *metric.Figure) metric.Num { return f.PY }

// GapOf is its difference to the target to date.
func GapOf(f *metric.Figure) metric.Num { return f.DeltaPL }

// Some reports whether a scenario has a value in any figure.
func Some(figures []metric.Figure, pick func(*metric.Figure) metric.Num) bool {
	return slices.ContainsFunc(figures, func(f metric.Figure) bool { return pick(&f).OK() })
}

// Reference picks a scenario's value of a figure, in an open period up to the same stage.
func Reference(as report.Scenario) func(*metric.Figure) metric.Num {
	switch as {
	case report.PY:
		return LastYear
	case report.PP:
		return func(f *metric.Figure) metric.Num { return f.PP }
	}
	return ToDate
}
