package metric

import (
	"context"
	"fmt"

	"bilan/internal/period"
)

// Gaps lists the stretches of a period in which the metric has no target at all, neither for the whole nor for anybody.
// Months before the metric's first row, and stretches without a business day, lack nothing.
func (m *Model) Gaps(ctx context.Context, engine Engine, name string, p period.Period) ([]period.Period, error) {
	mt := m.Metrics[name]
	if mt == nil || mt.Date == "" {
		return nil, nil
	}
	days, err := m.DaysOf(ctx, engine, Dates{mt.Dataset, mt.Date})
	if err != nil {
		return nil, fmt.Errorf("metric %q: %w", name, err)
	}
	for len(days) > 0 && m.gapAfter(days, 0, p) {
		days = days[1:]
	}
	if len(days) == 0 {
		return nil, nil
	}
	first := days[0]
	set, err := m.anyTarget(ctx, engine, mt)
	if err != nil {
		return nil, err
	}
	var gaps []period.Period
	for at := later(p.Start, m.Calendar.Containing(period.Month, first).Start); at.Before(p.End); {
		covered, next := m.covered(set, mt, at)
		next = sooner(next, p.End)
		if n := len(gaps) - 1; !covered && n >= 0 && gaps[n].End == at {
			gaps[n].End, gaps[n].Close = next, next
		} else if !covered {
			gaps = append(gaps, period.Period{Unit: period.Day, Start: at, End: next, Close: next})
		}
		at = next
	}
	kept := gaps[:0]
	for _, g := range gaps {
		if m.Calendar.BusinessDays(g.Start, g.End) > 0 {
			kept = append(kept, g)
		}
	}
	return kept, nil
}

// anyTarget reads the metric's targets, whomever they are for.
func (m *Model) anyTarget(ctx context.Context, engine Engine, mt *Metric) ([]targetValues, error) {
	var set []targetValues
	for i := range m.Targets {
		t := &m.Targets[i]
		if t.Metric != mt.Name || t.scenario() != TargetScenario || mt.planAdds() && t.Per == "" {
			continue
		}
		gs := targetValues{target: t, reach: each}
		if t.Dataset != "" {
			if err := m.readRows(ctx, engine, &gs, ""); err != nil {
				return nil, &TargetError{i, err}
			}
		}
		set = append(set, gs)
	}
	return set, nil
}

// covered tells whether any target has a value on a day, and the first day after it on which that may be otherwise.
func (m *Model) covered(set []targetValues, mt *Metric, at period.Date) (ok bool, next period.Date) {
	for _, gs := range set {
		t := gs.target
		if !t.holds(at) {
			if at.Before(t.From) {
				next = sooner(next, t.From)
			}
			continue
		}
		next = sooner(next, t.after())
		if t.Per != "" {
			grain := m.Calendar.Containing(t.Per, at)
			next = sooner(next, grain.End)
			ok = ok || t.Dataset == "" || len(gs.owners[grain.Start]) > 0
		} else {
			ok = true
		}
	}
	return ok, next
}

func later(a, b period.Date) period.Date {
	if a.Before(b) {
		return b
	}
	return a
}
