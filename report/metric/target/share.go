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

// Sharing computes the target of a metric in a period, and extrapolates open periods.
type Sharing struct {
	m      *metric.Model
	metric *metric.Metric
	Whole  history.Facts // the actuals of the metric's total, for last year's shape
	shapes map[period.Period]*shape

	landings map[period.Period]landing // the results of Landing
	past     *foresight.Past           // the result of Past; nil before the first call
}

// NewSharing returns the Sharing of a metric with these actuals of its total.
func NewSharing(m *metric.Model, mt *metric.Metric, whole history.Facts) *Sharing {
	return &Sharing{m: m, metric: mt, Whole: whole, shapes: map[period.Period]*shape{}, landings: map[period.Period]landing{}}
}

// target is the target of a slice in a period. For an additive metric, each day gets its part from the first target
// that applies on it and has a value, so that days sum to the period. For any other metric, the first target that
// applies on the period's last day counts.
func (sh *Sharing) target(all []Values, s history.Cut, p period.Period) metric.Num {
	if sh.metric.TargetsAdd() {
		return sh.sumParts(all, s, p)
	}
	return sh.levelTarget(all, s, p, p.End.AddDays(-1))
}

// part is a value of a target that applies to some days of its grain.
type part struct {
	value *big.Rat
	grain period.Period
	share metric.Share
	until period.Date // the day on which the member leaves the slice's group, zero for never
}

// sumParts sums the parts of the grains that overlap the period: Σ value × share of grain ∩ p. If some business days
// have no target, the period has none, because an actual of ten months must not be compared with a target for six. A
// member may start later and leave earlier. If a member's target was forgotten, the total has none either.
func (sh *Sharing) sumParts(all []Values, s history.Cut, p period.Period) metric.Num {
	sum, found, gone := new(big.Rat), false, period.Date{}
	for at := p.Start; at.Before(p.End); {
		parts, end, withHoles := sh.partsOn(all, s, at, p.End)
		switch {
		case withHoles:
			return metric.NoNum(metric.NoTarget)
		case len(parts) > 0:
			for _, part := range parts {
				sum.Add(sum, new(big.Rat).Mul(part.value, sh.share(part, at, end)))
			}
			found, gone = true, lastLeaving(parts, s)
		case sh.m.Calendar.BusinessDays(at, end) == 0:
		case s.By == "" || found && (gone.IsZero() || at.Before(gone)):
			return metric.NoNum(metric.NoTarget)
		}
		at = end
	}
	if !found {
		return metric.NoNum(metric.NoTarget)
	}
	return metric.NumOf(sum)
}

// partsOn returns the parts that apply to a slice on the day at, and the day, at most end, until which they do not
// change. The first target with a value counts. If that is set by member and the slice is a sum of members, later
// targets by the same dimensions supply the members that it leaves out. withHoles is true if a member's value was
// forgotten.
func (sh *Sharing) partsOn(all []Values, s history.Cut, at, end period.Date) (parts []part, until period.Date, withHoles bool) {
	var by []string
	var taken map[string]bool
	for i, gs := range all {
		t := gs.Target
		if gs.reach != eachSlice || t.Per == "" && sh.metric.Date != "" || by != nil && !slices.Equal(by, t.By) {
			continue
		}
		if !t.AppliesOn(at) {
			if at.Before(t.From) {
				end = history.EarlierDay(end, t.From)
			}
			continue
		}
		grain := sh.m.Calendar.Containing(t.Per, at)
		list, next := gs.entriesOn(grain, s, at)
		end = history.EarlierDay(history.EarlierDay(end, grain.End), history.EarlierDay(t.DayAfter(), next))
		withHoles = withHoles || gs.withHoles[Key{grain.Start, s.Key, s.None}]
		for _, e := range list {
			if !taken[memberID(t.By, e.members)] {
				parts = append(parts, part{e.value, grain, t.ShareOrDefault(), e.until})
			}
		}
		if len(parts) > 0 && (len(t.By) == 0 || len(t.By) == 1 && metric.CutBy(s.By, t.By[0])) {
			break
		}
		if len(parts) > 0 {
			by = t.By
		}
		if hasSameDimensions(all[i+1:], t.By) {
			taken = markTaken(taken, t.By, gs.membersWith(grain))
		}
	}
	return parts, end, withHoles
}

// hasSameDimensions reports whether one of the targets is set by these dimensions.
func hasSameDimensions(all []Values, by []string) bool {
	return slices.ContainsFunc(all, func(gs Values) bool { return gs.reach == eachSlice && slices.Equal(gs.Target.By, by) })
}

func markTaken(taken map[string]bool, by, owners []string) map[string]bool {
	if taken == nil {
		taken = map[string]bool{}
	}
	for _, own := range owners {
		taken[memberID(by, own)] = true
	}
	return taken
}

// memberID identifies a member of the dimensions by.
func memberID(by []string, own string) string { return strings.Join(by, ",") + own }

// levelTarget is the target of a metric that is not additive, on a day: the value of the first target that applies. A
// target without a grain applies to all periods; one with a grain to the periods inside a grain.
func (sh *Sharing) levelTarget(all []Values, s history.Cut, p period.Period, day period.Date) metric.Num {
	for _, gs := range all {
		if gs.reach == noSlice || !gs.Target.AppliesOn(day) {
			continue
		}
		who := s
		switch gs.reach {
		case everyMember:
			who = history.Cut{}
		case firstMember:
			who = s.Owner()
		}
		grain := p.Whole()
		if gs.Target.Per != "" {
			grain = sh.m.Calendar.Containing(gs.Target.Per, p.Start)
		}
		if list, _ := gs.entriesOn(grain, who, day); len(list) == 1 && !grain.End.Before(p.Close) {
			return metric.NumOf(sh.levelToDate(part{value: list[0].value, grain: grain, share: gs.Target.ShareOrDefault()}, gs.Target, p))
		}
	}
	return metric.NoNum(metric.NoTarget)
}

// levelToDate is the value of a level to be reached by the end of a period. A count starts at zero in each grain, so
// that 40 customers a month are not expected on the tenth day.
func (sh *Sharing) levelToDate(level part, t *metric.Target, p period.Period) *big.Rat {
	if t.Per == "" || !sh.metric.Counts {
		return level.value
	}
	return new(big.Rat).Mul(level.value, sh.share(level, p.Start, p.End))
}

// lastLeaving is the first day without any member in the slice: the member has left, or all members of a group have
// changed groups. It is zero if there is no such day.
func lastLeaving(parts []part, s history.Cut) (day period.Date) {
	if !s.Last.IsZero() {
		return s.Last.AddDays(1)
	}
	for _, p := range parts {
		if p.until.IsZero() {
			return p.until
		}
		day = history.LaterDay(day, p.until)
	}
	return day
}
