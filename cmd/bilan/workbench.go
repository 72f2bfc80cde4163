package main

import (
	"context"
	"errors"
	"log/slog"

	"bilan/internal/run"
	"bilan/sources/workbench"
)

// openWorkbench plugs DuckDB in. Only this room and the workbench itself may reach it.
func openWorkbench(zone string, log *slog.Logger) func(context.Context, string) (run.Workbench, error) {
	return func(ctx context.Context, dir string) (run.Workbench, error) {
		w, err := workbench.Open(ctx, workbench.Options{Dir: dir, TimeZone: zone, Log: log})
		return bench{w}, err
	}
}

// bench tells run what the workbench's gate saw, in run's own words.
type bench struct{ *workbench.Workbench }

func (b bench) Select(ctx context.Context, sql string) (tables, params []string, err error) {
	s, err := b.ParseSelect(ctx, sql)
	if err != nil {
		return nil, nil, sqlError(err)
	}
	for _, t := range s.Tables {
		tables = append(tables, t.Name)
	}
	return tables, s.Params, nil
}

func (b bench) Value(ctx context.Context, sql string) (addsUp bool, err error) {
	v, err := b.Workbench.Value(ctx, sql)
	if err != nil {
		return false, sqlError(err)
	}
	return v.AddsUp, nil
}

func sqlError(err error) error {
	var e *workbench.SyntaxError
	if errors.As(err, &e) {
		return &run.SQLError{Message: e.Message, Offset: e.Offset}
	}
	return err
}
