package run

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"bilan/internal/config"
)

// mistaken is what the YAML says wrongly when checks or figures fail for a column that is not there, nil otherwise.
func (d *data) mistaken(ctx context.Context, plan *Plan, err error) error {
	if !lacksColumn(err) {
		return nil
	}
	var check *checkError
	if errors.As(err, &check) && check.path != "" {
		return config.Mistakes{check.mistake(d.p.Config)}
	}
	c := d.seeking(plan)
	for _, name := range plan.Datasets {
		c.empty[name] = true // only missing columns are sought
		if columns, err := d.bench.Describe(ctx, "", name); err == nil {
			c.columnsOf(name, columns)
		}
	}
	c.found.Mistakes = slices.DeleteFunc(c.found.Mistakes, func(m config.Mistake) bool { return !plan.concerns(m.Path) })
	if len(c.found.Mistakes) == 0 {
		c.ownSQL(ctx)
	}
	return c.found.Mistakes.Err()
}

// ownSQL finds what is wrong with what the metrics, cohorts and tables of the plan's report ask.
func (c *connection) ownSQL(ctx context.Context) {
	for _, name := range metricsOf(c.plan.Needs) {
		c.metric(ctx, name)
	}
	for i, s := range c.plan.Report.Sections {
		if s.Cohorts != nil && s.Cohorts.Value != "" {
			c.value(ctx, s.Cohorts.Dataset, fmt.Sprintf("reports.%s.sections[%d].cohorts.value", c.plan.Name, i), s.Cohorts.Value)
		}
		if s.Table == nil {
			continue
		}
		if _, err := c.first(ctx, s.Table.Query); err != nil {
			path := fmt.Sprintf("reports.%s.sections[%d].table.query", c.plan.Name, i)
			c.found.Mistakes.Add(sqlMistake(c.cfg, path, s.Table.Query, err))
		}
	}
}
