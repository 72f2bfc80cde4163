package diagnose

import (
	"context"

	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/report/metric/book"
)

// Figures lists the problems in the data behind the figures of a plan.
func Figures(ctx context.Context, d *loaded.Data, plan *plans.Plan, book *book.Book) (*Diagnosis, error) {
	found := &Diagnosis{Data: d, plan: plan, book: book, engine: d.Asker(plan.Params)}
	for _, step := range []func(context.Context) error{found.totals, found.targetKeys, found.scales, found.currencies, found.holes} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return found, nil
}
