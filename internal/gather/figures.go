package gather

import (
	"context"
	"fmt"

	"bilan/internal/diagnose"
	"bilan/internal/loaded"
	"bilan/internal/ownership"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/book"
	"bilan/report/metric/cohort"
	"bilan/report/metric/pipeline"
)

// Book contains the answers to all asks of a report's sections. It implements report.Book.
type Book struct {
	*book.Book
	past      *book.Book // figures of past periods, which show what is usual
	pipelines map[string]*metric.Pipeline
	cohorts   map[string][]metric.Cohort
	events    []eventCounts // the rows that cohorts are made of
	tables    map[string]*table.Table
	owners    map[string]*ownership.Owners // by dimension: the member that each row of an answer belongs to
}

// maxTableRows is the largest number of rows that a table's query may return. A page shows only the first of them, but
// its totals are the sums of all.
const maxTableRows = 100_000

// tableRows returns the rows of a table section in the order of its query. More than maxTableRows rows are an error.
func tableRows(ctx context.Context, engine loaded.Asker, sql string) (*table.Table, error) {
	t, err := engine.First(ctx, maxTableRows+1, sql)
	if err == nil && len(t.Rows) > maxTableRows {
		return nil, fmt.Errorf("the query gives more than %d rows: aggregate them in SQL, or add a limit", maxTableRows)
	}
	return t, err
}

func (d *Gatherer) computeFigures(ctx context.Context, plan *plans.Plan) (*Book, error) {
	engine := d.Asker(plan.Params)
	if err := d.checkShares(ctx, plan, engine); diagnose.IsUnusable(err) {
		return nil, err
	} else if err != nil {
		return nil, &diagnose.Unusable{Cause: err}
	}
	figures, past, err := book.ComputeBoth(ctx, plan.Model, engine, plan.Needs.Asks, plan.Needs.Past, plan.Each)
	if err != nil {
		return nil, &diagnose.Unusable{Cause: ownership.Blame(ctx, plan, engine, err)}
	}
	b := &Book{Book: figures, past: past, pipelines: map[string]*metric.Pipeline{}, cohorts: map[string][]metric.Cohort{}, tables: map[string]*table.Table{}}
	for _, need := range plan.Needs.Pipelines {
		if b.pipelines[need.ID], err = pipeline.Compute(ctx, plan.Model, engine, need.PipelineAsk); err != nil {
			return nil, &diagnose.Unusable{Cause: err}
		}
	}
	for _, need := range plan.Needs.Cohorts {
		ask := need.CohortAsk
		if ask.Value != "" {
			value, err := d.Bench.Value(ctx, ask.Value)
			if err != nil {
				return nil, fmt.Errorf("%s: value: %w", need.ID, err)
			}
			ask.AddsUp, ask.Divides = value.AddsUp, value.Divides
		}
		if b.cohorts[need.ID], err = cohort.Compute(ctx, plan.Model, engine, ask); err != nil {
			return nil, &diagnose.Unusable{Cause: err}
		}
	}
	if b.events, err = d.countEvents(ctx, plan, engine); err != nil {
		return nil, &diagnose.Unusable{Cause: err}
	}
	for _, t := range plan.Needs.Tables {
		if b.tables[t.ID], err = d.tableRows(ctx, plan, t); err != nil {
			return nil, &diagnose.Unusable{Cause: fmt.Errorf("table: %w", err)}
		}
	}
	return b, d.findOwners(ctx, plan, b, engine)
}

// findOwners finds the member to whom each part of an answer belongs, for each dimension that editions are made by.
func (d *Gatherer) findOwners(ctx context.Context, plan *plans.Plan, b *Book, engine loaded.Asker) (err error) {
	b.owners = map[string]*ownership.Owners{}
	for _, dim := range plan.Each {
		if b.owners[dim], err = ownership.Find(ctx, d.Data, plan, engine, b.Book, b.tables, dim); err != nil {
			return &diagnose.Unusable{Cause: err}
		}
	}
	return nil
}

// Answer returns the answer to an ask of the plan, about the report's own figures or about past ones.
func (b *Book) Answer(a metric.Ask) metric.Answer {
	if answer := b.Book.Answer(a); answer.Total.Metric != nil {
		return answer
	}
	return b.past.Answer(a)
}

// Pipeline returns the answer to the pipeline with this ID, or a zero Pipeline if the plan has none.
func (b *Book) Pipeline(id string) metric.Pipeline {
	if p := b.pipelines[id]; p != nil {
		return *p
	}
	return metric.Pipeline{}
}

// Cohorts returns the answer to the cohorts with this ID, or nil if the plan has none.
func (b *Book) Cohorts(id string) []metric.Cohort { return b.cohorts[id] }

// Table returns the rows of the table with this ID, or nil if the plan has none.
func (b *Book) Table(id string) *table.Table { return b.tables[id] }
