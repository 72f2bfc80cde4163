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

// tableStates decides, for a report about the past, what tables from a dataset without dates show: the dataset's photo,
// or nothing.
func (d *Gatherer) tableStates(ctx context.Context, plan *plans.Plan) error {
	plan.Scope.Tables = map[string]scope.State{}
	for _, need := range plan.Needs.Tables {
		if d.before.table == "" && sales.OnlyPhotographed(need.SQL) {
			plan.Scope.Tables[need.ID] = scope.State{Past: true, Why: plan.Scope.Locale.Word("state.no_photo", plan.Scope.Locale.Date(plan.Since().AddDays(-1).Time()))}
			continue
		}
		dataset, err := d.about(ctx, plan, need.SQL)
		if err != nil {
			return err
		}
		if plan.Config.Datasets[dataset].Photos == "" {
			continue
		}
		read := d.ReadOn(plan, dataset)
		if !plan.PassedBy(read) {
			continue
		}
		plan.Scope.Tables[need.ID] = scope.State{Read: read, Past: true}
		if k, ok := d.photos[dataset]; ok && d.photoFits(ctx, k, dataset, need.SQL) {
			plan.Scope.Tables[need.ID] = scope.State{Read: k.day, From: k.table}
		}
	}
	return nil
}

// about returns the main dataset of a table: the first that its SQL names. Others are joined to it.
func (d *Gatherer) about(ctx context.Context, plan *plans.Plan, sql string) (string, error) {
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

// photoFits reports whether SQL that names the dataset can read the photo instead: the photo has the columns that the
// dataset has today, and the SQL names sales.deals, without quotes around the whole name.
func (d *Gatherer) photoFits(ctx context.Context, k kept, dataset, sql string) bool {
	if !strings.HasPrefix(dataset, "sales.") || strings.Contains(strings.ToLower(sql), `"`+strings.ToLower(dataset)+`"`) {
		return false
	}
	today, err := d.Bench.Describe(ctx, "", dataset)
	then, failed := d.Bench.Describe(ctx, "", k.table)
	if cmp.Or(err, failed) != nil {
		return false
	}
	photo := &table.Table{Columns: then}
	for _, c := range today {
		if photo.Column(c.Name) < 0 {
			return false
		}
	}
	return true
}

// listing asks for a table's rows; when a photo replaces its main dataset, for the rows of the photo.
func (d *Gatherer) listing(ctx context.Context, plan *plans.Plan, need scope.TableNeed) (t *table.Table, err error) {
	photo := plan.Scope.Tables[need.ID].From
	if photo == "" {
		return listing(ctx, d.Asker(plan.TableParams()), need.SQL)
	}
	dataset, err := d.about(ctx, plan, need.SQL)
	if err != nil {
		return nil, err
	}
	if err := d.Bench.ReplaceDataset(ctx, dataset, photo); err != nil {
		return nil, err
	}
	defer func() { err = cmp.Or(err, d.Bench.ReplaceDataset(ctx, dataset, dataset)) }()
	return listing(ctx, d.Asker(plan.TableParams()), need.SQL)
}
