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

// fileLayout is the plan for the columns of a table's files.
type fileLayout struct {
	names    []string
	made     []bool
	declared map[string]*typing.ColumnType // by lower-case name
	wide     *unfolding                    // nil: every column stays one
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
	l.adopt(d.Shared)
	for _, in := range inputs {
		if err := in.FillsDown(d.Down); err != nil {
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

// adopt takes the folder's declarations for the existing columns.
func (l *fileLayout) adopt(columns map[string]typing.ColumnType) {
	for name, t := range columns {
		if i := input.IndexName(l.Columns(), name); i >= 0 {
			l.declared[strings.ToLower(l.Columns()[i])] = &t
		}
	}
}

// checkDeclared checks that every declared column is there.
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

// surveys has one survey per file column; the unfolded ones share theirs.
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
