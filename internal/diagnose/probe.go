package diagnose

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/internal/yamlfile"
	"bilan/report/metric/query"
)

// Probe runs each piece of the YAML's own SQL alone, to find those that fail.
type Probe struct {
	data     *loaded.Data
	Config   *config.Config
	Plan     *plans.Plan // gives the values of :period_start and the like; covers all reports if all are checked
	Mistakes yamlfile.Mistakes
	Empty    map[string]bool // datasets without a row, in which only missing columns are mistakes
	Failed   map[string]bool // paths in the YAML whose SQL failed
}

// NewProbe returns a Probe of the loaded data. The plan gives the values of :period_start and the like.
func NewProbe(d *loaded.Data, plan *plans.Plan) *Probe {
	return &Probe{data: d, Config: d.Program.Config, Plan: plan, Empty: map[string]bool{}, Failed: map[string]bool{}}
}

// AddMistake records a mistake at a path of the YAML.
func (c *Probe) AddMistake(path, message, hint string) {
	c.Mistakes.Add(c.Config.At(path, message, hint))
}

// CheckColumns records a mistake for every place in the YAML that names a column which the dataset does not have.
// A missing column marks the dataset as failed, unless only one of its checks names it.
func (c *Probe) CheckColumns(name string, columns []table.Column) {
	at := "datasets." + name
	for _, m := range missingColumns(c.Config, name, columns) {
		c.Mistakes.Add(m)
		if strings.HasPrefix(m.Path, at+".") && !strings.HasPrefix(m.Path, at+".checks.") {
			c.Failed[at] = true
		}
	}
}

// CheckMetric runs a metric's filter and value. If one fails, it records the metric's path in Failed.
func (c *Probe) CheckMetric(ctx context.Context, name string) {
	m := c.Config.Metrics[name]
	path := "metrics." + name
	if m.Filter != "" && !(c.checkExpression(ctx, m.Dataset, path+".filter", "select count(*) filter (where ", m.Filter) && c.checkCondition(ctx, m.Dataset, path+".filter", m.Filter)) {
		c.Failed[path] = true
		return
	}
	if !c.Failed[path] && m.Value != "" && !c.CheckValue(ctx, m.Dataset, path+".value", m.Value) {
		c.Failed[path] = true
	}
}

// CheckValue runs an aggregate over a dataset, and reports whether it is valid SQL that gives a number.
func (c *Probe) CheckValue(ctx context.Context, dataset, path, sql string) bool {
	if !c.checkExpression(ctx, dataset, path, "select (", sql) {
		return false
	}
	t, err := c.Query(ctx, "select ("+sql+"\n) from "+query.Rows(c.Plan.Model, dataset))
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
	c.AddMistake(path, fmt.Sprintf("it gives %s, but a figure must be a number", what), "write sum(…), count(*), avg(…), median(…), or cast(… as decimal(18,2))")
	return false
}

// checkCondition runs a condition on one row, and reports whether it is true, false or null there.
func (c *Probe) checkCondition(ctx context.Context, dataset, path, sql string) bool {
	t, err := c.Query(ctx, "select ("+sql+"\n) from "+query.Rows(c.Plan.Model, dataset)+" limit 1")
	if err != nil || len(t.Rows) == 0 || t.Rows[0][0] == nil {
		return true
	}
	if _, ok := t.Rows[0][0].(bool); !ok {
		c.AddMistake(path, "it is neither true nor false, but "+loaded.CellText(t.Rows[0][0]), "compare it with something, such as amount > 0 or status = 'won'")
		return false
	}
	return true
}

// checkExpression runs before+sql+") from dataset", and reports whether it works. Over a dataset without rows, only a
// missing column is a mistake, because a source may not know the type of a column without values.
func (c *Probe) checkExpression(ctx context.Context, dataset, path, before, sql string) bool {
	_, err := c.Query(ctx, before+sql+"\n) from "+query.Rows(c.Plan.Model, dataset))
	var at *loaded.SQLError
	if err == nil || ctx.Err() != nil || c.Empty[dataset] && (!errors.As(err, &at) || !strings.HasPrefix(at.Message, loaded.NoColumn)) {
		return err == nil
	}
	if at != nil || errors.As(err, &at) {
		moved := *at
		if moved.Offset -= len(before); moved.Offset < 0 {
			moved.Offset = -1
		}
		if name := loaded.MissingColumn.FindStringSubmatch(moved.Message); name != nil {
			if columns, err := c.data.Bench.Describe(ctx, "", dataset); err == nil {
				moved.Hint = loaded.ColumnHint(name[1], columns)
			}
		}
		err = &moved
	}
	c.Mistakes.Add(plans.SQLMistake(c.Config, path, sql, err))
	return false
}

// checkOwnSQL records the mistakes in the SQL of the metrics, cohorts and tables of the plan's report.
func (c *Probe) checkOwnSQL(ctx context.Context) {
	for _, name := range plans.MetricsOf(c.Plan.Needs) {
		c.CheckMetric(ctx, name)
	}
	for i, s := range c.Plan.Report.Sections {
		if s.Cohorts != nil && s.Cohorts.Value != "" {
			c.CheckValue(ctx, s.Cohorts.Dataset, fmt.Sprintf("reports.%s.sections[%d].cohorts.value", c.Plan.Name, i), s.Cohorts.Value)
		}
		if s.Table == nil {
			continue
		}
		if _, err := c.First(ctx, s.Table.Query); err != nil {
			path := fmt.Sprintf("reports.%s.sections[%d].table.query", c.Plan.Name, i)
			c.Mistakes.Add(plans.SQLMistake(c.Config, path, s.Table.Query, err))
		}
	}
}

// Query runs a SELECT that contains SQL of the YAML; the gate checks it first.
func (c *Probe) Query(ctx context.Context, sql string) (*table.Table, error) {
	t, err := c.data.Bench.Query(ctx, sql, c.Plan.Params)
	if errors.Is(err, context.Canceled) {
		return nil, ctx.Err()
	}
	return t, err
}

// First runs the SELECT of a table section and returns its first row.
func (c *Probe) First(ctx context.Context, sql string) (*table.Table, error) {
	return c.data.Bench.First(ctx, 1, sql, c.Plan.Params)
}
