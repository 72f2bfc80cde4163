package gather

import (
	"context"
	"errors"
	"slices"

	"bilan/internal/plans"
	"bilan/internal/sales"
	"bilan/internal/staging"
	"bilan/internal/yamlfile"
)

// makeEntity makes the canonical dataset of an entity from the datasets that contain its tables. The error is
// yamlfile.Mistakes when the mapping in the YAML is wrong.
func (d *Gatherer) makeEntity(ctx context.Context, plan *plans.Plan, name, makeEntity string) error {
	s := staging.New(d.Data, plan)
	if makeEntity == sales.DealsBeforeName {
		return d.makeFormerDeals(ctx, plan, s.Model)
	}
	e := s.Model.Entity(makeEntity)
	if e != nil {
		if err := s.StageEntity(ctx, e); err != nil {
			return err
		}
	}
	if err := d.Bench.Derive(ctx, "", name, s.Model.SelectSQL(makeEntity, s.Kinds), plan.Params); err != nil || e == nil {
		return err
	}
	return s.CheckKeys(ctx, e)
}

// checkMapping checks the roles of an entity against its tables when another dataset that it reads could not be loaded.
// So one run reports all mistakes. The error is yamlfile.Mistakes or that of the context.
func (d *Gatherer) checkMapping(ctx context.Context, plan *plans.Plan, entity string) error {
	s := staging.New(d.Data, plan)
	if entity == "" || s.Model.Entity(entity) == nil {
		return nil
	}
	e := s.Model.Entity(entity)
	from := d.Program.Config.TableDatasets(e.From)
	if e.Lines != nil {
		from = append(slices.Clip(from), d.Program.Config.TableDatasets(e.Lines.From)...)
	}
	if slices.ContainsFunc(from, func(dataset string) bool { return d.Broken[dataset] }) {
		return nil
	}
	var wrong yamlfile.Mistakes
	if err := s.StageEntity(ctx, e); errors.As(err, &wrong) {
		return wrong
	}
	return ctx.Err()
}
