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
	last period.Date // the member's last day, zero for none
}

// target is what the metric should reach in the period. Of what adds up, each stretch of the period takes its
// part from the first target that is in force there; of anything else the first target that answers counts.
func (m *Model) target(mt *Metric, all []goals, s slice, p period.Period) Num {
	if mt.AddsUp {
		return m.shared(all, s, p)
	}
	for _, gs := range all {
		if n := m.sought(gs, s, p); n.OK() {
			return n
		}
	}
	return None(NoTarget)
}

func (m *Model) sought(gs goals, s slice, p period.Period) Num {
	switch {
	case gs.reach == nobody:
		return None(NoTarget)
	case gs.target.Dataset == "" && gs.target.Per == "":
		return level(gs, p)
	case gs.reach == everyone:
		s = slice{}
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

// shared sums what falls to the period from every grain that overlaps it, by business days:
// Σ value × days(grain ∩ p) ÷ days(grain). A stretch for which nobody set a target leaves the whole without one, for
// an actual of ten months must not stand against a target of six. A member may start later than the period and leave
// earlier; in between, what is missing is missing.
func (m *Model) shared(all []goals, s slice, p period.Period) Num {
	sum, found := new(big.Rat), false
	for at := p.Start; at.Before(p.End); {
		grain, v, ok := m.stretch(all, s, at)
		switch {
		case ok:
			sum.Add(sum, new(big.Rat).Mul(v, m.share(grain, from(p, at))))
			found = true
		case s.by == "" || found && !s.gone(at):
			return None(NoTarget)
		}
		at = grain.End
	}
	if !found {
		return None(NoTarget)
	}
	return Of(sum)
}

// stretch is the grain that holds a day, with its value for the slice from the first target that has one. Without
// any, it is the smallest grain of all, or the day.
func (m *Model) stretch(all []goals, s slice, at period.Date) (grain period.Period, v *big.Rat, ok bool) {
	grain = m.Calendar.Containing(period.Day, at)
	for _, gs := range all {
		if gs.reach != each || gs.target.Per == "" {
			continue
		}
		g := m.Calendar.Containing(gs.target.Per, at)
		if v, n := gs.value(g, s); n > 0 {
			return g, v, true
		}
		if grain.Unit == period.Day || g.End.Before(grain.End) {
			grain = g
		}
	}
	return grain, nil, false
}

// from is the part of a period from a day on.
func from(p period.Period, at period.Date) period.Period {
	p.Start = at
	return p
}

// gone tells whether the member had left before a day.
func (s slice) gone(at period.Date) bool { return !s.last.IsZero() && s.last.Before(at) }

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
	grain := m.Calendar.Containing(gs.target.Per, p.Start)
	if grain.End.Before(p.End) {
		return None(NoTarget)
	}
	v, n := gs.value(grain, s)
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
