package run

import (
	"context"
	"fmt"

	"bilan/internal/table"
	"bilan/report/metric"
)

// book holds the answers to everything that a report's sections asked.
type book struct {
	*metric.Book
	pipelines map[string]*metric.Pipeline
	tables    map[string]*table.Table
}

// asker is the workbench with the plan's dates bound, as figures need it.
type asker struct {
	bench  Workbench
	params map[string]any
}

func (a asker) Query(ctx context.Context, sql string, _ map[string]any) (*table.Table, error) {
	return a.bench.Query(ctx, sql, a.params)
}

func (d *data) figures(ctx context.Context, plan *Plan) (*book, error) {
	engine := asker{d.bench, plan.Params}
	figures, err := plan.Model.Compute(ctx, engine, plan.Needs.Asks)
	if err != nil {
		return nil, &Unusable{Cause: err}
	}
	b := &book{Book: figures, pipelines: map[string]*metric.Pipeline{}, tables: map[string]*table.Table{}}
	for _, need := range plan.Needs.Pipelines {
		if b.pipelines[need.ID], err = plan.Model.Pipeline(ctx, engine, need.PipelineAsk); err != nil {
			return nil, &Unusable{Cause: err}
		}
	}
	for _, t := range plan.Needs.Tables {
		if b.tables[t.ID], err = engine.Query(ctx, t.SQL, nil); err != nil {
			return nil, &Unusable{Cause: fmt.Errorf("table: %w", err)}
		}
	}
	return b, nil
}

// Pipeline gives the answer to a need of the plan.
func (b *book) Pipeline(id string) metric.Pipeline {
	if p := b.pipelines[id]; p != nil {
		return *p
	}
	return metric.Pipeline{}
}

// Table gives the answer to a query of the plan.
func (b *book) Table(id string) *table.Table { return b.tables[id] }
