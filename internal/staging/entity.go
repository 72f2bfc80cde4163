package staging

import (
	"context"

	"bilan/internal/sales"
	"bilan/internal/yamlfile"
)

// StageEntity stages the rows of an entity and of its lines, and checks what the canonical SQL assumes about them. If
// the mapping is wrong, the error is yamlfile.Mistakes.
func (s *Staging) StageEntity(ctx context.Context, e *sales.Entity) error {
	parts := []*sales.Entity{e}
	if e.Lines != nil {
		parts = append(parts, e.Lines)
	}
	for _, part := range parts {
		if err := s.stageTables(ctx, part, sales.Dataset(e.Name)); err != nil {
			return err
		}
	}
	for _, check := range []func(context.Context, *sales.Entity) error{s.checkHeads, s.checkPeriods, s.checkCurrencies, s.checkOverlap} {
		if err := check(ctx, e); err != nil {
			return err
		}
	}
	return s.mistakes.Err()
}

func (s *Staging) stageTables(ctx context.Context, e *sales.Entity, canonical string) error {
	var list []sales.From
	for i, dataset := range s.Program.Config.TableDatasets(e.From) {
		columns, err := s.Bench.Describe(ctx, "", dataset)
		if err != nil {
			return err
		}
		t := mappedTable{dataset: dataset, name: e.From[i], columns: columns}
		f := sales.From{Dataset: dataset, SQL: map[string]string{}}
		if s.isOtherTable(t, e, i) {
			continue
		}
		for _, r := range e.Roles {
			if r.Text == "" {
				continue // its values come from columns of months or quarters
			}
			sql, err := s.roleSQL(ctx, t, r)
			if err != nil {
				return err
			}
			f.SQL[r.Name] = sql
		}
		for _, check := range []func(context.Context, mappedTable, *sales.Entity) error{s.checkCondition, s.checkForeignCurrency} {
			if err := check(ctx, t, e); err != nil {
				return err
			}
		}
		unfolded, err := s.unfoldWide(ctx, t, e, f)
		if err != nil {
			return err
		}
		list = append(list, unfolded...)
	}
	if err := s.mistakes.Err(); err != nil {
		return err
	}
	name := sales.StagedDataset(e, canonical)
	if err := s.Bench.Derive(ctx, "", name, sales.StageSQL(e, list), s.plan.Params); err != nil {
		return yamlfile.Mistakes{s.Program.Config.At(e.Path, err.Error(), "")}
	}
	columns, err := s.Bench.Describe(ctx, "", name)
	for _, c := range columns {
		s.Kinds[c.Name] = c.Kind
	}
	return err
}
