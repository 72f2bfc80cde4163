package sources

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/nearest"
	"bilan/sources/typing"
)

// fileLayout is what the columns of a table's files become.
type fileLayout struct {
	names    []string
	made     []bool
	declared map[string]*typing.ColumnType // by lower-case name
	wide     *unfolding                    // nil: every column stays one
}

// newFileLayout checks the files' headers against each other and against what a person declared.
func newFileLayout(inputs []*fileInput, d *typing.Dialect, wide config.Wide) (*fileLayout, error) {
	first := inputs[0]
	for _, in := range inputs[1:] {
		if err := sameHeader(first, in); err != nil {
			return nil, err
		}
	}
	l := &fileLayout{names: first.names, made: first.made, declared: map[string]*typing.ColumnType{}}
	if wide.Columns != "" {
		var err error
		if l.wide, err = newUnfolding(first.names, wide); err != nil {
			return nil, fmt.Errorf("%s: wide: %w", first.origin, err)
		}
	}
	l.adopt(d.Shared)
	for _, in := range inputs {
		if err := in.fillsDown(d.Down); err != nil {
			return nil, err
		}
	}
	return l, l.declare(first.origin, d.Columns)
}

func sameHeader(a, b *fileInput) error {
	if len(a.names) != len(b.names) {
		return fmt.Errorf("%s has %d columns and %s has %d: one table needs files with one header", a.origin, len(a.names), b.origin, len(b.names))
	}
	for i := range a.names {
		if !strings.EqualFold(a.names[i], b.names[i]) {
			return fmt.Errorf("column %d is %q in %s and %q in %s: one table needs files with one header", i+1, a.names[i], a.origin, b.names[i], b.origin)
		}
	}
	return nil
}

// fillsDown finds the columns that a person wants filled down.
func (in *fileInput) fillsDown(columns []string) error {
	for _, name := range columns {
		i := indexName(in.names, name)
		if i < 0 {
			return fmt.Errorf("fill_down: %w", missingColumn(in.origin, name, in.names))
		}
		in.down = append(in.down, i)
	}
	return nil
}

// adopt takes what the folder declares of the columns that are there.
func (l *fileLayout) adopt(columns map[string]typing.ColumnType) {
	for name, t := range columns {
		if i := indexName(l.columns(), name); i >= 0 {
			l.declared[strings.ToLower(l.columns()[i])] = &t
		}
	}
}

func hasName(have []string, name string) bool { return indexName(have, name) >= 0 }

func indexName(have []string, name string) int {
	return slices.IndexFunc(have, func(h string) bool { return strings.EqualFold(h, cleanName(name)) })
}

// declare demands that every declared column is there.
func (l *fileLayout) declare(origin string, columns map[string]typing.ColumnType) error {
	have := l.columns()
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		i := indexName(have, name)
		if i < 0 {
			errs = append(errs, missingColumn(origin, name, have))
			continue
		}
		t := columns[name]
		l.declared[strings.ToLower(have[i])] = &t
	}
	return errors.Join(errs...)
}

func missingColumn(origin, name string, have []string) error {
	if meant := nearest.Word(name, have); meant != "" {
		return fmt.Errorf("%s: there is no column %q (did you mean %q?)", origin, name, meant)
	}
	return fmt.Errorf("%s: there is no column %q; it has %s", origin, name, strings.Join(have, ", "))
}

// columns are the names of the table's columns, in order.
func (l *fileLayout) columns() []string {
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
