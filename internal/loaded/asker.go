package loaded

import (
	"context"
	"fmt"
	"strings"

	"bilan/internal/table"
)

// Asker is the workbench with the plan's dates bound, as figures need it: their statements are the program's own.
// Nothing that was loaded changes, so that the same question has the same answer and is asked once.
type Asker struct {
	bench   Workbench
	params  map[string]any
	answers map[string]*table.Table
}

// Asker asks with some parameters bound.
func (d *Data) Asker(params map[string]any) Asker {
	return Asker{d.Bench, params, d.answers}
}

// mostKept is the largest number of rows of an answer that is kept for later callers.
const mostKept = 10_000

// Query asks a statement of the program's own; the parameters are the asker's.
func (a Asker) Query(ctx context.Context, sql string, _ map[string]any) (*table.Table, error) {
	key := sql + a.bound(sql)
	if t := a.answers[key]; t != nil {
		return t, nil
	}
	t, err := a.bench.Ask(ctx, sql, a.params)
	if err == nil && len(t.Rows) <= mostKept {
		a.answers[key] = t
	}
	return t, err
}

// bound are the parameters that a statement may name, written out.
func (a Asker) bound(sql string) string {
	named := map[string]any{}
	for name, value := range a.params {
		if strings.Contains(sql, name) {
			named[name] = value
		}
	}
	return fmt.Sprint(named)
}

// First asks a SELECT of the YAML's own for its first n rows.
func (a Asker) First(ctx context.Context, n int, sql string) (*table.Table, error) {
	return a.bench.First(ctx, n, sql, a.params)
}

// FirstOf is First where a dataset has other rows: those of a SELECT of the program's own, which names the dataset as Stored does.
func (a Asker) FirstOf(ctx context.Context, n int, sql, dataset, rows string) (*table.Table, error) {
	return a.bench.FirstOf(ctx, n, sql, a.params, dataset, rows)
}
