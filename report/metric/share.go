package metric

import (
	"math/big"

	"bilan/internal/period"
)

// slice says whose target is wanted: the whole (by ""), one member, or the rows that match none.
type slice struct {
	by   string
	key  string
	none bool
}

// target is what the metric should reach in the period: the first target that answers.
func (m *Model) target(mt *Metric, all []goals, s slice, p period.Period) Num {
	for _, gs := range all {
		if n := m.sought(mt, gs, s, p); n.OK() {
			return n
		}
	}
	return None(NoTarget)
}

func (m *Model) sought(mt *Metric, gs goals, s slice, p period.Period) Num {
	switch {
	case gs.reach == nobody:
		return None(NoTarget)
	case gs.target.Dataset == "" && gs.target.Per == "":
		return level(gs, p)
	case gs.reach == everyone:
		s = slice{}
	}
	if mt.AddsUp {
		return m.shared(gs, s, p)
	}
	return m.carried(gs, s, p)
}

// level is a literal without grain, in force on the period's last day.
func level(gs goals, p period.Period) Num {
	if !gs.target.holds(p) {
		return None(NoTarget)
	}
	return Of(gs.list[0].value)
}

// grains lists the target's grain periods that overlap p.
func (m *Model) grains(t *Target, p period.Period) []period.Period {
	var list []period.Period
	for g := m.Calendar.Containing(t.Per, p.Start); g.Start.Before(p.End); g = m.Calendar.Shift(g, 1) {
		list = append(list, g)
	}
	return list
}

// shared sums what falls to the period from every grain that overlaps it, by business days:
// Σ value × days(grain ∩ p) ÷ days(grain). A whole is missing where any grain has no value at all; a member
// only where none has.
func (m *Model) shared(gs goals, s slice, p period.Period) Num {
	sum, found := new(big.Rat), false
	for _, g := range m.grains(gs.target, p) {
		v, n := gs.value(g, s)
		if n == 0 && s.by == "" && gs.target.holds(g) {
			return None(NoTarget)
		}
		found = found || n > 0
		sum.Add(sum, new(big.Rat).Mul(v, m.share(g, p)))
	}
	if !found {
		return None(NoTarget)
	}
	return Of(sum)
}

// share is the part of the grain's business days that lie in the period; of its days when it has no business day.
func (m *Model) share(grain, p period.Period) *big.Rat {
	start, end := grain.Start, grain.End
	if start.Before(p.Start) {
		start = p.Start
	}
	if p.End.Before(end) {
		end = p.End
	}
	if start == grain.Start && end == grain.End {
		return big.NewRat(1, 1)
	}
	if all := m.Calendar.BusinessDays(grain.Start, grain.End); all > 0 {
		return big.NewRat(int64(m.Calendar.BusinessDays(start, end)), int64(all))
	}
	return big.NewRat(int64(start.Days(end)), int64(grain.Start.Days(grain.End)))
}

// carried is the one value of the one grain that holds the whole period: a ratio is neither summed over
// grains nor over members.
func (m *Model) carried(gs goals, s slice, p period.Period) Num {
	grains := m.grains(gs.target, p)
	if len(grains) != 1 {
		return None(NoTarget)
	}
	v, n := gs.value(grains[0], s)
	if n != 1 {
		return None(NoTarget)
	}
	return Of(v)
}

// value sums the goals of one grain that fall to the slice and says how many they were.
func (gs goals) value(grain period.Period, s slice) (sum *big.Rat, n int) {
	sum = new(big.Rat)
	for _, g := range gs.list {
		mine := s.by == "" || g.key == s.key && g.none == s.none
		if gs.target.Dataset == "" {
			mine, g.grain = gs.target.holds(grain) && !s.none, grain
		}
		if mine && g.grain == grain {
			sum.Add(sum, g.value)
			n++
		}
	}
	return sum, n
}
