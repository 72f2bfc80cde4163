package diagnose

import (
	"context"
	"fmt"

	"bilan/internal/loaded"
	"bilan/internal/plans"
)

// CreditMisfit returns the column that prevents a dataset's rows from being shared among members; nil if none does.
func CreditMisfit(ctx context.Context, d *loaded.Data, plan *plans.Plan, name string) *Misfit {
	c, path := d.Program.Config.Datasets[name].Credit, "datasets."+name+".credit"
	if c.By == "" {
		return nil
	}
	if columns, err := d.Bench.Describe(ctx, "", name); err == nil && loaded.HasColumn(columns, "credit") {
		return &Misfit{path, fmt.Sprintf("dataset %q has a column %q, but the shares are put into a column of that name", name, "credit"),
			"give it another name in the query"}
	}
	for i, amount := range c.Amounts {
		if bad := FindMisfit(ctx, d, plan, ItemPath(d.Program.Config, path+".amounts", i), Place{Name: name, Column: amount}, WantNumber); bad != nil {
			return bad
		}
	}
	return FindMisfit(ctx, d, plan, path+".share", Place{Name: c.Dataset, Column: c.Share}, WantNumber)
}
