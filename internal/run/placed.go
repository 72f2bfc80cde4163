package run

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/sources"
)

// placed is an error of the YAML's own SQL at its line: a mistake, or unusable data where a cell is to blame. Any other
// error stays as it is.
func placed(cfg *config.Config, path, sql string, err error) error {
	var at *SQLError
	if !errors.As(err, &at) {
		return err
	}
	m := sqlMistake(cfg, path, sql, err)
	if at.Data || IsUnusable(err) {
		return &Unusable{Cause: m}
	}
	return config.Mistakes{m}
}

// stop ends a fetch at the first dataset or source that could not be loaded.
func (d *data) stop(path string, err error) error {
	name, isQuery := strings.CutPrefix(strings.TrimSuffix(path, ".query"), "datasets.")
	if !isQuery {
		return err
	}
	var at *SQLError
	var bad *misfit
	var mapped config.Mistakes
	switch {
	case errors.As(err, &mapped), errors.As(err, &bad), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &at):
		return placed(d.p.Config, path, d.p.Config.Datasets[name].Query, err)
	}
	if sources.IsWrongSQL(err) {
		return config.Mistakes{d.p.Config.At(path, strings.TrimPrefix(err.Error(), fmt.Sprintf("dataset %q: ", name)), "")}
	}
	return fmt.Errorf("%s: %w", d.p.Config.Pos(path), err)
}

// inOwnSQL finds the SQL of the plan's report that cannot be asked, each piece alone, when the figures failed for no column
// that is known; err when none is found.
func (d *data) inOwnSQL(ctx context.Context, plan *Plan, err error) error {
	var check *checkError
	if errors.As(err, &check) && check.path != "" {
		return placed(d.p.Config, check.path, check.sql, check.err)
	}
	c := d.seeking(plan)
	c.ownSQL(ctx)
	var at *SQLError
	switch {
	case ctx.Err() != nil || len(c.found.Mistakes) == 0:
		return err
	case errors.As(err, &at) && at.Data:
		return &Unusable{Cause: c.found.Mistakes[0]}
	}
	return c.found.Mistakes
}

// seeking holds a plan's own SQL and columns against what was loaded.
func (d *data) seeking(plan *Plan) *connection {
	return &connection{data: d, cfg: d.p.Config, plan: plan, empty: map[string]bool{}, unfit: map[string]bool{}}
}

// concerns tells whether a path of the YAML is one of what the plan's report is made of.
func (plan *Plan) concerns(path string) bool {
	of, rest, _ := strings.Cut(path, ".")
	name, _, _ := strings.Cut(rest, ".")
	switch {
	case of == "metrics":
		return slices.Contains(metricsOf(plan.Needs), name)
	case of == "reports":
		return name == plan.Name
	case strings.HasPrefix(of, "targets["):
		for i, t := range plan.config.Targets {
			if of == fmt.Sprintf("targets[%d]", i) {
				return slices.Contains(metricsOf(plan.Needs), t.Metric)
			}
		}
	}
	return true
}
