package gather

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/diagnose"
	"bilan/internal/plans"
	"bilan/internal/table"
)

// checkDates checks that the date columns of metrics, targets and cohorts are dates, or text that can be read as a date
// in one way only. Without this check the engine would read 26/10/26 as a day of the year 26, and the figures would be
// empty.
func (d *Gatherer) checkDates(ctx context.Context, plan *plans.Plan) error {
	for _, name := range plans.MetricsOf(plan.Needs) {
		m := d.Program.Config.Metrics[name]
		if m.Formula == "" { // the date of a formula is checked with its terms, which are also asked for
			if err := d.checkDate(ctx, plan, "metrics."+name+".date", diagnose.Place{Name: m.Dataset, Column: m.Date}); err != nil {
				return fmt.Errorf("metric %q: %w", name, err)
			}
		}
		for i, t := range d.Program.Config.Targets {
			if t.Metric != name || t.Dataset == "" {
				continue
			}
			if err := d.checkDate(ctx, plan, fmt.Sprintf("targets[%d].date", i), diagnose.Place{Name: t.Dataset, Column: t.Date}); err != nil {
				return fmt.Errorf("target of metric %q: %w", name, err)
			}
		}
	}
	for i, s := range plan.Report.Sections {
		if s.Cohorts == nil {
			continue
		}
		path := fmt.Sprintf("reports.%s.sections[%d].cohorts.date", plan.Name, i)
		if err := d.checkDate(ctx, plan, path, diagnose.Place{Name: s.Cohorts.Dataset, Column: s.Cohorts.Date}); err != nil {
			return fmt.Errorf("cohorts: %w", err)
		}
	}
	return nil
}

func (d *Gatherer) checkDate(ctx context.Context, plan *plans.Plan, path string, at diagnose.Place) error {
	columns, err := d.Bench.Describe(ctx, "", at.Name)
	if err != nil || at.Column == "" {
		return nil // the query that needs the column reports this error
	}
	i := slices.IndexFunc(columns, func(c table.Column) bool { return strings.EqualFold(c.Name, at.Column) })
	if i < 0 || columns[i].Kind != table.Text {
		return nil
	}
	const iso = `\d{4}-\d{2}-\d{2}([ T].*)?`
	t, err := d.Bench.Query(ctx, fmt.Sprintf("select 1 from %s where not regexp_full_match(trim(%s), '%s') limit 1",
		table.Ident(at.Name), table.Ident(at.Column), iso), nil)
	if err != nil || len(t.Rows) == 0 {
		return nil
	}
	if bad := diagnose.FindMisfit(ctx, d.Data, plan, path, at, diagnose.WantDate); bad != nil {
		return &diagnose.Unusable{Cause: bad}
	}
	return nil
}
