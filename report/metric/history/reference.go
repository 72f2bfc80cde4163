package history

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
)

// LaterDay is the later of two days.
func LaterDay(a, b period.Date) period.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// Reference is the period of an Ask (AC), the same period last year (PY) and the previous period (PP).
type Reference struct {
	AC, PY, PP   period.Period
	HasPY, HasPP bool
}

// ReferenceOf returns the comparison periods of p for a dataset with rows on these days. An open period of weekly data
// is compared week by week.
func ReferenceOf(m *metric.Model, p period.Period, days []period.Date) Reference {
	r := Reference{AC: p}
	if m.Bare {
		return r
	}
	r.PY, r.HasPY = m.Calendar.LastYear(p)
	if p.Open() && isWeekly(m, days, p.End) {
		r.PY, r.HasPY = m.Calendar.LastYearByWeek(p)
	}
	r.PP, r.HasPP = m.Calendar.Previous(p)
	return r
}

// ComparisonPeriods lists the periods of the asks and their comparison periods, each once. days are the days with rows.
func ComparisonPeriods(m *metric.Model, asks []metric.Ask, days []period.Date) []period.Period {
	var list []period.Period
	for _, a := range asks {
		r := ReferenceOf(m, a.Period, days)
		list = append(list, r.AC)
		if r.HasPY {
			list = append(list, r.PY)
			if r.AC.Open() {
				list = append(list, r.PY.Whole()) // for last year's shape
			}
		}
		if r.HasPP {
			list = append(list, r.PP)
		}
	}
	return Distinct(list)
}

// Distinct returns the list without repeated periods. It changes list.
func Distinct(list []period.Period) []period.Period {
	seen := make(map[period.Period]bool, len(list))
	return slices.DeleteFunc(list, func(p period.Period) bool {
		twice := seen[p]
		seen[p] = true
		return twice
	})
}

// EarlierDay is the earlier of two days. A zero day counts as later than any other.
func EarlierDay(a, b period.Date) period.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
