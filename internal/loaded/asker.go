package loaded

import (
	"context"
	"fmt"
	"strings"

	"bilan/internal/table"
)

// Asker runs the program's own statements in the workbench, with bound parameters. It caches answers, because loaded
// data does not change during a run.
type Asker struct {
	bench   Workbench
	params  map[string]any
	answers map[string]*table.Table
}

// Asker returns an asker with these parameters. All askers of a run share one cache.
func (d *Data) Asker(params map[string]any) Asker {
	return Asker{d.Bench, params, d.answers}
}

// maxCachedRows is the greatest number of rows of an answer that is cached.
const maxCachedRows = 10_000

// Query runs a statement of the program's own, with the asker's parameters. It ignores its own argument for parameters.
func (a Asker) Query(ctx context.Context, sql string, _ map[string]any) (*table.Table, error) {
	key := sql + a.boundParams(sql)
	if t := a.answers[key]; t != nil {
		return t, nil
	}
	t, err := a.bench.Ask(ctx, sql, a.params)
	if err == nil && len(t.Rows) <= maxCachedRows {
		a.answers[key] = t
	}
	return t, err
}

// boundParams returns the names and values of the parameters that occur in a statement.
func (a Asker) boundParams(sql string) string {
	named := map[string]any{}
	for name, value := range a.params {
		if strings.Contains(sql, name) {
			named[name] = value
		}
	}
	return fmt.Sprint(named)
}

// First returns the first n rows of a SELECT from the YAML.
func (a Asker) First(ctx context.Context, n int, sql string) (*table.Table, error) {
	return a.bench.First(ctx, n, sql, a.params)
}

// FirstOf is like First, with other rows for a dataset: the result of rows, a SELECT of the program's own. That SELECT
// names the original dataset as Stored does.
func (a Asker) FirstOf(ctx context.Context, n int, sql, dataset, rows string) (*table.Table, error) {
	return a.bench.FirstOf(ctx, n, sql, a.params, dataset, rows)
}
