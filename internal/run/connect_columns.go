package run

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

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
	c.found.Mistakes.Add(missingColumns(c.cfg, name, columns)...)
}

// metrics asks each metric's value and filter once.
func (c *connection) metrics(ctx context.Context) error {
	for _, name := range sortedKeys(c.cfg.Metrics) {
		if m := c.cfg.Metrics[name]; m.Formula == "" && !c.broken[m.Dataset] {
			c.metric(ctx, name)
		}
	}
	return ctx.Err()
}

func (c *connection) metric(ctx context.Context, name string) {
	m := c.cfg.Metrics[name]
	path := "metrics." + name
	if m.Filter != "" && !(c.expression(ctx, m.Dataset, path+".filter", "select count(*) filter (where ", m.Filter) && c.truth(ctx, m.Dataset, path+".filter", m.Filter)) {
		c.unfit[path] = true
		return
	}
	if !c.unfit[path] && !c.value(ctx, m.Dataset, path+".value", m.Value) {
		c.unfit[path] = true
	}
}

// value asks an aggregate and demands a number.
func (c *connection) value(ctx context.Context, dataset, path, sql string) bool {
	if !c.expression(ctx, dataset, path, "select (", sql) {
		return false
	}
	t, err := c.query(ctx, "select ("+sql+"\n) from "+c.plan.Model.Rows(dataset))
	if err != nil || len(t.Rows) == 0 {
		return true
	}
	what := "a text"
	switch t.Rows[0][0].(type) {
	case bool:
		what = "true or false"
	case time.Time:
		what = "a date"
	case string:
	default:
		return true
	}
	c.mistake(path, fmt.Sprintf("it gives %s, and a figure is a number", what), "write sum(…), count(*), avg(…), median(…), or cast(… as decimal(18,2))")
	return false
}

// truth demands that a condition is true or false, of one row.
func (c *connection) truth(ctx context.Context, dataset, path, sql string) bool {
	t, err := c.query(ctx, "select ("+sql+"\n) from "+c.plan.Model.Rows(dataset)+" limit 1")
	if err != nil || len(t.Rows) == 0 || t.Rows[0][0] == nil {
		return true
	}
	if _, ok := t.Rows[0][0].(bool); !ok {
		c.mistake(path, "it is neither true nor false, but "+cellText(t.Rows[0][0]), "compare it with something, such as amount > 0 or status = 'won'")
		return false
	}
	return true
}

// expression asks one expression of the YAML's over a dataset. Over no rows only a missing column is a mistake: a
// source may not know the types of what it has no value of.
func (c *connection) expression(ctx context.Context, dataset, path, before, sql string) bool {
	_, err := c.query(ctx, before+sql+"\n) from "+c.plan.Model.Rows(dataset))
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
			t, err := c.first(ctx, s.Table.Query)
			if err != nil {
				if ctx.Err() == nil {
					c.found.Mistakes.Add(sqlMistake(c.cfg, path+".query", s.Table.Query, err))
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

// first asks a table's own SELECT for one row.
func (c *connection) first(ctx context.Context, sql string) (*table.Table, error) {
	return c.bench.First(ctx, 1, sql, c.plan.Params)
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
