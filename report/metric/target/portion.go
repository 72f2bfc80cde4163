package target

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// share is the share of a value for the days from from up to, but excluding, to in its grain. The shares of a grain sum
// exactly to 1.
func (sh *Sharing) share(p part, from, to period.Date) *big.Rat {
	if from == p.grain.Start && to == p.grain.End {
		return big.NewRat(1, 1)
	}
	until := businessDayShare
	switch p.share {
	case metric.Evenly:
		until = evenShare
	case metric.AsLastYear:
		if shape := sh.shape(p.grain); shape.ok {
			return new(big.Rat).Sub(shape.shareBefore(p.grain, to), shape.shareBefore(p.grain, from))
		}
	}
	return new(big.Rat).Sub(until(sh.m, p.grain, to), until(sh.m, p.grain, from))
}

// businessDayShare is the share of the grain's business days before a day; of all its days if it has no business day.
func businessDayShare(m *metric.Model, grain period.Period, d period.Date) *big.Rat {
	if all := m.Calendar.BusinessDays(grain.Start, grain.End); all > 0 {
		return big.NewRat(int64(m.Calendar.BusinessDays(grain.Start, d)), int64(all))
	}
	return dayShare(grain, d)
}

func dayShare(p period.Period, d period.Date) *big.Rat {
	return big.NewRat(int64(p.Start.Days(d)), int64(p.Start.Days(p.End)))
}

// evenShare is the share of the grain before a day if all its months have equal shares, and all days of a month too.
func evenShare(m *metric.Model, grain period.Period, d period.Date) *big.Rat {
	if grain.Unit != period.Quarter && grain.Unit != period.Year {
		return dayShare(grain, d)
	}
	months, sum := int64(0), new(big.Rat)
	for month := m.Calendar.Containing(period.Month, grain.Start); month.Start.Before(grain.End); month = m.Calendar.Shift(month, 1) {
		switch months++; {
		case !d.Before(month.End):
			sum.Add(sum, big.NewRat(1, 1))
		case month.Start.Before(d):
			sum.Add(sum, dayShare(month, d))
		}
	}
	return sum.Quo(sum, big.NewRat(months, 1))
}

// shape is the course of the metric's total in last year's counterpart of a grain (twin).
type shape struct {
	m        *metric.Model
	ok       bool // the twin is known completely and its total is above zero
	lastYear period.Period
	total    *big.Rat
	sums     []*big.Rat               // the sums of the twin's days before the i-th
	known    map[period.Date]*big.Rat // the results of shareBefore
}

// shape returns the shape of a grain from the actuals by day. It computes it once.
func (sh *Sharing) shape(grain period.Period) *shape {
	if s := sh.shapes[grain]; s != nil {
		return s
	}
	s := &shape{m: sh.m, known: map[period.Date]*big.Rat{}}
	sh.shapes[grain] = s
	var ok bool
	if s.lastYear, ok = sh.m.Calendar.LastYear(grain); !ok || !sh.covers(s.lastYear) {
		return s
	}
	s.total = new(big.Rat)
	for d := s.lastYear.Start; d.Before(s.lastYear.End); d = d.AddDays(1) {
		s.sums = append(s.sums, new(big.Rat).Set(s.total))
		if n := sh.Whole.Values[history.Cell{Period: sh.m.Calendar.Containing(period.Day, d)}].Value; n.OK() {
			s.total.Add(s.total, n.Rat)
		}
	}
	s.sums = append(s.sums, s.total)
	s.ok = s.total.Sign() > 0
	return s
}

// covers reports whether all actuals of a period are known.
func (sh *Sharing) covers(p period.Period) bool {
	return sh.metric.Date != "" && history.Coverage(sh.m, sh.Whole.Span.Days, p) == history.Covered &&
		(sh.m.CutOff.IsZero() || !sh.m.CutOff.Before(p.End))
}

// shareBefore is the share of the twin's total that was reached before last year's counterpart of the day d.
func (s *shape) shareBefore(grain period.Period, d period.Date) *big.Rat {
	if s.known[d] == nil {
		s.known[d] = new(big.Rat).Quo(s.sums[s.lastYear.Start.Days(s.counterpart(grain, d))], s.total)
	}
	return s.known[d]
}

// counterpart is last year's counterpart of the day d: the day on which as many business days of its month, or of a
// shorter grain, had passed.
func (s *shape) counterpart(grain period.Period, d period.Date) period.Date {
	if d == grain.End {
		return s.lastYear.End
	}
	like := grain
	if grain.Unit == period.Quarter || grain.Unit == period.Year {
		like = s.m.Calendar.Containing(period.Month, d)
	}
	like.End = d
	twin, _ := s.m.Calendar.LastYear(like)
	switch {
	case twin.End.Before(s.lastYear.Start):
		return s.lastYear.Start
	case s.lastYear.End.Before(twin.End):
		return s.lastYear.End
	}
	return twin.End
}

// ShapeDays lists the days whose actuals are needed to split an ask's targets as last year: those of last year's
// counterpart of each grain that the ask may divide.
func ShapeDays(m *metric.Model, a metric.Ask) []period.Period {
	var days []period.Period
	for i := range m.Targets {
		t := &m.Targets[i]
		mt := m.Metrics[t.Metric]
		if t.Metric != a.Metric || m.Bare && t.ScenarioOrDefault() != metric.TargetScenario || t.ShareOrDefault() != metric.AsLastYear || t.Per == "" || mt == nil || !mt.AddsUp || mt.Date == "" {
			continue
		}
		for at := a.Period.Start; at.Before(a.Period.Close); {
			grain := m.Calendar.Containing(t.Per, at)
			at = grain.End
			twin, ok := m.Calendar.LastYear(grain)
			if !ok || !dividesGrain(m, i, grain, a) {
				continue
			}
			for d := twin.Start; d.Before(twin.End); d = d.AddDays(1) {
				days = append(days, m.Calendar.Containing(period.Day, d))
			}
		}
	}
	return days
}

// dividesGrain reports whether an ask may need only a part of a target's grain: if the ask begins or ends inside it,
// another target may apply to a part of it, or a member may change groups.
func dividesGrain(m *metric.Model, target int, grain period.Period, a metric.Ask) bool {
	inside := func(d period.Date) bool { return grain.Start.Before(d) && d.Before(grain.End) }
	if inside(a.Period.Start) || inside(a.Period.End) || inside(a.Period.Close) || movingDimension(m, m.Datasets[m.Targets[target].Dataset], a.By) != nil {
		return true
	}
	for i := range m.Targets {
		t := &m.Targets[i]
		if t.Metric == m.Targets[target].Metric && t.ScenarioOrDefault() == m.Targets[target].ScenarioOrDefault() &&
			(i != target || inside(t.From) || inside(t.DayAfter()) || t.Members != nil) {
			return true
		}
	}
	return false
}
