package workbench

import (
	"fmt"
	"os"
)

// allocator is the environment variable from which the engine's allocator takes its options at its first allocation.
const allocator = "DUCKDB_JE_MALLOC_CONF"

// keepMemory makes the engine's allocator keep freed pages for its next allocation. By default it returns them to the
// system after each statement. The page faults that follow took a fifth to a quarter of a report's CPU time. The
// process ends with the report, so the memory is not kept for long. Options that are already set are not changed.
func keepMemory() error {
	if _, set := os.LookupEnv(allocator); set {
		return nil
	}
	if err := os.Setenv(allocator, "dirty_decay_ms:-1,muzzy_decay_ms:-1"); err != nil {
		return fmt.Errorf("%s: %w", allocator, err)
	}
	return nil
}
