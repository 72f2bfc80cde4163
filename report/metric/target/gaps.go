package target

import (
	"context"
	"fmt"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/query"
)

// Gaps lists the parts of a period in which the metric has no target at all, neither for the total nor for a member.
// Months before the metric's first row, and parts without a business day, are no gaps.
func Gaps(ctx context.Context, m *metric.Model, engine metric.Engine, name string, p period.Period) ([]period.Period, error) {
	mt := m.Metrics[name]
	if mt == nil || mt.Date == "" {
		return nil, nil
	}
	days, err := query.DaysOf(ctx, m, engine, metric.DateColumn{Dataset: mt.Dataset, Column: mt.Date})
	if err != nil {
		return nil, fmt.Errorf("metric %q: %w", name, err)
	}
	for len(days) > 0 && history.GapAfter(m, days, 0, p) {
		days = days[1:]
	}
	if len(days) == 0 {
		return nil, nil
	}
	first := days[0]
	set, err := anyTarget(ctx, m, engine, mt)
	if err != nil {
		return nil, err
	}
	var gaps []period.Period
	for at := history.LaterDay(p.Start, m.Calendar.Containing(period.Month, first).Start); at.Before(p.End); {
		covered, next := coveredOn(m, set, mt, at)
		next = history.EarlierDay(next, p.End)
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

// anyTarget reads all targets of the metric, by whatever dimensions.
func anyTarget(ctx context.Context, m *metric.Model, engine metric.Engine, mt *metric.Metric) ([]Values, error) {
	var set []Values
	for i := range m.Targets {
		t := &m.Targets[i]
		if t.Metric != mt.Name || t.ScenarioOrDefault() != metric.TargetScenario || mt.TargetsAdd() && t.Per == "" {
			continue
		}
		gs := Values{Target: t, reach: eachSlice}
		if t.Dataset != "" {
			if err := readRows(ctx, m, engine, &gs, ""); err != nil {
				return nil, &Error{i, err}
			}
		}
		set = append(set, gs)
	}
	return set, nil
}

// coveredOn reports whether any target has a value on a day. next is the first later day on which that may change.
func coveredOn(m *metric.Model, set []Values, mt *metric.Metric, at period.Date) (ok bool, next period.Date) {
	for _, gs := range set {
		t := gs.Target
		if !t.AppliesOn(at) {
			if at.Before(t.From) {
				next = history.EarlierDay(next, t.From)
			}
			continue
		}
		next = history.EarlierDay(next, t.DayAfter())
		if t.Per != "" {
			grain := m.Calendar.Containing(t.Per, at)
			next = history.EarlierDay(next, grain.End)
			ok = ok || t.Dataset == "" || len(gs.owners[grain.Start]) > 0
		} else {
			ok = true
		}
	}
	return ok, next
}
