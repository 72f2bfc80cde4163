package pipeline

import (
	"context"
	"fmt"

	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// Parts computes the pipelines of the members of a dimension, by key; "" is the key of deals that match no member. It
// uses the statements of Compute, grouped by member. A deal belongs to one member and to his latest group. who numbers
// the members as owners of the amounts.
func Parts(ctx context.Context, m *metric.Model, engine metric.Engine, ask metric.PipelineAsk, dim string, who *metric.Owners) (map[string]metric.Pipeline, error) {
	rows, err := query.Keyed(m, ask.Dataset, dim, "")
	if err != nil {
		return nil, err
	}
	asked := func(stage, where string) (map[string]*table.Table, error) {
		t, err := engine.Query(ctx, fmt.Sprintf("with __deals as %s select stage, n, a, w, k from (select __of as k, %s as stage, count(*) as n, sum(amount) as a, sum(amount * p) * %s as w from __deals where %s group by all) order by k nulls last, stage nulls last",
			partDealsSQL(ask, rows), stage, probabilityUnit(ask), where), nil)
		if err != nil {
			return nil, fmt.Errorf("pipeline of dataset %q: %w", ask.Dataset, err)
		}
		found := map[string]*table.Table{}
		for _, row := range t.Rows {
			key := query.Text(row[4])
			if found[key] == nil {
				found[key] = &table.Table{}
			}
			found[key].Rows = append(found[key].Rows, row)
		}
		return found, nil
	}
	list := map[string]metric.Pipeline{}
	open, err := asked("stage", isOpen(ask))
	if err != nil {
		return nil, err
	}
	for key, t := range open {
		p := metric.Pipeline{}
		p.Open, p.Total = stages(ask, t)
		list[key] = p
	}
	for _, part := range []struct {
		into  func(p *metric.Pipeline) *metric.Stage
		where string
	}{
		{func(p *metric.Pipeline) *metric.Stage { return &p.Won }, closedIn(ask, ask.Won)},
		{func(p *metric.Pipeline) *metric.Stage { return &p.Lost }, closedIn(ask, ask.Lost)},
		{func(p *metric.Pipeline) *metric.Stage { return &p.Overdue }, overdue(ask)},
		{func(p *metric.Pipeline) *metric.Stage { return &p.Unweighted }, unweighted(ask)},
	} {
		if part.where == "" {
			continue
		}
		found, err := asked("null", part.where)
		if err != nil {
			return nil, err
		}
		for key, t := range found {
			p, known := list[key]
			if !known {
				p.Open, p.Total = stages(ask, &table.Table{})
			}
			*part.into(&p) = readStage(t.Rows[0])
			list[key] = p
		}
	}
	for key, p := range list {
		whose := who.Number(metric.Owner{Dimension: dim, Key: key})
		for i := range p.Open {
			s := &p.Open[i]
			s.Amount, s.Weighted = s.Amount.WithOwner(whose), s.Weighted.WithOwner(whose)
		}
		for _, s := range []*metric.Stage{&p.Total, &p.Won, &p.Lost, &p.Overdue, &p.Unweighted} {
			s.Amount, s.Weighted = s.Amount.WithOwner(whose), s.Weighted.WithOwner(whose)
		}
		list[key] = p
	}
	return list, nil
}

// NoDeals is the pipeline of a member without deals.
func NoDeals(ask metric.PipelineAsk) metric.Pipeline {
	var p metric.Pipeline
	p.Open, p.Total = stages(ask, &table.Table{})
	return p
}

// partDealsSQL is dealsSQL over rows with a member, which it selects as __of.
func partDealsSQL(ask metric.PipelineAsk, rows string) string {
	lines := fmt.Sprintf("(select row_number() over () as line, __key as __of, %s as id, %s as stage, %s as amount, cast(%s as decimal(38, 6)) as p, %s as close from %s)",
		query.ColumnOr(ask.ID), stageOf(ask), query.ColumnOr(ask.Amount), query.ColumnOr(ask.Probability), query.ColumnOr(ask.Close), rows)
	if ask.ID == "" {
		return lines
	}
	return "(select __of, max(stage) as stage, max(amount) as amount, max(p) as p, max(close) as close from " + lines +
		" group by __of, id, case when id is null then line end)"
}
