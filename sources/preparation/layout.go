package preparation

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/sources/input"
	"bilan/sources/typing"
)

// fileLayout is the columns of a table's files.
type fileLayout struct {
	names    []string
	made     []bool
	declared map[string]*typing.ColumnType // declared types, by lower-case column name
	wide     *unfolding                    // nil if no columns become rows
}

// newFileLayout compares the files' headers with each other and with the declarations.
func newFileLayout(inputs []*input.File, d *typing.Dialect, wide config.Wide) (*fileLayout, error) {
	first := inputs[0]
	for _, in := range inputs[1:] {
		if err := sameHeader(first, in); err != nil {
			return nil, err
		}
	}
	l := &fileLayout{names: first.Names, made: first.Made, declared: map[string]*typing.ColumnType{}}
	if wide.Columns != "" {
		var err error
		if l.wide, err = newUnfolding(first.Names, wide); err != nil {
			return nil, fmt.Errorf("%s: wide: %w", first.Origin, err)
		}
	}
	l.takeDeclared(d.Shared)
	for _, in := range inputs {
		if err := in.SetFillDown(d.Down); err != nil {
			return nil, err
		}
	}
	return l, l.checkDeclared(first.Origin, d.Columns)
}

func sameHeader(a, b *input.File) error {
	if len(a.Names) != len(b.Names) {
		return fmt.Errorf("%s has %d columns and %s has %d: the files of one table need the same header", a.Origin, len(a.Names), b.Origin, len(b.Names))
	}
	for i := range a.Names {
		if !strings.EqualFold(a.Names[i], b.Names[i]) {
			return fmt.Errorf("column %d is %q in %s and %q in %s: the files of one table need the same header", i+1, a.Names[i], a.Origin, b.Names[i], b.Origin)
		}
	}
	return nil
}

// takeDeclared takes the types that the folder declares, for the columns that the table has.
func (l *fileLayout) takeDeclared(columns map[string]typing.ColumnType) {
	for name, t := range columns {
		if i := input.IndexName(l.Columns(), name); i >= 0 {
			l.declared[strings.ToLower(l.Columns()[i])] = &t
		}
	}
}

// checkDeclared takes the types that the table declares. A declared column that is missing is an error.
func (l *fileLayout) checkDeclared(origin string, columns map[string]typing.ColumnType) error {
	have := l.Columns()
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		i := input.IndexName(have, name)
		if i < 0 {
			errs = append(errs, input.MissingColumn(origin, name, have))
			continue
		}
		t := columns[name]
		l.declared[strings.ToLower(have[i])] = &t
	}
	return errors.Join(errs...)
}

// Columns are the names of the table's columns, in order.
func (l *fileLayout) Columns() []string {
	if l.wide == nil {
		return l.names
	}
	var out []string
	for i, name := range l.names {
		switch {
		case i == l.wide.first:
			out = append(out, l.wide.into, l.wide.value)
		case i < l.wide.first || i > l.wide.last:
			out = append(out, name)
		}
	}
	return out
}

// surveys has a survey per file column. All columns that are unfolded share one.
func (l *fileLayout) surveys() []*typing.Survey {
	out := make([]*typing.Survey, len(l.names))
	for i := range out {
		if l.wide != nil && i > l.wide.first && i <= l.wide.last {
			out[i] = out[l.wide.first]
			continue
		}
		out[i] = &typing.Survey{}
	}
	return out
}
