package diagnose

import (
	"context"

	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/report/metric/book"
)

// CheckFigures lists the problems in the data behind the figures of a plan.
func CheckFigures(ctx context.Context, d *loaded.Data, plan *plans.Plan, book *book.Book) (*Diagnosis, error) {
	found := &Diagnosis{Data: d, plan: plan, book: book, engine: d.Asker(plan.Params)}
	for _, step := range []func(context.Context) error{found.checkTotals, found.checkTargetKeys, found.checkScales, found.checkCurrencies, found.checkMissingTargets} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return found, nil
}
