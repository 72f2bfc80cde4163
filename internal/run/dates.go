package run

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/table"
)

// datesHold demands that what figures are dated by is a date, or text that can be read in one way only. The engine
// itself would take 26/10/26 for a day of the year 26, and show nothing.
func (d *data) datesHold(ctx context.Context, plan *Plan) error {
	for _, name := range metricsOf(plan.Needs) {
		m := d.p.Config.Metrics[name]
		if m.Formula == "" { // the terms of one are asked too
			if err := d.dateHolds(ctx, plan, "metrics."+name+".date", place{name: m.Dataset, column: m.Date}); err != nil {
				return fmt.Errorf("metric %q: %w", name, err)
			}
		}
		for i, t := range d.p.Config.Targets {
			if t.Metric != name || t.Dataset == "" {
				continue
			}
			if err := d.dateHolds(ctx, plan, fmt.Sprintf("targets[%d].date", i), place{name: t.Dataset, column: t.Date}); err != nil {
				return fmt.Errorf("target of metric %q: %w", name, err)
			}
		}
	}
	for i, s := range plan.Report.Sections {
		if s.Cohorts == nil {
			continue
		}
		path := fmt.Sprintf("reports.%s.sections[%d].cohorts.date", plan.Name, i)
		if err := d.dateHolds(ctx, plan, path, place{name: s.Cohorts.Dataset, column: s.Cohorts.Date}); err != nil {
			return fmt.Errorf("cohorts: %w", err)
		}
	}
	return nil
}

func (d *data) dateHolds(ctx context.Context, plan *Plan, path string, at place) error {
	columns, err := d.bench.Describe(ctx, "", at.name)
	if err != nil || at.column == "" {
		return nil // told elsewhere
	}
	i := slices.IndexFunc(columns, func(c table.Column) bool { return strings.EqualFold(c.Name, at.column) })
	if i < 0 || columns[i].Kind != table.Text {
		return nil
	}
	const iso = `\d{4}-\d{2}-\d{2}([ T].*)?`
	t, err := d.bench.Query(ctx, fmt.Sprintf("select 1 from %s where not regexp_full_match(trim(%s), '%s') limit 1",
		ident(at.name), ident(at.column), iso), nil)
	if err != nil || len(t.Rows) == 0 {
		return nil
	}
	if bad := d.fits(ctx, plan, path, at, wantDate); bad != nil {
		return &Unusable{Cause: bad}
	}
	return nil
}
