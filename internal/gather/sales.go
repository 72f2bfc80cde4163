package gather

import (
	"context"
	"errors"
	"slices"

	"bilan/internal/plans"
	"bilan/internal/sales"
	"bilan/internal/yamlfile"
)

// entity makes the canonical dataset of an entity from the datasets with its tables, now that their columns are known.
// The error is yamlfile.Mistakes when the mapping is wrong.
func (d *Gatherer) entity(ctx context.Context, plan *plans.Plan, name, entity string) error {
	s := d.staging(plan)
	if entity == sales.Before {
		return d.dealsBefore(ctx, plan, s.model)
	}
	e := s.model.Entity(entity)
	if e != nil {
		if err := s.entity(ctx, e); err != nil {
			return err
		}
	}
	if err := d.Bench.Derive(ctx, "", name, s.model.Compile(entity, s.kinds), plan.Params); err != nil || e == nil {
		return err
	}
	return s.matches(ctx, e)
}

// mapping checks an entity's roles against its own tables when another dataset that it reads, such as the reps, could not be
// loaded, so that all mistakes are reported at once. The error is yamlfile.Mistakes or that of the context.
func (d *Gatherer) mapping(ctx context.Context, plan *plans.Plan, entity string) error {
	s := d.staging(plan)
	if entity == "" || s.model.Entity(entity) == nil {
		return nil
	}
	e := s.model.Entity(entity)
	from := d.Program.Config.Tables(e.From)
	if e.Lines != nil {
		from = append(slices.Clip(from), d.Program.Config.Tables(e.Lines.From)...)
	}
	if slices.ContainsFunc(from, func(dataset string) bool { return d.Broken[dataset] }) {
		return nil
	}
	var wrong yamlfile.Mistakes
	if err := s.entity(ctx, e); errors.As(err, &wrong) {
		return wrong
	}
	return ctx.Err()
}

// entity stages the rows of an entity and its lines, and checks what the canonical SQL assumes about them.
func (s *staging) entity(ctx context.Context, e *sales.Entity) error {
	parts := []*sales.Entity{e}
	if e.Lines != nil {
		parts = append(parts, e.Lines)
	}
	for _, part := range parts {
		if err := s.stage(ctx, part, sales.Dataset(e.Name)); err != nil {
			return err
		}
	}
	for _, check := range []func(context.Context, *sales.Entity) error{s.heads, s.periods, s.currencies, s.overlap} {
		if err := check(ctx, e); err != nil {
			return err
		}
	}
	return s.mistakes.Err()
}

func (s *staging) stage(ctx context.Context, e *sales.Entity, of string) error {
	var list []sales.From
	for i, dataset := range s.Program.Config.Tables(e.From) {
		columns, err := s.Bench.Describe(ctx, "", dataset)
		if err != nil {
			return err
		}
		t := mappedTable{dataset: dataset, name: e.From[i], columns: columns}
		f := sales.From{Dataset: dataset, SQL: map[string]string{}}
		for _, r := range e.Roles {
			sql, err := s.role(ctx, t, r)
			if err != nil {
				return err
			}
			f.SQL[r.Name] = sql
		}
		for _, check := range []func(context.Context, mappedTable, *sales.Entity) error{s.where, s.foreign} {
			if err := check(ctx, t, e); err != nil {
				return err
			}
		}
		list = append(list, f)
	}
	if err := s.mistakes.Err(); err != nil {
		return err
	}
	name := sales.Staged(e, of)
	if err := s.Bench.Derive(ctx, "", name, sales.Stage(e, list), s.plan.Params); err != nil {
		return yamlfile.Mistakes{s.Program.Config.At(e.Path, err.Error(), "")}
	}
	columns, err := s.Bench.Describe(ctx, "", name)
	for _, c := range columns {
		s.kinds[c.Name] = c.Kind
	}
	return err
}
