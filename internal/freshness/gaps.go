package freshness

import (
	"slices"

	"bilan/internal/period"
)

// gap is the time between two consecutive days with rows, without these days.
type gap struct {
	from, to period.Date // to is not included
	length   int         // in business days
}

// gaps returns the gaps that contain a business day, oldest first.
func (h History) gaps() []gap {
	var list []gap
	for i := 1; i < len(h.days); i++ {
		g := gap{from: h.days[i-1].AddDays(1), to: h.days[i]}
		if g.length = h.cal.BusinessDays(g.from, g.to); g.length > 0 {
			list = append(list, g)
		}
	}
	return list
}

const (
	sameSeason = 7 // days by which the same closure may shift from one year to the next
	closure    = 3 // the least business days of a gap that counts as a closure
)

// overdue returns how many business days without rows are allowed at a cut-off, and whether more have passed. The limit
// is the longest gap of the last twelve months plus one. A gap that also occurred a year before, such as a closed
// August, only counts in its own season.
func (h History) overdue(cutOff period.Date) (limit int, stale bool) {
	all := h.gaps()
	var longest, usual int
	now := gap{from: h.Newest().AddDays(1), to: cutOff}
	now.length = h.cal.BusinessDays(now.from, now.to)
	for _, g := range all {
		if !h.Newest().AddDays(-year).Before(g.to) {
			continue
		}
		longest = max(longest, g.length)
		if g.length < closure || 2*h.repeated(g, all) < g.length {
			usual = max(usual, g.length)
		}
	}
	limit = min(longest, usual+h.repeated(now, all)) + 1
	return limit, now.length > limit
}

// repeated counts the business days of g that lay in a closure one year before.
func (h History) repeated(g gap, all []gap) int {
	n := 0
	for d := g.from; d.Before(g.to); d = d.AddDays(1) {
		yearBefore := d.AddDays(-year)
		if h.cal.IsBusinessDay(d) && slices.ContainsFunc(all, func(o gap) bool {
			return o.length >= closure && !yearBefore.Before(o.from.AddDays(-sameSeason)) && yearBefore.Before(o.to.AddDays(sameSeason))
		}) {
			n++
		}
	}
	return n
}
