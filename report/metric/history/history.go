// Package history holds the engine's answers about a metric: values by period and member, and days with rows. From
// these it determines whether data had begun, the comparison periods, and what is not known yet.
package history

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
)

// MaxGap is the largest number of days without rows in an active dataset: yearly rows may be a month late. Rows before
// a longer gap, such as a single row of 1970, do not count as the beginning of the data.
const MaxGap = 400

// Reach says how much of a period a dataset's rows cover.
type Reach int

const (
	uncovered Reach = iota // rows begin after the period, or ended long before it
	partly                 // rows begin inside the period, too late to compare its value
	Covered                // rows had begun: on a day without rows nothing was sold
)

// Coverage returns the Reach of rows on some days in a period. Rows had begun if the last row before the period's start
// and the first one after it are at most MaxGap days apart, or if the first row is soon after the start. Only rows near
// the period decide, so that the result is the same for a dataset that is read only from :history_start on.
func Coverage(m *metric.Model, days []period.Date, p period.Period) Reach {
	days = daysBefore(m, days, m.CutOff)
	next, _ := slices.BinarySearchFunc(days, p.Start.AddDays(1), period.Date.Compare)
	if next > 0 && !GapAfter(m, days, next-1, p) {
		return Covered
	}
	for ; next < len(days) && days[next].Before(p.End); next++ {
		if GapAfter(m, days, next, p) {
			continue
		}
		if isNearlyComplete(m, coveredFrom(m, days[next:]), p) {
			return Covered
		}
		return partly
	}
	return uncovered
}

// GapAfter reports whether no row follows the day i within MaxGap days. After the last day, the time up to the cut-off
// counts.
func GapAfter(m *metric.Model, days []period.Date, i int, p period.Period) bool {
	end := m.CutOff
	if end.IsZero() {
		end = p.End
	}
	if i+1 < len(days) {
		end = days[i+1]
	}
	return days[i].Days(end) > MaxGap
}

// isNearlyComplete reports whether a period whose rows begin on the day first counts as complete: at most a fifth of
// its business days, and at most ten, are before that day.
func isNearlyComplete(m *metric.Model, first period.Date, p period.Period) bool {
	missing := m.Calendar.BusinessDays(p.Start, first)
	return missing <= 10 && 5*missing <= m.Calendar.BusinessDays(p.Start, p.End)
}

// daysBefore returns the days before the cut-off, or all days if the cut-off is zero.
func daysBefore(m *metric.Model, days []period.Date, cutOff period.Date) []period.Date {
	if cutOff.IsZero() {
		return days
	}
	i, _ := slices.BinarySearchFunc(days, cutOff, period.Date.Compare)
	return days[:i]
}

// isWeekly reports whether the data before a day has one date in each week.
func isWeekly(m *metric.Model, days []period.Date, before period.Date) bool {
	days = daysBefore(m, days, before)
	first, _ := slices.BinarySearchFunc(days, before.AddDays(-MaxGap), period.Date.Compare)
	return exportGrains[0].matches(m.Calendar, days[first:]) || exportGrains[0].matches(plainCalendar, days[first:])
}

// coveredFrom is the first day that the data of some days covers. For data with one date in each week, month, quarter
// or year, it is the first day of that unit; otherwise the first of the days.
func coveredFrom(m *metric.Model, days []period.Date) period.Date {
	year, _ := slices.BinarySearchFunc(days, days[0].AddDays(MaxGap), period.Date.Compare)
	for _, g := range exportGrains {
		for _, cal := range []*period.Calendar{m.Calendar, plainCalendar} {
			if g.matches(cal, days[:year]) {
				return cal.Containing(g.unit, days[0]).Start
			}
		}
	}
	return days[0]
}

// grain is a unit in which data may have one date, with the number of days by which that date may vary.
type grain struct {
	unit   period.Unit
	spread int
}

var exportGrains = []grain{{period.Week, 1}, {period.Month, 7}, {period.Quarter, 15}, {period.Year, 31}}

// plainCalendar is the calendar without fiscal year, which exports may follow instead of the company's.
var plainCalendar, _ = period.NewCalendar(period.Options{})

// matches reports whether the days are one in each unit: in at least three units and three quarters of all, and at
// nearly the same place in each.
func (g grain) matches(cal *period.Calendar, days []period.Date) bool {
	if len(days) < 3 {
		return false
	}
	var fromStart, toEnd []int
	first, last := cal.Containing(g.unit, days[0]), period.Period{}
	for _, d := range days {
		p := cal.Containing(g.unit, d)
		if p == last {
			return false
		}
		last = p
		fromStart, toEnd = append(fromStart, p.Start.Days(d)), append(toEnd, d.Days(p.End))
	}
	units := 0
	for p := first; !p.Start.After(last.Start); p = cal.Shift(p, 1) {
		units++
	}
	return 4*len(days) >= 3*units && min(width(fromStart), width(toEnd)) <= g.spread
}

// width is the distance between the smallest and the largest number.
func width(list []int) int { return slices.Max(list) - slices.Min(list) }
