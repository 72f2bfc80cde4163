package diagnose

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/table"
)

// FindMisfit returns nil if a column has the wanted type, does not exist, or has no value. Otherwise it returns the reason.
func FindMisfit(ctx context.Context, d *loaded.Data, plan *plans.Plan, path string, at Place, w Want) *Misfit {
	columns, err := d.Bench.Describe(ctx, at.Source, at.Name)
	if err != nil {
		return nil
	}
	i := slices.IndexFunc(columns, func(c table.Column) bool { return strings.EqualFold(c.Name, at.Column) })
	if i < 0 || slices.Contains(w.Kinds, columns[i].Kind) {
		return nil
	}
	at.Column = columns[i].Name
	value, filled := firstMisfit(ctx, d, at, w, columns[i].Kind)
	if !filled {
		return nil
	}
	where := "of " + strconv.Quote(at.Name)
	if at.Source != "" {
		where = "of table " + strconv.Quote(at.Name)
	}
	m := &Misfit{Path: path, Message: fmt.Sprintf("column %q %s is %s, not %s: %s", at.Column, where, columns[i].Kind, w.Noun, value)}
	file, ok := OriginTable(d, plan, at)
	if why := whyText(file, at.Column); why != "" {
		m.Message = fmt.Sprintf("column %q %s is %s: %s", at.Column, where, columns[i].Kind, why)
	}
	m.hint = remedy(d, at, w, columns[i].Kind, value, file, ok)
	return m
}

// firstMisfit returns words with the first value that is not of the wanted type. filled reports whether the column has any
// value.
func firstMisfit(ctx context.Context, d *loaded.Data, at Place, w Want, kind table.Kind) (value string, filled bool) {
	name := at.Name
	if at.Source != "" {
		d.DescribeCount++
		name = fmt.Sprintf("__look%d", d.DescribeCount)
		look := fmt.Sprintf("select %s from %s where %s is not null limit 1000", table.Ident(at.Column), table.Ident(at.Name), table.Ident(at.Column))
		if d.Bench.Derive(ctx, at.Source, name, look, nil) != nil {
			return "", true
		}
	}
	odd := "true"
	if kind == table.Text {
		odd = fmt.Sprintf("try_cast(%s as %s) is null", table.Ident(at.Column), w.Cast)
	}
	ask := func(condition string) (string, bool) {
		t, err := d.Bench.Query(ctx, fmt.Sprintf("select cast(%s as varchar) from %s where %s is not null and %s limit 1",
			table.Ident(at.Column), table.Ident(name), table.Ident(at.Column), condition), nil)
		if err != nil || len(t.Rows) == 0 {
			return "", false
		}
		return strconv.Quote(loaded.CellText(t.Rows[0][0])), true
	}
	if value, ok := ask(odd); ok {
		if kind == table.Text {
			return value + " " + w.misfitText, true
		}
		return "its first value is " + value, true
	}
	if value, ok := ask("true"); ok {
		return "its first value is " + value, true
	}
	return "", false
}

// OriginTable returns the file table that a column comes from. It finds none if a dataset's query renames the column.
func OriginTable(d *loaded.Data, plan *plans.Plan, at Place) (loaded.Table, bool) {
	if at.Source != "" {
		t, ok := d.Files[at.Source+"."+strings.ToLower(at.Name)]
		return t, ok
	}
	for _, read := range plan.Reads[at.Name] {
		if t, ok := d.Files[read]; ok && hasColumn(d, t, at.Column) {
			return t, true
		}
		if _, dataset := d.Program.Config.Datasets[read]; dataset {
			if t, ok := OriginTable(d, plan, Place{Name: read, Column: at.Column}); ok {
				return t, true
			}
		}
	}
	return loaded.Table{}, false
}

func hasColumn(d *loaded.Data, t loaded.Table, column string) bool {
	columns, err := d.Bench.Describe(context.Background(), t.Source, t.Name)
	return err == nil && loaded.HasColumn(columns, column)
}
