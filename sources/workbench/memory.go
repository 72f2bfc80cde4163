package workbench

import (
	"fmt"
	"os"
)

// allocator is the variable from which the engine's allocator takes its options, when it allocates for the first time.
const allocator = "DUCKDB_JE_MALLOC_CONF"

// keepMemory has the engine's allocator keep the pages that it has freed for its next allocation. By default it hands them back to the system
// after each statement, and page faults and zeroing of the same pages took a fifth to a quarter of a report's CPU. A process that runs the engine ends with the report.
// Options that somebody set himself are left as they are.
func keepMemory() error {
	if _, set := os.LookupEnv(allocator); set {
		return nil
	}
	if err := os.Setenv(allocator, "dirty_decay_ms:-1,muzzy_decay_ms:-1"); err != nil {
		return fmt.Errorf("%s: %w", allocator, err)
	}
	return nil
}
