package run

import (
	"errors"
	"fmt"
	"strings"

	"bilan/internal/config"
)

// checkError is a check that could not be asked. Path and SQL say which of the YAML's own SQL is to blame; they are empty
// when it is none.
type checkError struct {
	dataset, path, sql string
	err                error
}

func (e *checkError) Error() string { return fmt.Sprintf("dataset %q: checks: %v", e.dataset, e.err) }
func (e *checkError) Unwrap() error { return e.err }

// mistake is what to change in the YAML.
func (e *checkError) mistake(cfg *config.Config) config.Mistake {
	return sqlMistake(cfg, e.path, e.sql, e.err)
}

// lacksColumn tells of an error that some column is not there.
func lacksColumn(err error) bool {
	var at *SQLError
	return errors.As(err, &at) && (strings.HasPrefix(at.Message, noColumn) ||
		strings.Contains(at.Message, "does not have a column named") || strings.Contains(at.Message, "in REPLACE list not found"))
}
