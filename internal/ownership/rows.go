package ownership

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
	"bilan/report/scope"
)

// ownerFinder finds the owners of rows.
type ownerFinder struct {
	data   *loaded.Data
	plan   *plans.Plan
	engine loaded.Asker
}

// ownersOf returns the key of each row's owner in a table. It takes a column that holds the member or, if the dimension
// groups other members, a column that holds one of them together with the row's day.
func (w *ownerFinder) ownersOf(ctx context.Context, need scope.TableNeed, t *table.Table, dim string) ([]string, error) {
	known, err := keyByName(ctx, w.plan, w.engine, dim)
	if err != nil || !w.needsOwners(dim) && config.EndsInLimit(need.SQL) {
		return nil, err
	}
	if at := w.memberColumn(ctx, need, t, dim); at >= 0 {
		return rowOwners(t, func(row []table.Cell) string { return memberKey(w.plan, dim, row[at]) }, known), nil
	}
	child := w.plan.Config.ChildDimension(dim)
	at, day := -1, -1
	if child != "" {
		at, day = w.memberColumn(ctx, need, t, child), dayColumn(w.plan, t)
	}
	if (at < 0 || day < 0) && !w.needsOwners(dim) {
		return nil, nil
	}
	if at >= 0 && day < 0 {
		return nil, fmt.Errorf("table: reports.%s.%s: it is not known to which %s each row belongs: a member may have moved, and the query has no date column (select %s too)", w.plan.Name, need.ID, dim, w.dayHint(ctx, need))
	}
	if at < 0 {
		return nil, fmt.Errorf("table: reports.%s.%s: it is not known whose the rows are: the query has no column of %q (select %s too)", w.plan.Name, need.ID, dim, strings.Join(w.memberColumns(ctx, need, dim), " or "))
	}
	list, err := query.MembershipsOf(ctx, w.plan.Model, w.engine, child)
	if err != nil {
		return nil, err
	}
	by := map[string][]query.Membership{}
	for _, b := range list {
		by[b.Member] = append(by[b.Member], b)
	}
	return rowOwners(t, func(row []table.Cell) string {
		on, dated := table.Day(row[day])
		for _, b := range by[memberKey(w.plan, child, row[at])] {
			if p := period.DateOf(on); dated && (b.First.IsZero() || !p.Before(b.First)) && (b.Last.IsZero() || !b.Last.Before(p)) {
				return b.Group
			}
		}
		return ""
	}, known), nil
}

// memberKey returns the key of the member that a cell names, "" for an empty cell.
func memberKey(plan *plans.Plan, dim string, c table.Cell) string {
	d := plan.Model.Dimensions[dim]
	if c == nil {
		return ""
	}
	if d == nil {
		d = &metric.Dimension{}
	}
	return d.KeyOf(loaded.CellText(c))
}

// rowOwners returns the key of the member that owns each row, "" if known has no such member.
func rowOwners(t *table.Table, key func(row []table.Cell) string, known map[string]string) []string {
	list := make([]string, len(t.Rows))
	for i, row := range t.Rows {
		list[i] = known[key(row)]
	}
	return list
}

// keyByName maps to each member's key in a dimension the key itself and the member's name, if no other member has it.
func keyByName(ctx context.Context, plan *plans.Plan, engine loaded.Asker, dim string) (map[string]string, error) {
	list, err := query.Members(ctx, plan.Model, engine, dim)
	known, withName := make(map[string]string, len(list)), map[string]int{}
	for _, m := range list {
		withName[m.Label]++
	}
	for _, m := range list {
		if withName[m.Label] == 1 {
			known[m.Label] = m.Key
		}
	}
	for _, m := range list {
		known[m.Key] = m.Key
	}
	return known, err
}

// ownerColumn returns the index of the column by which a table is divided: the dimension's, else the child dimension's,
// whose members belong to the dimension's; -1 if the table has neither.
func (w *ownerFinder) ownerColumn(ctx context.Context, need scope.TableNeed, t *table.Table, dim string) int {
	at := w.memberColumn(ctx, need, t, dim)
	if child := w.plan.Config.ChildDimension(dim); at < 0 && child != "" {
		return w.memberColumn(ctx, need, t, child)
	}
	return at
}

// memberColumn returns the index of the table's column for a dimension, -1 if it has none.
func (w *ownerFinder) memberColumn(ctx context.Context, need scope.TableNeed, t *table.Table, dim string) int {
	for _, name := range w.memberColumns(ctx, need, dim) {
		if at := t.Column(name); at >= 0 {
			return at
		}
	}
	return -1
}

// memberColumns returns the names that a table's column for a dimension may have.
func (w *ownerFinder) memberColumns(ctx context.Context, need scope.TableNeed, dim string) []string {
	return plans.MemberColumns(w.plan.Config, w.datasetsOf(ctx, need), dim)
}

// datasetsOf returns the datasets that a table's query names.
func (w *ownerFinder) datasetsOf(ctx context.Context, need scope.TableNeed) (list []string) {
	tables, _, _ := w.data.Bench.Select(ctx, need.SQL) // without an error, because the query ran already
	for _, t := range tables {
		for _, name := range slices.Sorted(maps.Keys(w.plan.Config.Datasets)) {
			if strings.EqualFold(name, t) {
				list = append(list, name)
			}
		}
	}
	return list
}

// dayColumn returns the index of the table's date column: one that a metric uses, else the only one; -1 if there is none
// or no clear one.
func dayColumn(plan *plans.Plan, t *table.Table) int {
	only := -1
	for at, c := range t.Columns {
		if c.Kind != table.Date && c.Kind != table.Timestamp {
			continue
		}
		for _, m := range plan.Model.Metrics {
			if strings.EqualFold(m.Date, c.Name) {
				return at
			}
		}
		if only >= 0 {
			return -1
		}
		only = at
	}
	return only
}

// dayHint names for an error text the date column of a metric over the table's datasets.
func (w *ownerFinder) dayHint(ctx context.Context, need scope.TableNeed) string {
	for _, dataset := range w.datasetsOf(ctx, need) {
		for _, name := range slices.Sorted(maps.Keys(w.plan.Model.Metrics)) {
			if m := w.plan.Model.Metrics[name]; m.Dataset == dataset && m.Date != "" {
				return m.Date
			}
		}
	}
	return "its column"
}

// needsOwners reports whether each table row must have an owner: in a report with editions of members whose tables a
// person wrote. A table of a pack, or of a report that is split on request, is left out if its rows have no owners.
func (w *ownerFinder) needsOwners(dim string) bool {
	return w.plan.MakesEditions(dim) && w.plan.Report.Pack == ""
}
