package workbench

import (
	"context"
	"fmt"
)

// Lock shuts the engine off from files, network, extensions and its own settings. Load before it; user
// SQL runs only after it. It cannot be undone.
func (w *Workbench) Lock(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.locked {
		return nil
	}
	for _, set := range []string{
		"set allowed_directories = []",
		"set allowed_paths = []",
		"set enable_external_access = false",
		"set lock_configuration = true",
	} {
		if err := w.exec(ctx, set); err != nil {
			return fmt.Errorf("lock workbench: %s: %w", set, err)
		}
	}
	w.locked = true
	return nil
}
