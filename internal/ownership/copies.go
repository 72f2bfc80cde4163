package ownership

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/loaded"
	"bilan/internal/member"
	"bilan/internal/plans"
	"bilan/internal/proof"
	"bilan/internal/table"
	"bilan/report/metric/check"
)

// copiesHint is the advice for a dataset in which rows belong to several members.
const copiesHint = "add the missing condition to the join with the list of members, or write common: true in the dataset if its rows are meant for several members"

// proveSingle proves that each row belongs to one member only: in every dataset of the plan's figures and deals, and in
// every table that is divided by members. It skips a dataset with common: true, and a table that reads only such datasets
// and lists of members.
func (w *ownerFinder) proveSingle(ctx context.Context, a *Owners, tables map[string]*table.Table, dim string) error {
	for _, name := range w.measuredDatasets() {
		key := w.keyColumn(name, dim)
		if key == "" || w.allowsSeveral(name) {
			continue
		}
		columns, err := w.data.Bench.Describe(ctx, "", name)
		if err != nil {
			return err
		}
		rows := check.Rows{SQL: table.Ident(name), Member: key, Columns: columns}
		if err := w.proveNoCopies(ctx, a, w.engine, rows, dim, "a row", name); err != nil {
			return err
		}
	}
	for _, need := range w.plan.Needs.Tables {
		t, reads := tables[need.ID], a.reads[need.ID]
		at := w.ownerColumn(ctx, need, t, dim)
		if a.Undivided(need.ID) || at < 0 || !slices.ContainsFunc(reads, func(name string) bool { return !w.allowsSeveral(name) }) {
			continue
		}
		rows := check.Rows{SQL: loaded.Subquery(need.SQL), Member: t.Columns[at].Name, Columns: t.Columns}
		if err := w.proveNoCopies(ctx, a, w.data.Asker(w.plan.TableParams()), rows, dim, need.ID+", a row", strings.Join(reads, ", ")); err != nil {
			return err
		}
	}
	return nil
}

func (w *ownerFinder) proveNoCopies(ctx context.Context, a *Owners, engine loaded.Asker, rows check.Rows, dim, location, dataset string) error {
	copies, err := check.FindCopies(ctx, engine, rows)
	if err != nil || copies == nil {
		return err
	}
	memberOf := func(raw string) member.Member { return memberByKey(a.Members, dim, memberKey(w.plan, dim, raw)) }
	location += fmt.Sprintf(" that %d members have in common, like %d of all %d rows", copies.Members, copies.Rows, copies.Of)
	leak := proof.Leak{Edition: memberOf(copies.First), Whose: proof.MemberName(memberOf(copies.Second)), Where: location, What: copies.Row, Dataset: dataset}
	return fmt.Errorf("%w (%s)", &proof.Failed{Leaks: []proof.Leak{leak}}, copiesHint)
}

// measuredDatasets returns the datasets of the plan's figures and deals, each once.
func (w *ownerFinder) measuredDatasets() (list []string) {
	add := func(name string) {
		if name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	for _, name := range plans.MetricsOf(w.plan.Needs) {
		for _, term := range w.plan.Model.Terms(name) {
			add(w.plan.Model.Metrics[term].Dataset)
		}
	}
	for _, need := range w.plan.Needs.Pipelines {
		add(need.Dataset)
	}
	return list
}

// keyColumn returns the column of a dataset that holds the members of a dimension. If the dataset has none, it returns
// the column of the child dimension, whose members belong to them; "" if there is neither.
func (w *ownerFinder) keyColumn(dataset, dim string) string {
	ds := w.plan.Model.Datasets[dataset]
	if child := w.plan.Model.Child(ds, dim); ds.Keys[dim] == "" && child != nil {
		return ds.Keys[child.Name]
	}
	return ds.Keys[dim]
}

// allowsSeveral reports whether a row of a dataset may belong to several members: the dataset says common: true, or it
// is the list of a dimension's members.
func (w *ownerFinder) allowsSeveral(dataset string) bool {
	for _, d := range w.plan.Config.Dimensions {
		if d.Dataset == dataset {
			return true
		}
	}
	return w.plan.Config.Datasets[dataset].Common
}
