// Package history keeps the engine's answers about a metric: its values by period and member, and the days with rows.
// From these it determines whether data had begun, which period is the comparison, and what is not known yet.
package history

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
)

// MaxGap is how many days without rows an active dataset may have: rows that come once a year may come a month late.
// Rows before a longer gap, such as one row of 1970, say nothing about the later data.
const MaxGap = 400

// Reach is how far a dataset's rows reach into a period.
type Reach int

const (
	uncovered Reach = iota // rows begin after it, or had ended long before
	partly                 // rows begin inside, and too late for it to be compared with
	Covered                // rows had begun: a day without any is one without sales
)

// Coverage judges a period by the rows around it alone, so that the answer is the same for a dataset that is read whole
// and for one that is cut at :history_start. Rows had begun if those before and after its start are at most MaxGap
// apart, or if the first row comes soon after it. That one row may represent the whole month that it ends.
func Coverage(m *metric.Model, days []period.Date, p period.Period) Reach {
	days = until(m, days, m.CutOff)
	next, _ := slices.BinarySearchFunc(days, p.Start.AddDays(1), period.Date.Compare)
	if next > 0 && !GapAfter(m, days, next-1, p) {
		return Covered
	}
	for ; next < len(days) && days[next].Before(p.End); next++ {
		if GapAfter(m, days, next, p) {
			continue
		}
		if countsWhole(m, since(m, days[next:]), p) {
			return Covered
		}
		return partly
	}
	return uncovered
}

// GapAfter reports whether no row follows one within MaxGap. Up to the cut-off it may yet come.
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

// countsWhole reports whether a period with a given first day counts as a whole: at most a fifth of its business days
// are before it, and at most two weeks of them.
func countsWhole(m *metric.Model, first period.Date, p period.Period) bool {
	missing := m.Calendar.BusinessDays(p.Start, first)
	return missing <= 10 && 5*missing <= m.Calendar.BusinessDays(p.Start, p.End)
}

// until are the days before the cut-off, all if there is none.
func until(m *metric.Model, days []period.Date, cutOff period.Date) []period.Date {
	if cutOff.IsZero() {
		return days
	}
	i, _ := slices.BinarySearchFunc(days, cutOff, period.Date.Compare)
	return days[:i]
}

// comesWeekly reports whether data comes by the week: it had one date in each of those before a day.
func comesWeekly(m *metric.Model, days []period.Date, before period.Date) bool {
	days = until(m, days, before)
	first, _ := slices.BinarySearchFunc(days, before.AddDays(-MaxGap), period.Date.Compare)
	return exportGrains[0].fits(m.Calendar, days[first:]) || exportGrains[0].fits(plainCalendar, days[first:])
}

// since is the first day that some days represent: for an export with one date in each week, month, quarter or year,
// the first day of the one that it ends.
func since(m *metric.Model, days []period.Date) period.Date {
	year, _ := slices.BinarySearchFunc(days, days[0].AddDays(MaxGap), period.Date.Compare)
	for _, g := range exportGrains {
		for _, cal := range []*period.Calendar{m.Calendar, plainCalendar} {
			if g.fits(cal, days[:year]) {
				return cal.Containing(g.unit, days[0]).Start
			}
		}
	}
	return days[0]
}

// grain is a unit that data may come by, and by how many days its date may shift within it.
type grain struct {
	unit   period.Unit
	spread int
}

var exportGrains = []grain{{period.Week, 1}, {period.Month, 7}, {period.Quarter, 15}, {period.Year, 31}}

// plainCalendar is the calendar of exports, whatever year the company has.
var plainCalendar, _ = period.NewCalendar(period.Options{})

// fits reports whether days come by the grain: one in each of at least three units, hardly any left out, at the same place.
func (g grain) fits(cal *period.Calendar, days []period.Date) bool {
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
