package gather

import (
	"context"
	"fmt"
	"slices"

	"bilan/internal/plans"
	"bilan/internal/sales"
)

// loadFormerDeals loads the photo of the deals on the day before the report's changes begin. It does nothing if there
// is no photo, or if the report shows no changes of deals.
func (d *Gatherer) loadFormerDeals(ctx context.Context, plan *plans.Plan) error {
	name := sales.Dataset("deals")
	if !slices.Contains(plan.Datasets, sales.Dataset(sales.DealsBeforeName)) || d.Program.Photos.Dir == "" {
		return nil
	}
	day := plan.Since().AddDays(-1)
	p, err := d.Program.Photos.At(name, day, day.AddDays(-PhotoAge))
	if err != nil {
		return fmt.Errorf("dataset %q: photo of %s: %w", name, day, err)
	}
	if p == nil {
		return nil
	}
	d.formerDeals, err = d.loadPhoto(ctx, sales.Dataset(sales.DealsBeforeName), p)
	return err
}

// makeFormerDeals makes the dataset with the former state of the deals. It derives it from their photo, or without one
// from today's deals.
func (d *Gatherer) makeFormerDeals(ctx context.Context, plan *plans.Plan, model *sales.Model) error {
	var columnNames []string
	if d.formerDeals.table != "" {
		columns, err := d.Bench.Describe(ctx, "", d.formerDeals.table)
		if err != nil {
			return err
		}
		for _, c := range columns {
			columnNames = append(columnNames, c.Name)
		}
	}
	from := plan.Since()
	if d.formerDeals.table != "" {
		from = d.formerDeals.day.AddDays(1)
	}
	return d.Bench.Derive(ctx, "", sales.Dataset(sales.DealsBeforeName), model.DealsBeforeSQL(from.String(), d.formerDeals.table, columnNames), plan.Params)
}
