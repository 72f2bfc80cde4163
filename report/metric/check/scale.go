package check

import (
	"context"
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/book"
)

// Misscaled is a target that is probably written in another unit than its metric: Target × Factor would fit the actual.
type Misscaled struct {
	Metric         string
	Scenario       metric.Scenario
	Period         period.Period
	Actual, Target *big.Rat
	Factor         *big.Rat // 1000 for a target in thousands, 1/100 for one in cents
}

// The limits of a target's attainment. A target is suspect if its attainment is outside the believed limits, and a
// factor brings it inside the usual limits.
var (
	leastBelieved, mostBelieved = big.NewRat(1, 20), big.NewRat(20, 1)
	leastUsual, mostUsual       = big.NewRat(1, 3), big.NewRat(3, 1)
	one                         = big.NewRat(1, 1)
	unitFactors                 = []*big.Rat{big.NewRat(1000, 1), big.NewRat(100, 1), big.NewRat(1, 100), big.NewRat(1, 1000)}
)

// unitFactor is the factor of units that brings a target near the actual; nil if the target is plausible as it is, or
// if no factor does.
func unitFactor(actual, target *big.Rat) *big.Rat {
	if actual.Sign() <= 0 || target.Sign() <= 0 {
		return nil
	}
	ratio := new(big.Rat).Quo(actual, target)
	if ratio.Cmp(leastBelieved) >= 0 && ratio.Cmp(mostBelieved) <= 0 {
		return nil
	}
	for _, factor := range unitFactors {
		usual := new(big.Rat).Quo(ratio, factor)
		if usual.Cmp(leastUsual) >= 0 && usual.Cmp(mostUsual) <= 0 {
			return factor
		}
	}
	return nil
}

// Scale looks for targets of a metric's total in another unit, in complete periods. One period alone proves nothing: a
// firm closed in August sells a hundredth of its target, and one large deal reaches the targets of fifty weeks.
// Therefore the usual actual of the last twelve complete months must confirm it. If fewer than three of them are known,
// the target of the complete grain must confirm a factor above 1, and the targets of all members a factor below 1.
func Scale(ctx context.Context, m *metric.Model, engine metric.Engine, book *book.Book, name string, periods []period.Period) ([]Misscaled, error) {
	mt := m.Metrics[name]
	if mt == nil || !mt.AddsUp || mt.Date == "" {
		return nil, nil
	}
	var list []Misscaled
	for _, p := range periods {
		total := book.Total(name, p)
		if p.Open() || !total.AC.OK() {
			continue
		}
		for _, s := range append([]metric.Scenario{metric.TargetScenario}, book.Planned[name]...) {
			goal := total.Goal(s).Whole
			if !goal.OK() {
				continue
			}
			found := Misscaled{name, s, p, total.AC.Rat, goal.Rat, unitFactor(total.AC.Rat, goal.Rat)}
			if found.Factor == nil || found.Factor.Cmp(one) < 0 && mt.Filter != "" {
				continue // with a filter the actual may really be so small
			}
			ok, err := proveScale(ctx, m, engine, found)
			if err != nil {
				return nil, err
			}
			if ok {
				list = append(list, found)
			}
		}
	}
	return list, nil
}

func proveScale(ctx context.Context, m *metric.Model, engine metric.Engine, found Misscaled) (bool, error) {
	usual, months, err := usualActual(ctx, m, engine, found)
	switch large := found.Factor.Cmp(one) > 0; {
	case err != nil:
		return false, err
	case months >= 3:
		factor := unitFactor(usual, found.Target)
		return factor != nil && large == (factor.Cmp(one) > 0), nil
	case large:
		return beyondGrain(m, found), nil
	}
	return eachMember(ctx, m, engine, found)
}

func isSameFactor(a, b *big.Rat) bool { return a != nil && a.Cmp(b) == 0 }

// usualActual returns the actual of the last twelve complete months, in proportion to the business days of the period,
// and the number of these months that are known.
func usualActual(ctx context.Context, m *metric.Model, engine metric.Engine, found Misscaled) (*big.Rat, int, error) {
	month := m.Calendar.Containing(period.Month, found.Period.End.AddDays(-1))
	if found.Period.End.Before(month.End) {
		month = m.Calendar.Shift(month, -1)
	}
	var asks []metric.Ask
	for range 12 {
		asks = append(asks, metric.Ask{Metric: found.Metric, Period: month})
		month = m.Calendar.Shift(month, -1)
	}
	book, err := book.Compute(ctx, m, engine, asks)
	if err != nil {
		return nil, 0, err
	}
	sum, days, months := new(big.Rat), 0, 0
	for _, a := range asks {
		if ac := book.Answer(a).Total.AC; ac.OK() && book.DataBegun(found.Metric, a.Period) {
			sum.Add(sum, ac.Rat)
			days += m.Calendar.BusinessDays(a.Period.Start, a.Period.End)
			months++
		}
	}
	if days == 0 {
		return sum, 0, nil
	}
	own := m.Calendar.BusinessDays(found.Period.Start, found.Period.End)
	return sum.Mul(sum, big.NewRat(int64(own), int64(days))), months, nil
}

// beyondGrain reports whether the actual of a period is far above the target for the complete grain that contains it.
func beyondGrain(m *metric.Model, found Misscaled) bool {
	part := big.NewRat(1, 1)
	for i := range m.Targets {
		t := &m.Targets[i]
		if t.Metric != found.Metric || t.ScenarioOrDefault() != found.Scenario || t.Per == "" {
			continue
		}
		grain := m.Calendar.Containing(t.Per, found.Period.Start)
		if all := m.Calendar.BusinessDays(grain.Start, grain.End); all > 0 && found.Period.End.Before(grain.End) {
			part = big.NewRat(int64(m.Calendar.BusinessDays(found.Period.Start, found.Period.End)), int64(all))
		}
		break
	}
	whole := new(big.Rat).Mul(mostBelieved, found.Target)
	return new(big.Rat).Mul(found.Actual, part).Cmp(whole) > 0
}

// eachMember reports whether at least two members of a dimension have a target, and the same factor fits all of them.
func eachMember(ctx context.Context, m *metric.Model, engine metric.Engine, found Misscaled) (bool, error) {
	at := slices.IndexFunc(m.Targets, func(t metric.Target) bool {
		return t.Metric == found.Metric && t.ScenarioOrDefault() == found.Scenario && len(t.By) > 0
	})
	if at < 0 {
		return false, nil
	}
	ask := metric.Ask{Metric: found.Metric, By: m.Targets[at].By[0], Period: found.Period}
	book, err := book.Compute(ctx, m, engine, []metric.Ask{ask})
	if err != nil {
		return false, err
	}
	members := 0
	for _, s := range book.Answer(ask).Slices {
		goal := s.Figure.Goal(found.Scenario).Whole
		if !goal.OK() {
			continue
		}
		if members++; !s.Figure.AC.OK() || !isSameFactor(unitFactor(s.Figure.AC.Rat, goal.Rat), found.Factor) {
			return false, nil
		}
	}
	return members > 1, nil
}
