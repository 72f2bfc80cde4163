package inspect

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/loaded"
	"bilan/internal/plans"
)

// checkColumns checks that every column named in the YAML exists.
func (c *sourceCheck) checkColumns(ctx context.Context) error {
	for _, name := range c.Plan.Datasets {
		columns, err := c.Bench.Describe(ctx, "", name)
		if err != nil {
			c.MarkBroken(name)
			continue
		}
		c.CheckColumns(name, columns)
	}
	return ctx.Err()
}

// checkMetrics runs the value and the filter of each metric once.
func (c *sourceCheck) checkMetrics(ctx context.Context) error {
	for _, name := range slices.Sorted(maps.Keys(c.Config.Metrics)) {
		if m := c.Config.Metrics[name]; m.Formula == "" && !c.Broken[m.Dataset] {
			c.CheckMetric(ctx, name)
		}
	}
	return ctx.Err()
}

// checkTables runs the query of each table section for one row, and checks that it has the section's columns.
func (c *sourceCheck) checkTables(ctx context.Context) error {
	for _, report := range slices.Sorted(maps.Keys(c.Config.Reports)) {
		for i, s := range c.Config.Reports[report].Sections {
			if s.Table == nil {
				continue
			}
			path := fmt.Sprintf("reports.%s.sections[%d].table", report, i)
			if reads, _, err := c.Bench.Select(ctx, s.Table.Query); err == nil && slices.ContainsFunc(reads, c.isBroken) {
				continue
			}
			t, err := c.First(ctx, s.Table.Query)
			if err != nil {
				if ctx.Err() == nil {
					c.Mistakes.Add(plans.SQLMistake(c.Config, path+".query", s.Table.Query, err))
				}
				continue
			}
			for j, col := range s.Table.Columns {
				if !loaded.HasColumn(t.Columns, col.Column) {
					c.AddMistake(fmt.Sprintf("%s.columns[%d].column", path, j), fmt.Sprintf("the query has no column %q", col.Column),
						loaded.ColumnHint(col.Column, t.Columns))
				}
			}
			for _, name := range s.Table.SaysColumns() {
				if !loaded.HasColumn(t.Columns, name) {
					c.AddMistake(path+".says", fmt.Sprintf("the query has no column %q", name), loaded.ColumnHint(name, t.Columns))
				}
			}
		}
	}
	return ctx.Err()
}

// isBroken reports whether a dataset could not be loaded. It ignores case.
func (c *sourceCheck) isBroken(name string) bool {
	for b := range c.Broken {
		if strings.EqualFold(b, name) {
			return true
		}
	}
	return false
}
