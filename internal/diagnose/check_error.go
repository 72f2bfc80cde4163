package diagnose

import (
	"fmt"

	"bilan/internal/config"
	"bilan/internal/plans"
	"bilan/internal/yamlfile"
)

// CheckError is the error of a check that could not be computed. Path and SQL locate the SQL of the YAML that caused it; they are
// empty when the cause is elsewhere.
type CheckError struct {
	Dataset, Path, SQL string
	Err                error
}

func (e *CheckError) Error() string { return fmt.Sprintf("dataset %q: checks: %v", e.Dataset, e.Err) }

func (e *CheckError) Unwrap() error { return e.Err }

// Mistake is the change to make in the YAML.
func (e *CheckError) Mistake(cfg *config.Config) yamlfile.Mistake {
	return plans.SQLMistake(cfg, e.Path, e.SQL, e.Err)
}
