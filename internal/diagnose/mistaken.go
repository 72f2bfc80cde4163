package diagnose

import (
	"context"
	"errors"
	"slices"

	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/yamlfile"
)

// missingColumnMistakes returns the mistakes in the YAML that explain err, if err reports a column that does not exist; nil
// otherwise.
func missingColumnMistakes(ctx context.Context, d *loaded.Data, plan *plans.Plan, err error) error {
	if !loaded.LacksColumn(err) {
		return nil
	}
	var check *CheckError
	if errors.As(err, &check) && check.Path != "" {
		return yamlfile.Mistakes{check.Mistake(d.Program.Config)}
	}
	c := NewProbe(d, plan)
	for _, name := range plan.Datasets {
		c.Empty[name] = true // in an empty dataset, a Probe reports missing columns only
		if columns, err := d.Bench.Describe(ctx, "", name); err == nil {
			c.CheckColumns(name, columns)
		}
	}
	c.Mistakes = slices.DeleteFunc(c.Mistakes, func(m yamlfile.Mistake) bool { return !plan.Concerns(m.Path) })
	if len(c.Mistakes) == 0 {
		c.checkOwnSQL(ctx)
	}
	return c.Mistakes.Err()
}
