package diagnose

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"bilan/internal/config"
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/yamlfile"
	"bilan/sources"
)

// placeInYAML adds the line in the YAML to an error in its SQL. The result is a yamlfile.Mistakes, or an Unusable if a cell
// of the data is the cause. It returns any other error unchanged.
func placeInYAML(cfg *config.Config, path, sql string, err error) error {
	var at *loaded.SQLError
	if !errors.As(err, &at) {
		return err
	}
	m := plans.SQLMistake(cfg, path, sql, err)
	if at.Data || IsUnusable(err) {
		return &Unusable{Cause: m}
	}
	return yamlfile.Mistakes{m}
}

// LoadError returns the error with which a fetch ends at a dataset or source that could not be loaded. path is that of the
// dataset's query, or of the source.
func LoadError(d *loaded.Data, path string, err error) error {
	name, isQuery := strings.CutPrefix(strings.TrimSuffix(path, ".query"), "datasets.")
	if !isQuery {
		return err
	}
	var at *loaded.SQLError
	var bad *Misfit
	var mapped yamlfile.Mistakes
	switch {
	case errors.As(err, &mapped), errors.As(err, &bad), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &at):
		return placeInYAML(d.Program.Config, path, d.Program.Config.Datasets[name].Query, err)
	}
	if sources.IsWrongSQL(err) {
		return yamlfile.Mistakes{d.Program.Config.At(path, strings.TrimPrefix(err.Error(), fmt.Sprintf("dataset %q: ", name)), "")}
	}
	return fmt.Errorf("%s: %w", d.Program.Config.Pos(path), err)
}

// findOwnSQLMistakes finds the mistakes in the SQL of the plan's report by running each piece alone. It returns err if it finds
// none.
func findOwnSQLMistakes(ctx context.Context, d *loaded.Data, plan *plans.Plan, err error) error {
	var check *CheckError
	if errors.As(err, &check) && check.Path != "" {
		return placeInYAML(d.Program.Config, check.Path, check.SQL, check.Err)
	}
	c := NewProbe(d, plan)
	c.checkOwnSQL(ctx)
	var at *loaded.SQLError
	switch {
	case ctx.Err() != nil || len(c.Mistakes) == 0:
		return err
	case errors.As(err, &at) && at.Data:
		return &Unusable{Cause: c.Mistakes[0]}
	}
	return c.Mistakes
}
