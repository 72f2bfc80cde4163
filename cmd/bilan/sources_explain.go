package main

import (
	"context"

	"bilan/internal/inspect"
)

// explain prints how the files of a table are read. When they cannot be, it prints what was decided until then, and fails.
func (a *app) explain(ctx context.Context, only []string, table string, asJSON bool) error {
	p, err := a.program(nil)
	if err != nil {
		return err
	}
	reading, err := inspect.Explain(ctx, &p.Program, only, table)
	switch {
	case reading.Table == "" || asJSON && err != nil:
		return err
	case asJSON:
		return writeJSON(a.Stdout, reading)
	}
	inspect.PrintReading(a.Stdout, reading, err == nil)
	return err
}
