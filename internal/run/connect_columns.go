package run

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/nearest"
	"bilan/internal/table"
)

// columns demands that every column which the YAML names is there.
func (c *connection) columns(ctx context.Context) error {
	for _, name := range c.plan.Datasets {
		columns, err := c.bench.Describe(ctx, "", name)
		if err != nil {
			c.breaks(name)
			continue
		}
		c.columnsOf(name, columns)
	}
	return ctx.Err()
}

// columnsOf holds one dataset's columns against everything that names one.
func (c *connection) columnsOf(name string, columns []table.Column) {
	need := func(path, column string) {
		if column != "" && !has(columns, column) {
			c.mistake(path, fmt.Sprintf("dataset %q has no column %q", name, column), columnHint(column, columns))
		}
	}
	ds := c.cfg.Datasets[name]
	path := "datasets." + name
	for _, dim := range sortedKeys(ds.Keys) {
		need(path+".keys."+dim, ds.Keys[dim])
	}
	need(path+".checks.fresh", ds.Checks.Fresh.Column)
	for _, col := range ds.Checks.Unique {
		need(path+".checks.unique", col)
	}
	for _, col := range ds.Checks.NotNull {
		need(path+".checks.not_null", col)
	}
	for i, s := range ds.Checks.Sum {
		need(fmt.Sprintf("%s.checks.sum[%d].column", path, i), s.Column)
	}
	for _, m := range sortedKeys(c.cfg.Metrics) {
		if c.cfg.Metrics[m].Dataset == name {
			need("metrics."+m+".date", c.cfg.Metrics[m].Date)
		}
	}
	for i, t := range c.cfg.Targets {
		if t.Dataset == name {
			need(fmt.Sprintf("targets[%d].date", i), t.Date)
			need(fmt.Sprintf("targets[%d].value", i), t.Value)
		}
	}
	for _, dim := range sortedKeys(c.cfg.Dimensions) {
		if d := c.cfg.Dimensions[dim]; d.Dataset == name {
			at := "dimensions." + dim
			need(at+".key", d.Key)
			need(at+".label", d.Label)
			need(at+".mail", d.Mail)
			need(at+".parent", d.Parent)
			need(at+".active.from", d.Active.From)
			need(at+".active.until", d.Active.Until)
		}
	}
	c.pipelineColumns(name, need)
}

func (c *connection) pipelineColumns(name string, need func(path, column string)) {
	for _, report := range sortedKeys(c.cfg.Reports) {
		for i, s := range c.cfg.Reports[report].Sections {
			if s.Pipeline == nil || s.Pipeline.Dataset != name {
				continue
			}
			at := fmt.Sprintf("reports.%s.sections[%d].pipeline", report, i)
			need(at+".id", s.Pipeline.ID)
			need(at+".stage", s.Pipeline.Stage)
			need(at+".amount", s.Pipeline.Amount)
			need(at+".close", s.Pipeline.Close)
			need(at+".probability", s.Pipeline.Probability)
		}
	}
}

// metrics asks each metric's value and filter once.
func (c *connection) metrics(ctx context.Context) error {
	for _, name := range sortedKeys(c.cfg.Metrics) {
		m := c.cfg.Metrics[name]
		if c.broken[m.Dataset] {
			continue
		}
		if m.Filter != "" && !c.expression(ctx, m.Dataset, "metrics."+name+".filter", "select count(*) filter (where ", m.Filter) {
			continue
		}
		if !c.unfit["metrics."+name] && !c.expression(ctx, m.Dataset, "metrics."+name+".value", "select (", m.Value) {
			c.unfit["metrics."+name] = true
		}
	}
	return ctx.Err()
}

// expression asks one expression of the YAML's over a dataset. Over no rows only a missing column is a mistake: a
// source may not know the types of what it has no value of.
func (c *connection) expression(ctx context.Context, dataset, path, before, sql string) bool {
	_, err := c.query(ctx, before+sql+"\n) from "+ident(dataset))
	var at *SQLError
	if err == nil || ctx.Err() != nil || c.empty[dataset] && (!errors.As(err, &at) || !strings.HasPrefix(at.Message, noColumn)) {
		return err == nil
	}
	if at != nil || errors.As(err, &at) {
		moved := *at
		if moved.Offset -= len(before); moved.Offset < 0 {
			moved.Offset = -1
		}
		if name := missing.FindStringSubmatch(moved.Message); name != nil {
			if columns, err := c.bench.Describe(ctx, "", dataset); err == nil {
				moved.Hint = columnHint(name[1], columns)
			}
		}
		err = &moved
	}
	c.found.Mistakes.Add(sqlMistake(c.cfg, path, sql, err))
	return false
}

var missing = regexp.MustCompile(`^` + noColumn + ` "(.*)"$`)

// noColumn begins what the workbench says of a column that is not there.
const noColumn = "there is no column"

// tables asks each table section's query for one row.
func (c *connection) tables(ctx context.Context) error {
	for _, report := range sortedKeys(c.cfg.Reports) {
		for i, s := range c.cfg.Reports[report].Sections {
			if s.Table == nil {
				continue
			}
			path := fmt.Sprintf("reports.%s.sections[%d].table", report, i)
			if reads, _, err := c.bench.Select(ctx, s.Table.Query); err == nil && slices.ContainsFunc(reads, c.isBroken) {
				continue
			}
			t, err := c.query(ctx, "select * from (\n"+s.Table.Query+"\n) limit 1")
			if err != nil {
				if ctx.Err() == nil {
					c.mistake(path+".query", err.Error(), "")
				}
				continue
			}
			for j, col := range s.Table.Columns {
				if !has(t.Columns, col.Column) {
					c.mistake(fmt.Sprintf("%s.columns[%d].column", path, j), fmt.Sprintf("the query has no column %q", col.Column),
						columnHint(col.Column, t.Columns))
				}
			}
		}
	}
	return ctx.Err()
}

func (c *connection) query(ctx context.Context, sql string) (*table.Table, error) {
	t, err := c.bench.Query(ctx, sql, c.plan.Params)
	if errors.Is(err, context.Canceled) {
		return nil, ctx.Err()
	}
	return t, err
}

func has(columns []table.Column, name string) bool {
	for _, c := range columns {
		if strings.EqualFold(c.Name, name) {
			return true
		}
	}
	return false
}

// columnHint is the column that was probably meant, and all there are.
func columnHint(name string, columns []table.Column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	all := "it has " + strings.Join(names, ", ")
	if near := nearest.Word(name, names); near != "" {
		return fmt.Sprintf("did you mean %q? %s", near, all)
	}
	return all
}

// isBroken tells whether a dataset, in whatever case, could not be loaded.
func (c *connection) isBroken(name string) bool {
	for b := range c.broken {
		if strings.EqualFold(b, name) {
			return true
		}
	}
	return false
}
