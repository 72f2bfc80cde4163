package diagnose

import (
	"fmt"

	"bilan/internal/config"
	"bilan/internal/plans"
	"bilan/internal/yamlfile"
)

// CheckError is the error of a dataset's check that could not be computed. Path and SQL are those of the YAML's SQL
// that caused it, empty if something else did.
type CheckError struct {
	Dataset, Path, SQL string
	Err                error
}

func (e *CheckError) Error() string { return fmt.Sprintf("dataset %q: checks: %v", e.Dataset, e.Err) }

func (e *CheckError) Unwrap() error { return e.Err }

// Mistake returns the error as a mistake in the YAML, with its line.
func (e *CheckError) Mistake(cfg *config.Config) yamlfile.Mistake {
	return plans.SQLMistake(cfg, e.Path, e.SQL, e.Err)
}
