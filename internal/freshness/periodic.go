package freshness

import "bilan/internal/period"

// The limits from which a dataset counts as monthly or weekly: how many closed periods in a row have rows, and by how
// many days the last row may shift within its period. Frequent rows at random days also fill twelve months, but their
// last day of the month varies more.
const (
	leastPeriods  = 12
	surePeriods   = 26
	monthlySpread = 7
	weeklySpread  = 1
)

// periodic reports whether rows come in each month or week. empty is the first closed period before the cut-off without
// rows; its zero value means that every closed period has rows.
func (h History) periodic(unit period.Unit, cutOff period.Date) (empty period.Period, ok bool) {
	p := h.lastClosed(unit, cutOff)
	for ; h.daysIn(p) == 0 && p.Start.After(h.days[0]); p = h.cal.Shift(p, -1) {
		if h.mustHaveRows(p) {
			empty = p
		}
	}
	n, spread := h.countRegular(p)
	if n < leastPeriods {
		return period.Period{}, false
	}
	if unit == period.Month {
		return empty, spread <= monthlySpread
	}
	return empty, spread == 0 || spread <= weeklySpread && n >= surePeriods
}

// lastClosed returns the last period of a unit that ends at or before the cut-off.
func (h History) lastClosed(unit period.Unit, cutOff period.Date) period.Period {
	p := h.cal.Containing(unit, cutOff.AddDays(-1))
	if cutOff.Before(p.End) {
		p = h.cal.Shift(p, -1)
	}
	return p
}

// countRegular counts the consecutive periods with rows, backwards from p over about a year. spread is the number of
// days by which their last rows differ within the period, or their first rows where that is less. Both are 0 if a
// period has no rows.
func (h History) countRegular(p period.Period) (n, spread int) {
	var last, first extent
	for oldest := p.End.AddDays(-371); !p.Start.Before(oldest) && !p.Start.Before(h.days[0]); p = h.cal.Shift(p, -1) {
		if !h.mustHaveRows(p) {
			continue
		}
		in := h.since(p.Start).before(p.End)
		if len(in.days) == 0 {
			return 0, 0
		}
		n++
		last.add(in.Newest().Days(p.End))
		first.add(p.Start.Days(in.days[0]))
	}
	return n, min(last.size(), first.size())
}

// mustHaveRows reports whether a period should have rows. A week with a day off need not have any.
func (h History) mustHaveRows(p period.Period) bool {
	if p.Unit != period.Week {
		return true
	}
	for d := p.Start; d.Before(p.End); d = d.AddDays(1) {
		if h.cal.IsWorkday(d.Weekday()) && !h.cal.IsBusinessDay(d) {
			return false
		}
	}
	return true
}

// daysIn counts the days with rows in a period.
func (h History) daysIn(p period.Period) int { return len(h.since(p.Start).before(p.End).days) }

// extent is the least and the greatest of the numbers that were added.
type extent struct {
	least, most int
	some        bool
}

func (e *extent) add(n int) {
	if !e.some {
		*e = extent{n, n, true}
	}
	e.least, e.most = min(e.least, n), max(e.most, n)
}

func (e extent) size() int { return e.most - e.least }
