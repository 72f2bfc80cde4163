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

// walker finds the owners of rows.
type walker struct {
	data   *loaded.Data
	plan   *plans.Plan
	engine loaded.Asker
}

// ownersOf returns the owner of each row of a table: from a column with the member or, for a group, from a column with
// its member and the row's day.
func (w *walker) ownersOf(ctx context.Context, need scope.TableNeed, t *table.Table, dim string) ([]string, error) {
	known, err := keysOf(ctx, w.plan, w.engine, dim)
	if err != nil || !w.strict(dim) && config.CutsRows(need.SQL) {
		return nil, err
	}
	if at := w.memberColumn(ctx, need, t, dim); at >= 0 {
		return owners(t, func(row []table.Cell) string { return meant(w.plan, dim, row[at]) }, known), nil
	}
	child := w.plan.Config.Child(dim)
	at, day := -1, -1
	if child != "" {
		at, day = w.memberColumn(ctx, need, t, child), dayColumn(w.plan, t)
	}
	if (at < 0 || day < 0) && !w.strict(dim) {
		return nil, nil
	}
	if at >= 0 && day < 0 {
		return nil, fmt.Errorf("table: reports.%s.%s: it is not known to which %s each row belongs: a member may have moved, and the query has no date column (select %s too)", w.plan.Name, need.ID, dim, w.dayHint(ctx, need))
	}
	if at < 0 {
		return nil, fmt.Errorf("table: reports.%s.%s: it is not known whose the rows are: the query has no column of %q (select %s too)", w.plan.Name, need.ID, dim, strings.Join(w.memberColumns(ctx, need, dim), " or "))
	}
	list, err := query.Belongings(ctx, w.plan.Model, w.engine, child)
	if err != nil {
		return nil, err
	}
	by := map[string][]query.Membership{}
	for _, b := range list {
		by[b.Member] = append(by[b.Member], b)
	}
	return owners(t, func(row []table.Cell) string {
		on, dated := table.Day(row[day])
		for _, b := range by[meant(w.plan, child, row[at])] {
			if p := period.DateOf(on); dated && (b.First.IsZero() || !p.Before(b.First)) && (b.Last.IsZero() || !b.Last.Before(p)) {
				return b.Group
			}
		}
		return ""
	}, known), nil
}

// meant is the key that a cell means, "" for an empty one.
func meant(plan *plans.Plan, dim string, c table.Cell) string {
	d := plan.Model.Dimensions[dim]
	if c == nil {
		return ""
	}
	if d == nil {
		d = &metric.Dimension{}
	}
	return d.Meant(loaded.CellText(c))
}

// owners returns the keys of the rows, "" for rows without such a member.
func owners(t *table.Table, key func(row []table.Cell) string, known map[string]string) []string {
	list := make([]string, len(t.Rows))
	for i, row := range t.Rows {
		list[i] = known[key(row)]
	}
	return list
}

// keysOf finds the members of a dimension by their keys, and by a name that only one of them has.
func keysOf(ctx context.Context, plan *plans.Plan, engine loaded.Asker, dim string) (map[string]string, error) {
	list, err := query.Members(ctx, plan.Model, engine, dim)
	known, named := make(map[string]string, len(list)), map[string]int{}
	for _, m := range list {
		named[m.Label]++
	}
	for _, m := range list {
		if named[m.Label] == 1 {
			known[m.Label] = m.Key
		}
	}
	for _, m := range list {
		known[m.Key] = m.Key
	}
	return known, err
}

// ownerColumn is the column by which a table is cut: that of the dimension, else that of those who belong to its members; -1 when it has none.
func (w *walker) ownerColumn(ctx context.Context, need scope.TableNeed, t *table.Table, dim string) int {
	at := w.memberColumn(ctx, need, t, dim)
	if child := w.plan.Config.Child(dim); at < 0 && child != "" {
		return w.memberColumn(ctx, need, t, child)
	}
	return at
}

// memberColumn is the table's column for a dimension, -1 if it has none.
func (w *walker) memberColumn(ctx context.Context, need scope.TableNeed, t *table.Table, dim string) int {
	for _, name := range w.memberColumns(ctx, need, dim) {
		if at := t.Column(name); at >= 0 {
			return at
		}
	}
	return -1
}

// memberColumns are the names that a column of a dimension may have.
func (w *walker) memberColumns(ctx context.Context, need scope.TableNeed, dim string) []string {
	return plans.MemberColumns(w.plan.Config, w.reads(ctx, need), dim)
}

// reads returns the datasets that a table's query names.
func (w *walker) reads(ctx context.Context, need scope.TableNeed) (list []string) {
	tables, _, _ := w.data.Bench.Select(ctx, need.SQL) // it was run already
	for _, t := range tables {
		for _, name := range slices.Sorted(maps.Keys(w.plan.Config.Datasets)) {
			if strings.EqualFold(name, t) {
				list = append(list, name)
			}
		}
	}
	return list
}

// dayColumn is the table's only column of days, else the one that a metric uses; -1 if it is ambiguous.
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

// dayHint is the column of days that the figures of a table's datasets go by.
func (w *walker) dayHint(ctx context.Context, need scope.TableNeed) string {
	for _, dataset := range w.reads(ctx, need) {
		for _, name := range slices.Sorted(maps.Keys(w.plan.Model.Metrics)) {
			if m := w.plan.Model.Metrics[name]; m.Dataset == dataset && m.Date != "" {
				return m.Date
			}
		}
	}
	return "its column"
}

// strict reports whether a table must have an owner per row: one that a person wrote in a report with editions of
// members. A table of a pack, or of a report that is split on request, is left out if it has none.
func (w *walker) strict(dim string) bool { return w.plan.Makes(dim) && w.plan.Report.Pack == "" }
