// Package ownership assigns the answers of a batch to the members of a dimension: each table row, each open deal and
// each figure. It checks that the members' figures add up to the total.
package ownership

import (
	"context"
	"slices"

	"bilan/internal/loaded"
	"bilan/internal/member"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/book"
	"bilan/report/metric/pipeline"
	"bilan/report/scope"
)

// Owners says which member of one dimension owns each answer of a batch. It is read-only.
type Owners struct {
	Members   []member.Member
	pipelines map[string]map[string]metric.Pipeline // the pipelines, by need and member's key
	owners    map[string][]string                   // by table: the owner's key for each row, "" for nobody; nil for a table that is not divided
	rows      map[*table.Cell]place                 // the place of a row, by its first cell
	reads     map[string][]string                   // by table: the datasets that it is made of
	hidden    map[string][]string                   // by table: columns that a member's edition does not show
	needs     scope.Needs
}

// place is the position of a row: its table and its index, from 0.
type place struct {
	table string
	row   int
}

// Find loads the members of a dimension and finds the owner of each table row and deal. It proves that the members'
// figures add up to the total and, in the report's own periods, that the right rows are behind them.
func Find(ctx context.Context, d *loaded.Data, plan *plans.Plan, engine loaded.Asker, book *book.Book, tables map[string]*table.Table, dim string) (*Owners, error) {
	roster := &member.Roster{Config: plan.Config, Report: plan.Report, Model: plan.Model, Engine: engine, Day: plan.Slot.Date}
	a := &Owners{pipelines: map[string]map[string]metric.Pipeline{}, owners: map[string][]string{}, rows: map[*table.Cell]place{}, reads: map[string][]string{}, hidden: map[string][]string{}, needs: plan.Needs}
	var err error
	if a.Members, err = roster.Load(ctx, dim); err != nil {
		return nil, err
	}
	for _, need := range plan.Needs.Pipelines {
		if !plan.Model.CanGroup(need.Dataset, dim) {
			continue
		}
		if a.pipelines[need.ID], err = pipeline.Parts(ctx, plan.Model, engine, need.PipelineAsk, dim, book.Owners()); err != nil {
			return nil, err
		}
	}
	w := &ownerFinder{d, plan, engine}
	for _, need := range plan.Needs.Tables {
		t := tables[need.ID]
		a.reads[need.ID] = w.datasetsOf(ctx, need)
		if a.owners[need.ID], err = w.ownersOf(ctx, need, t, dim); err != nil {
			return nil, err
		}
		for i, row := range t.Rows {
			a.rows[&row[0]] = place{need.ID, i}
		}
	}
	if err := w.proveSingle(ctx, a, tables, dim); err != nil {
		return nil, err
	}
	if err := w.proveIndependence(ctx, a, tables, dim); err != nil {
		return nil, err
	}
	return a, proveSums(ctx, plan, engine, book, dim, a.Members)
}

// Pipeline returns the pipeline of the member with the key, an empty one if he has no deals. id is the need's.
func (a *Owners) Pipeline(id, key string) metric.Pipeline {
	if memberPipeline, ok := a.pipelines[id][key]; ok {
		return memberPipeline
	}
	for _, need := range a.needs.Pipelines {
		if need.ID == id {
			return pipeline.NoDeals(need.PipelineAsk)
		}
	}
	return metric.Pipeline{}
}

// Rows returns a member's rows of a table, in the table's order. id is the need's.
func (a *Owners) Rows(id, key string, t *table.Table) *table.Table {
	memberRows := &table.Table{Columns: t.Columns}
	for i, owner := range a.owners[id] {
		if owner == key {
			memberRows.Rows = append(memberRows.Rows, t.Rows[i])
		}
	}
	return memberRows
}

// Reads returns the datasets that a table or a pipeline reads.
func (a *Owners) Reads(id string) []string {
	if a == nil {
		return nil
	}
	for _, need := range a.needs.Pipelines {
		if need.ID == id {
			return []string{need.Dataset}
		}
	}
	return a.reads[id]
}

// Undivided reports whether a table is not divided by the members, because its rows have no known owners.
func (a *Owners) Undivided(id string) bool {
	owners, asked := a.owners[id]
	return asked && owners == nil
}

// Hides reports whether a member's edition leaves out a column of a table, because it would reveal others' rows.
func (a *Owners) Hides(id, column string) bool { return slices.Contains(a.hidden[id], column) }

// Owner returns the key of the member who owns a table's row, "" for nobody. known is false for a row of another table.
func (a *Owners) Owner(id string, row []table.Cell) (key string, known bool) {
	if len(row) == 0 {
		return "", false
	}
	at, known := a.rows[&row[0]]
	if !known || at.table != id {
		return "", false
	}
	return a.owners[id][at.row], true
}
