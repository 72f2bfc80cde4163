package run

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/table"
)

// misfit is a column that does not hold what the YAML takes it for: text where a date or a number is needed. It is
// what the data or its declaration must change, said the same way whether a check or a report meets it.
type misfit struct {
	path    string // where the YAML names the column
	message string
	hint    string
}

func (m *misfit) Error() string { return m.message }

// Hint tells what to do about it.
func (m *misfit) Hint() string { return m.hint }

// want is what a column must hold.
type want struct {
	noun  string // a date, numbers
	none  string // what its first misfit is called
	cast  string // the engine's type
	kinds []table.Kind
}

var (
	wantDate   = want{"a date", "is no date", "date", []table.Kind{table.Date, table.Timestamp}}
	wantNumber = want{"a number", "is no number", "double", []table.Kind{table.Integer, table.Decimal, table.Real}}
)

// place is a column of a dataset or, with a source, of one of its tables.
type place struct{ source, name, column string }

// fits tells whether a column holds what is wanted, or why not. A column that is not there, or has no value, fits.
func (d *data) fits(ctx context.Context, plan *Plan, path string, at place, w want) *misfit {
	columns, err := d.bench.Describe(ctx, at.source, at.name)
	if err != nil {
		return nil
	}
	i := slices.IndexFunc(columns, func(c table.Column) bool { return strings.EqualFold(c.Name, at.column) })
	if i < 0 || slices.Contains(w.kinds, columns[i].Kind) {
		return nil
	}
	at.column = columns[i].Name
	value, filled := d.firstOdd(ctx, at, w, columns[i].Kind)
	if !filled {
		return nil
	}
	where := "of " + strconv.Quote(at.name)
	if at.source != "" {
		where = "of table " + strconv.Quote(at.name)
	}
	m := &misfit{path: path, message: fmt.Sprintf("column %q %s is %s, not %s: %s", at.column, where, columns[i].Kind, w.noun, value)}
	file, ok := d.origin(plan, at)
	if why := file.Kept(at.column); why != "" {
		m.message = fmt.Sprintf("column %q %s is %s: %s", at.column, where, columns[i].Kind, why)
	}
	m.hint = d.remedy(at, w, columns[i].Kind, value, file, ok)
	return m
}

// firstOdd is the first value that is not what is wanted, quoted, and whether the column has any value at all.
func (d *data) firstOdd(ctx context.Context, at place, w want, kind table.Kind) (value string, filled bool) {
	name := at.name
	if at.source != "" {
		d.looks++
		name = fmt.Sprintf("__look%d", d.looks)
		look := fmt.Sprintf("select %s from %s where %s is not null limit 1000", ident(at.column), ident(at.name), ident(at.column))
		if d.bench.Derive(ctx, at.source, name, look, nil) != nil {
			return "", true
		}
	}
	odd := "true"
	if kind == table.Text {
		odd = fmt.Sprintf("try_cast(%s as %s) is null", ident(at.column), w.cast)
	}
	ask := func(condition string) (string, bool) {
		t, err := d.bench.Query(ctx, fmt.Sprintf("select cast(%s as varchar) from %s where %s is not null and %s limit 1",
			ident(at.column), ident(name), ident(at.column), condition), nil)
		if err != nil || len(t.Rows) == 0 {
			return "", false
		}
		return strconv.Quote(cellText(t.Rows[0][0])), true
	}
	if value, ok := ask(odd); ok {
		if kind == table.Text {
			return value + " " + w.none, true
		}
		return "its first value is " + value, true
	}
	if value, ok := ask("true"); ok {
		return "its first value is " + value, true
	}
	return "", false
}

// origin is the file table that a column comes from, where a dataset's query leaves its name as it is.
func (d *data) origin(plan *Plan, at place) (loadedTable, bool) {
	if at.source != "" {
		t, ok := d.files[at.source+"."+strings.ToLower(at.name)]
		return t, ok
	}
	for _, read := range plan.reads[at.name] {
		if t, ok := d.files[read]; ok && d.hasColumn(t, at.column) {
			return t, true
		}
		if _, dataset := d.p.Config.Datasets[read]; dataset {
			if t, ok := d.origin(plan, place{name: read, column: at.column}); ok {
				return t, true
			}
		}
	}
	return loadedTable{}, false
}

func (d *data) hasColumn(t loadedTable, column string) bool {
	columns, err := d.bench.Describe(context.Background(), t.source, t.name)
	return err == nil && has(columns, column)
}

// Kept says why a column of the table is text although most of its cells are more, "" when that is not known.
func (t loadedTable) Kept(column string) string {
	for _, f := range t.files {
		for name, why := range f.Kept {
			if strings.EqualFold(name, column) {
				return why
			}
		}
	}
	return ""
}
