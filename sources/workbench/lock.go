package workbench

import (
	"context"
	"fmt"
)

// rowGroup is the number of rows that the engine gives to one thread at once. One thread reads a table of at most that
// size (https://duckdb.org/docs/stable/guides/performance/how_to_tune_workloads).
const rowGroup = 122_880

// Lock denies the engine any access to files, network, extensions and its settings. Tables must be loaded before; user
// SQL runs only after it. It cannot be undone.
func (w *Workbench) Lock(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.locked {
		return nil
	}
	settings := []string{
		"set allowed_directories = []",
		"set allowed_paths = []",
		"set enable_external_access = false",
		"set lock_configuration = true",
	}
	if w.largest <= rowGroup {
		settings = append([]string{"set threads = 1"}, settings...) // a second thread would only take time
	}
	for _, set := range settings {
		if err := w.exec(ctx, set); err != nil {
			return fmt.Errorf("lock workbench: %s: %w", set, err)
		}
	}
	w.locked = true
	return nil
}
