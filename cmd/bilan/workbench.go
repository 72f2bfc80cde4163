package main

import (
	"context"
	"log/slog"

	"bilan/internal/run"
	"bilan/sources/workbench"
)

// openWorkbench plugs DuckDB in. Only this room and the workbench itself may reach it.
func openWorkbench(zone string, log *slog.Logger) func(context.Context, string) (run.Workbench, error) {
	return func(ctx context.Context, dir string) (run.Workbench, error) {
		return workbench.Open(ctx, workbench.Options{Dir: dir, TimeZone: zone, Log: log})
	}
}
