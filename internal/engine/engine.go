// Package engine implements the contract of internal/loaded with the DuckDB workbench, and translates the errors
// between the two. Importing it links DuckDB, so only cmd imports it.
package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"bilan/internal/loaded"
	"bilan/internal/table"
	"bilan/sources/workbench"
)

// Opener returns a function that opens a workbench in a folder. Its caller closes the workbench.
func Opener(log *slog.Logger) func(ctx context.Context, dir string, zone *time.Location) (loaded.Workbench, error) {
	return func(ctx context.Context, dir string, zone *time.Location) (loaded.Workbench, error) {
		w, err := workbench.Open(ctx, workbench.Options{Dir: dir, Zone: zone, Log: log})
		return bench{w}, err
	}
}

// bench is a DuckDB workbench with the findings and errors of its gate in the types of package loaded.
type bench struct{ *workbench.Workbench }

func (b bench) Select(ctx context.Context, sql string) (tables, params []string, err error) {
	s, err := b.ParseSelect(ctx, sql)
	if err != nil {
		return nil, nil, sqlError(err)
	}
	for _, t := range s.Tables {
		if t.Schema == "" {
			tables = append(tables, t.Name)
		} else {
			tables = append(tables, t.Schema+"."+t.Name)
		}
	}
	return tables, s.Params, nil
}

func (b bench) Columns(ctx context.Context, sql string) (names []string, all bool) {
	s, err := b.ParseSelect(ctx, sql)
	if err != nil {
		return nil, false
	}
	return s.Columns, s.AllColumns
}

func (b bench) Value(ctx context.Context, sql string) (loaded.Value, error) {
	v, err := b.Workbench.Value(ctx, sql)
	if err != nil {
		return loaded.Value{}, sqlError(err)
	}
	return loaded.Value{AddsUp: v.AddsUp, Counts: v.Counts, Divides: v.Divides, Params: v.Params}, nil
}

func (b bench) Condition(ctx context.Context, sql string) (params []string, err error) {
	params, err = b.Workbench.Condition(ctx, sql)
	return params, sqlError(err)
}

func (b bench) Scalar(ctx context.Context, sql string) (params []string, err error) {
	params, err = b.Workbench.Scalar(ctx, sql)
	return params, sqlError(err)
}

func (b bench) Query(ctx context.Context, sql string, params map[string]any) (*table.Table, error) {
	t, err := b.Workbench.Query(ctx, sql, params)
	return t, sqlError(err)
}

func (b bench) Ask(ctx context.Context, sql string, params map[string]any) (*table.Table, error) {
	t, err := b.Workbench.Ask(ctx, sql, params)
	return t, sqlError(err)
}

func (b bench) First(ctx context.Context, n int, sql string, params map[string]any) (*table.Table, error) {
	t, err := b.Workbench.First(ctx, n, sql, params)
	return t, sqlError(err)
}

func (b bench) FirstOf(ctx context.Context, n int, sql string, params map[string]any, dataset, rows string) (*table.Table, error) {
	t, err := b.Workbench.FirstOf(ctx, n, sql, params, dataset, rows)
	return t, sqlError(err)
}

func (b bench) LoadRows(ctx context.Context, schema, name string, rows table.Rows) (int64, error) {
	n, err := b.Workbench.LoadRows(ctx, schema, name, rows)
	return n, sqlError(err)
}

func (b bench) Derive(ctx context.Context, schema, name, query string, params map[string]any) error {
	return sqlError(b.Workbench.Derive(ctx, schema, name, query, params))
}

func sqlError(err error) error {
	var syntax *workbench.SyntaxError
	var fault *workbench.Fault
	switch {
	case errors.As(err, &syntax):
		return &loaded.SQLError{Message: syntax.Message, Offset: syntax.Offset, Hint: syntax.Hint}
	case errors.As(err, &fault):
		e := &loaded.SQLError{Message: fault.Message, Offset: fault.Offset, Hint: fault.Hint, Data: fault.Data}
		if len(fault.Candidates) > 0 {
			e.Hint = fmt.Sprintf("did you mean %s?", strings.Join(fault.Candidates, ", "))
		}
		return e
	}
	return err
}
