package metric

import (
	"math/big"
	"slices"
	"strings"

	"bilan/internal/period"
	"bilan/report/foresight"
)

// slice says whose target is wanted: the whole (by ""), one member, or the rows that match none.
type slice struct {
	by   string
	key  string
	none bool
	last period.Date // the member's last day, zero for none
}

// sharing says what a metric should reach in a period, and how an open one is carried on.
type sharing struct {
	m      *Model
	metric *Metric
	whole  facts // actuals of the whole metric, for last year's shape
	shapes map[period.Period]*shape

	landings map[period.Period]landing // of open periods
	came     *foresight.Past           // once it was asked
}

func (m *Model) sharing(mt *Metric, whole facts) *sharing {
	return &sharing{m: m, metric: mt, whole: whole, shapes: map[period.Period]*shape{}, landings: map[period.Period]landing{}}
}

// target is what the metric should reach in the period. Of what adds up, each day takes its part from the first target in force with a
// value on it, so that the parts sum to the period. Of anything else the first in force on the period's last day counts.
func (sh *sharing) target(all []targetValues, s slice, p period.Period) Num {
	if sh.metric.planAdds() {
		return sh.shared(all, s, p)
	}
	return sh.level(all, s, p, p.End.AddDays(-1))
}

// part is what falls to a stretch of days from one value: its grain's share.
type part struct {
	value *big.Rat
	grain period.Period
	share Share
	until period.Date // on which the member leaves the asked group for another, zero for never
}

// shared sums what falls to the period from every grain that overlaps it: Σ value × share of grain ∩ p. A stretch for
// which nobody set a target leaves the whole without one, for an actual of ten months must not stand against a target of six; one without a
// business day lacks nothing. A member may start later and leave earlier; a whole of which some member's is missing has none either.
func (sh *sharing) shared(all []targetValues, s slice, p period.Period) Num {
	sum, found, gone := new(big.Rat), false, period.Date{}
	for at := p.Start; at.Before(p.End); {
		parts, end, pierced := sh.stretch(all, s, at, p.End)
		switch {
		case pierced:
			return None(NoTarget)
		case len(parts) > 0:
			for _, part := range parts {
				sum.Add(sum, new(big.Rat).Mul(part.value, sh.share(part, at, end)))
			}
			found, gone = true, left(parts, s)
		case sh.m.Calendar.BusinessDays(at, end) == 0:
		case s.by == "" || found && (gone.IsZero() || at.Before(gone)):
			return None(NoTarget)
		}
		at = end
	}
	if !found {
		return None(NoTarget)
	}
	return Of(sum)
}

// stretch is what is set for a day, and until which day, at most end, nothing else can be. The first target that has a
// value answers. Where it is set for members and the asked slice is their sum, members whom it leaves out may answer
// from the targets after it that are set for the same dimensions. It is pierced when somebody's value was forgotten.
func (sh *sharing) stretch(all []targetValues, s slice, at, end period.Date) (parts []part, until period.Date, pierced bool) {
	var by []string
	var taken map[string]bool
	for i, gs := range all {
		t := gs.target
		if gs.reach != each || t.Per == "" && sh.metric.Date != "" || by != nil && !slices.Equal(by, t.By) {
			continue
		}
		if !t.holds(at) {
			if at.Before(t.From) {
				end = sooner(end, t.From)
			}
			continue
		}
		grain := sh.m.Calendar.Containing(t.Per, at)
		list, next := gs.on(grain, s, at)
		end = sooner(sooner(end, grain.End), sooner(t.after(), next))
		pierced = pierced || gs.pierced[targetKey{grain.Start, s.key, s.none}]
		for _, e := range list {
			if !taken[identity(t.By, e.own)] {
				parts = append(parts, part{e.value, grain, t.share(), e.until})
			}
		}
		if len(parts) > 0 && (len(t.By) == 0 || len(t.By) == 1 && cutBy(s.by, t.By[0])) {
			break
		}
		if len(parts) > 0 {
			by = t.By
		}
		if contested(all[i+1:], t.By) {
			taken = take(taken, t.By, gs.setFor(grain))
		}
	}
	return parts, end, pierced
}

// contested tells whether one of the targets is set for the same dimensions.
func contested(all []targetValues, by []string) bool {
	return slices.ContainsFunc(all, func(gs targetValues) bool { return gs.reach == each && slices.Equal(gs.target.By, by) })
}

func take(taken map[string]bool, by, owners []string) map[string]bool {
	if taken == nil {
		taken = map[string]bool{}
	}
	for _, own := range owners {
		taken[identity(by, own)] = true
	}
	return taken
}

// identity is a member of some dimensions among those of others.
func identity(by []string, own string) string { return strings.Join(by, ",") + own }

// level is a value that is neither summed over grains nor over members, in force on a day: without a grain it holds for
// every period, with one for those that lie within it.
func (sh *sharing) level(all []targetValues, s slice, p period.Period, day period.Date) Num {
	for _, gs := range all {
		if gs.reach == nobody || !gs.target.holds(day) {
			continue
		}
		who := s
		switch gs.reach {
		case everyone:
			who = slice{}
		case owner:
			who = s.owner()
		}
		grain := p.Whole()
		if gs.target.Per != "" {
			grain = sh.m.Calendar.Containing(gs.target.Per, p.Start)
		}
		if list, _ := gs.on(grain, who, day); len(list) == 1 && !grain.End.Before(p.Close) {
			return Of(sh.reached(part{value: list[0].value, grain: grain, share: gs.target.share()}, gs.target, p))
		}
	}
	return None(NoTarget)
}

// reached is what a level should be by the end of a period. What is counted begins with nothing in each grain: 40 customers
// a month are not to be there on its tenth day.
func (sh *sharing) reached(level part, t *Target, p period.Period) *big.Rat {
	if t.Per == "" || !sh.metric.Counts {
		return level.value
	}
	return new(big.Rat).Mul(level.value, sh.share(level, p.Start, p.End))
}

// left is the first day on which nobody is left for whom the parts are set: the member has gone, or all members of a
// group have gone to others. It is zero when there is none.
func left(parts []part, s slice) (day period.Date) {
	if !s.last.IsZero() {
		return s.last.AddDays(1)
	}
	for _, p := range parts {
		if p.until.IsZero() {
			return p.until
		}
		day = later(day, p.until)
	}
	return day
}
