package gather

import (
	"cmp"
	"context"
	"strings"

	"bilan/internal/plans"
	"bilan/internal/sales"
	"bilan/internal/table"
	"bilan/report/scope"
)

// tableStates decides what table sections about datasets without dates show in a report about the past: the photo of
// the dataset, or nothing.
func (d *Gatherer) tableStates(ctx context.Context, plan *plans.Plan) error {
	plan.Scope.Tables = map[string]scope.State{}
	for _, need := range plan.Needs.Tables {
		if d.formerDeals.table == "" && sales.OnlyPhotographed(need.SQL) {
			plan.Scope.Tables[need.ID] = scope.State{Past: true, Why: plan.Scope.Locale.Word("state.no_photo", plan.Scope.Locale.Date(plan.Since().AddDays(-1).Time()))}
			continue
		}
		dataset, err := d.mainDataset(ctx, plan, need.SQL)
		if err != nil {
			return err
		}
		if plan.Config.Datasets[dataset].Photos == "" {
			continue
		}
		read := d.ReadOn(plan, dataset)
		if !plan.OutOfDate(read) {
			continue
		}
		plan.Scope.Tables[need.ID] = scope.State{Read: read, Past: true}
		if k, ok := d.photos[dataset]; ok && d.photoFits(ctx, k, dataset, need.SQL) {
			plan.Scope.Tables[need.ID] = scope.State{Read: k.day, From: k.table}
		}
	}
	return nil
}

// mainDataset returns the main dataset of a table section: the first dataset that its SQL names. It is "" if the SQL
// names none.
func (d *Gatherer) mainDataset(ctx context.Context, plan *plans.Plan, sql string) (string, error) {
	tables, _, err := d.Bench.Select(ctx, sql)
	if err != nil || len(tables) == 0 {
		return "", err
	}
	for name := range plan.Config.Datasets {
		if strings.EqualFold(name, tables[0]) {
			return name, nil
		}
	}
	return "", nil
}

// photoFits reports whether a photo can replace a dataset of the sales model in this SQL. The photo must have all
// columns of the dataset, and the SQL must not quote the dataset's whole name.
func (d *Gatherer) photoFits(ctx context.Context, k loadedPhoto, dataset, sql string) bool {
	if !strings.HasPrefix(dataset, "sales.") || strings.Contains(strings.ToLower(sql), `"`+strings.ToLower(dataset)+`"`) {
		return false
	}
	columns, err := d.Bench.Describe(ctx, "", dataset)
	photoColumns, failed := d.Bench.Describe(ctx, "", k.table)
	if cmp.Or(err, failed) != nil {
		return false
	}
	photo := &table.Table{Columns: photoColumns}
	for _, c := range columns {
		if photo.Column(c.Name) < 0 {
			return false
		}
	}
	return true
}

// tableRows returns the rows of a table section. If a photo replaces the section's main dataset, they are the rows of
// the photo.
func (d *Gatherer) tableRows(ctx context.Context, plan *plans.Plan, need scope.TableNeed) (t *table.Table, err error) {
	photo := plan.Scope.Tables[need.ID].From
	if photo == "" {
		return tableRows(ctx, d.Asker(plan.TableParams()), need.SQL)
	}
	dataset, err := d.mainDataset(ctx, plan, need.SQL)
	if err != nil {
		return nil, err
	}
	if err := d.Bench.ReplaceDataset(ctx, dataset, photo); err != nil {
		return nil, err
	}
	defer func() { err = cmp.Or(err, d.Bench.ReplaceDataset(ctx, dataset, dataset)) }()
	return tableRows(ctx, d.Asker(plan.TableParams()), need.SQL)
}
