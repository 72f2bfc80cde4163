package run

import (
	"context"
	"errors"
	"fmt"

	"bilan/internal/config"
)

// mistaken is what the YAML says wrongly when checks or figures fail for a column that is not there, nil otherwise.
func (d *data) mistaken(ctx context.Context, plan *Plan, err error) error {
	var asked *SQLError
	if !errors.As(err, &asked) {
		return nil
	}
	var check *checkError
	if errors.As(err, &check) && check.path != "" && lacksColumn(err) {
		return config.Mistakes{check.mistake(d.p.Config)}
	}
	c := &connection{data: d, cfg: d.p.Config, plan: plan, empty: map[string]bool{}, unfit: map[string]bool{}}
	for _, name := range plan.Datasets {
		c.empty[name] = true // only missing columns are sought
		if columns, err := d.bench.Describe(ctx, "", name); err == nil {
			c.columnsOf(name, columns)
		}
	}
	if len(c.found.Mistakes) == 0 && lacksColumn(err) {
		c.ownSQL(ctx)
	}
	return c.found.Mistakes.Err()
}

// ownSQL finds the columns that are missing from what the metrics and tables of the plan's report ask.
func (c *connection) ownSQL(ctx context.Context) {
	for _, name := range metricsOf(c.plan.Needs) {
		c.metric(ctx, name)
	}
	for i, s := range c.plan.Report.Sections {
		if s.Cohorts != nil && s.Cohorts.Value != "" {
			c.expression(ctx, s.Cohorts.Dataset, fmt.Sprintf("reports.%s.sections[%d].cohorts.value", c.plan.Name, i), "select (", s.Cohorts.Value)
		}
		if s.Table == nil {
			continue
		}
		if _, err := c.first(ctx, s.Table.Query); lacksColumn(err) {
			path := fmt.Sprintf("reports.%s.sections[%d].table.query", c.plan.Name, i)
			c.found.Mistakes.Add(sqlMistake(c.cfg, path, s.Table.Query, err))
		}
	}
}
