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
	cohorts   map[string][]metric.Cohort
	events    []events // what the cohorts are made of
	tables    map[string]*table.Table
}

// asker is the workbench with the plan's dates bound, as figures need it: their statements are the program's own.
// Nothing that was loaded changes, so that the same question has the same answer and is asked once.
type asker struct {
	bench   Workbench
	params  map[string]any
	bound   string // the parameters, written out
	answers map[string]*table.Table
}

func (d *data) asker(params map[string]any) asker {
	return asker{d.bench, params, fmt.Sprint(params), d.answers}
}

// mostKept is how many rows an answer may have to be kept for the next who asks.
const mostKept = 10_000

func (a asker) Query(ctx context.Context, sql string, _ map[string]any) (*table.Table, error) {
	key := a.bound + "\x00" + sql
	if t := a.answers[key]; t != nil {
		return t, nil
	}
	t, err := a.bench.Ask(ctx, sql, a.params)
	if err == nil && len(t.Rows) <= mostKept {
		a.answers[key] = t
	}
	return t, err
}

// mostRows is how many rows a table's query may give. A page shows fewer; totals are taken over all of them.
const mostRows = 100_000

// listing asks for the rows of a table section, in their own order, and never for more than memory should hold.
func listing(ctx context.Context, engine asker, sql string) (*table.Table, error) {
	t, err := engine.bench.First(ctx, mostRows+1, sql, engine.params)
	if err == nil && len(t.Rows) > mostRows {
		return nil, fmt.Errorf("the query gives more than %d rows: sum them up in SQL, or add a limit to it", mostRows)
	}
	return t, err
}

func (d *data) figures(ctx context.Context, plan *Plan) (*book, error) {
	engine := d.asker(plan.Params)
	if err := d.shares(ctx, plan, engine); IsUnusable(err) {
		return nil, err
	} else if err != nil {
		return nil, &Unusable{Cause: err}
	}
	figures, err := plan.Model.Compute(ctx, engine, plan.Needs.Asks)
	if err != nil {
		return nil, &Unusable{Cause: err}
	}
	b := &book{Book: figures, pipelines: map[string]*metric.Pipeline{}, cohorts: map[string][]metric.Cohort{}, tables: map[string]*table.Table{}}
	for _, need := range plan.Needs.Pipelines {
		if b.pipelines[need.ID], err = plan.Model.Pipeline(ctx, engine, need.PipelineAsk); err != nil {
			return nil, &Unusable{Cause: err}
		}
	}
	for _, need := range plan.Needs.Cohorts {
		ask := need.CohortAsk
		if ask.Value != "" {
			value, err := d.bench.Value(ctx, ask.Value)
			if err != nil {
				return nil, fmt.Errorf("%s: value: %w", need.ID, err)
			}
			ask.AddsUp, ask.Divides = value.AddsUp, value.Divides
		}
		if b.cohorts[need.ID], err = plan.Model.Cohorts(ctx, engine, ask); err != nil {
			return nil, &Unusable{Cause: err}
		}
	}
	if b.events, err = d.events(ctx, plan, engine); err != nil {
		return nil, &Unusable{Cause: err}
	}
	for _, t := range plan.Needs.Tables {
		if b.tables[t.ID], err = listing(ctx, d.asker(plan.tableParams()), t.SQL); err != nil {
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

// Cohorts gives the answer to a need of the plan.
func (b *book) Cohorts(id string) []metric.Cohort { return b.cohorts[id] }

// Table gives the answer to a query of the plan.
func (b *book) Table(id string) *table.Table { return b.tables[id] }
