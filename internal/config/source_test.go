package config

import (
	"slices"
	"testing"
)

// A source has exactly one of the keys that say where its data is. Its other keys say how it is read.
func TestSourceKinds(t *testing.T) {
	for key, want := range map[string]bool{"postgres": true, "sqlite": true, "files": true, "postgres_file": false, "timezone": false, "timeout": false, "csv": false} {
		if got := slices.Contains(sourceKinds, key); got != want {
			t.Errorf("%s is a kind of source: %v", key, got)
		}
	}
}
