package target

import (
	"math/big"
	"slices"
	"strings"

	"bilan/internal/period"
	"bilan/report/foresight"
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// Sharing computes what a metric should reach in a period, and extrapolates open periods.
type Sharing struct {
	m      *metric.Model
	metric *metric.Metric
	Whole  history.Facts // actuals of the whole metric, for last year's shape
	shapes map[period.Period]*shape

	landings map[period.Period]landing // of open periods
	came     *foresight.Past           // after the first request
}

// NewSharing makes it of the actuals of the whole metric.
func NewSharing(m *metric.Model, mt *metric.Metric, whole history.Facts) *Sharing {
	return &Sharing{m: m, metric: mt, Whole: whole, shapes: map[period.Period]*shape{}, landings: map[period.Period]landing{}}
}

// target is what the metric should reach in the period. For an additive metric, each day takes its part from the first
// target in force with a value on it, so that the parts add up to the period. For any other metric, the first target in
// force on the period's last day counts.
func (sh *Sharing) target(all []Values, s history.Cut, p period.Period) metric.Num {
	if sh.metric.PlanAdds() {
		return sh.shared(all, s, p)
	}
	return sh.level(all, s, p, p.End.AddDays(-1))
}

// part is the share of one value that belongs to a stretch of days.
type part struct {
	value *big.Rat
	grain period.Period
	share metric.Share
	until period.Date // the day on which the member leaves the requested group, zero for never
}

// shared sums the parts of the period from every grain that overlaps it: Σ value × share of grain ∩ p. If a stretch has
// no target, the whole has none, because an actual of ten months must not be compared with a target of six; a stretch
// without a business day needs none. A member may start later and leave earlier. If a member's target is missing, the
// whole has none either.
func (sh *Sharing) shared(all []Values, s history.Cut, p period.Period) metric.Num {
	sum, found, gone := new(big.Rat), false, period.Date{}
	for at := p.Start; at.Before(p.End); {
		parts, end, withHoles := sh.stretch(all, s, at, p.End)
		switch {
		case withHoles:
			return metric.None(metric.NoTarget)
		case len(parts) > 0:
			for _, part := range parts {
				sum.Add(sum, new(big.Rat).Mul(part.value, sh.share(part, at, end)))
			}
			found, gone = true, left(parts, s)
		case sh.m.Calendar.BusinessDays(at, end) == 0:
		case s.By == "" || found && (gone.IsZero() || at.Before(gone)):
			return metric.None(metric.NoTarget)
		}
		at = end
	}
	if !found {
		return metric.None(metric.NoTarget)
	}
	return metric.Of(sum)
}

// stretch is the target for a day, and the day, at most end, until which it does not change. The first target with a
// value counts. If it is set by member and the requested slice is their sum, later targets by the same dimensions apply
// to members that it leaves out. It has holes if somebody's value was forgotten.
func (sh *Sharing) stretch(all []Values, s history.Cut, at, end period.Date) (parts []part, until period.Date, withHoles bool) {
	var by []string
	var taken map[string]bool
	for i, gs := range all {
		t := gs.Target
		if gs.reach != each || t.Per == "" && sh.metric.Date != "" || by != nil && !slices.Equal(by, t.By) {
			continue
		}
		if !t.Holds(at) {
			if at.Before(t.From) {
				end = history.Sooner(end, t.From)
			}
			continue
		}
		grain := sh.m.Calendar.Containing(t.Per, at)
		list, next := gs.on(grain, s, at)
		end = history.Sooner(history.Sooner(end, grain.End), history.Sooner(t.After(), next))
		withHoles = withHoles || gs.withHoles[Key{grain.Start, s.Key, s.None}]
		for _, e := range list {
			if !taken[identity(t.By, e.own)] {
				parts = append(parts, part{e.value, grain, t.SharedOut(), e.until})
			}
		}
		if len(parts) > 0 && (len(t.By) == 0 || len(t.By) == 1 && metric.CutBy(s.By, t.By[0])) {
			break
		}
		if len(parts) > 0 {
			by = t.By
		}
		if contested(all[i+1:], t.By) {
			taken = take(taken, t.By, gs.setFor(grain))
		}
	}
	return parts, end, withHoles
}

// contested reports whether one of the targets is set for the same dimensions.
func contested(all []Values, by []string) bool {
	return slices.ContainsFunc(all, func(gs Values) bool { return gs.reach == each && slices.Equal(gs.Target.By, by) })
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

// level is a value that is summed neither over grains nor over members, in force on a day: without a grain it applies
// to every period, with one to those within it.
func (sh *Sharing) level(all []Values, s history.Cut, p period.Period, day period.Date) metric.Num {
	for _, gs := range all {
		if gs.reach == nobody || !gs.Target.Holds(day) {
			continue
		}
		who := s
		switch gs.reach {
		case everyone:
			who = history.Cut{}
		case owner:
			who = s.Owner()
		}
		grain := p.Whole()
		if gs.Target.Per != "" {
			grain = sh.m.Calendar.Containing(gs.Target.Per, p.Start)
		}
		if list, _ := gs.on(grain, who, day); len(list) == 1 && !grain.End.Before(p.Close) {
			return metric.Of(sh.reached(part{value: list[0].value, grain: grain, share: gs.Target.SharedOut()}, gs.Target, p))
		}
	}
	return metric.None(metric.NoTarget)
}

// reached is what a level should be by the end of a period. A count starts at zero in each grain: 40 customers a month
// are not due by the tenth day.
func (sh *Sharing) reached(level part, t *metric.Target, p period.Period) *big.Rat {
	if t.Per == "" || !sh.metric.Counts {
		return level.value
	}
	return new(big.Rat).Mul(level.value, sh.share(level, p.Start, p.End))
}

// left is the first day on which none of the members of the parts remains: the member has left, or all members of a
// group have moved to others. It is zero if there is none.
func left(parts []part, s history.Cut) (day period.Date) {
	if !s.Last.IsZero() {
		return s.Last.AddDays(1)
	}
	for _, p := range parts {
		if p.until.IsZero() {
			return p.until
		}
		day = history.Later(day, p.until)
	}
	return day
}
