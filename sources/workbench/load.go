package workbench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"bilan/internal/table"
	"bilan/sources/workbench/syntax"
)

// LoadFile makes the table schema.name of files that belong together. The result contains the rows that were set aside.
func (w *Workbench) LoadFile(ctx context.Context, schema, name string, files []table.File) (table.Loaded, error) {
	var loaded table.Loaded
	if len(files) == 0 {
		return loaded, fmt.Errorf("load %s: there is no file", name)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.locked {
		return loaded, fmt.Errorf("load %s: %w", name, errLocked)
	}
	if err := w.checkUnused(schema, name); err != nil {
		return loaded, fmt.Errorf("load %s: %w", origins(files), err)
	}
	if err := w.createFrom(ctx, schema, name, files); err != nil {
		return loaded, fmt.Errorf("load %s: %w", origins(files), w.unreadable(ctx, files, err))
	}
	w.record(schema, name, origins(files))
	for _, f := range files {
		loaded.Add(f.Aside)
	}
	row := w.conn.QueryRowContext(ctx, "select count(*) from "+syntax.Qualified(schema, name))
	if err := row.Scan(&loaded.Rows); err != nil {
		return loaded, fmt.Errorf("load %s: %w", origins(files), explain(ctx, err, 0))
	}
	w.largest = max(w.largest, loaded.Rows)
	w.log.Info("table loaded", "source", schema, "table", name, "rows", loaded.Rows, "skipped", loaded.Skipped)
	return loaded, nil
}

// unreadable returns an error about the file that cannot be read at all, instead of the engine's error about its bytes.
// If all can be read, it returns err.
func (w *Workbench) unreadable(ctx context.Context, files []table.File, err error) error {
	var fault *Fault
	for _, f := range files {
		_, all := w.ask(ctx, "select count(columns(*)) from read_parquet("+table.Literal(escapeGlob(f.Path))+")", nil)
		if errors.As(all, &fault) {
			return fmt.Errorf("%s is damaged, or no Parquet file: export it again", f.Origin)
		}
	}
	return err
}

var errLocked = errors.New("the workbench is locked: load before Lock")

func (w *Workbench) createFrom(ctx context.Context, schema, name string, files []table.File) error {
	paths := make([]string, len(files))
	for i, f := range files {
		if _, err := os.Stat(f.Path); err != nil {
			return err
		}
		paths[i] = table.Literal(escapeGlob(f.Path))
	}
	if err := w.withSchema(ctx, schema); err != nil {
		return err
	}
	from := fmt.Sprintf("read_parquet([%s])", strings.Join(paths, ", "))
	types, err := w.sharedTypes(ctx, from, files[0])
	if err != nil {
		return err
	}
	query := fmt.Sprintf("select *%s from %s", casts(types), from)
	if vacant := files[0].Vacant; len(vacant) > 0 {
		if err := w.store(ctx, schema, name, query, nil); err != nil {
			return err
		}
		return w.showStored(ctx, schema, name, vacant)
	}
	return w.exec(ctx, "create table "+syntax.Qualified(schema, name)+" as "+query)
}

// sharedTypes are the types that the YAML declares for the table's columns, and those declared for the folder's columns
// that the file has.
func (w *Workbench) sharedTypes(ctx context.Context, from string, f table.File) ([]table.Column, error) {
	if len(f.Shared) == 0 {
		return f.Types, nil
	}
	have, err := w.ask(ctx, "select column_name from (describe select * from "+from+")", nil)
	if err != nil {
		return nil, err
	}
	types := slices.Clone(f.Types)
	for _, c := range f.Shared {
		if slices.ContainsFunc(have.Rows, func(row []table.Cell) bool { return strings.EqualFold(fmt.Sprint(row[0]), c.Name) }) {
			types = append(types, c)
		}
	}
	return types, nil
}

// casts is the SQL that converts the declared columns. A value that does not fit is an error.
func casts(types []table.Column) string {
	if len(types) == 0 {
		return ""
	}
	list := make([]string, len(types))
	for i, c := range types {
		list[i] = fmt.Sprintf("cast(%[1]s as %[2]s) as %[1]s", table.Ident(c.Name), columnType(c))
	}
	return " replace (" + strings.Join(list, ", ") + ")"
}

// escapeGlob escapes a path so that the engine does not read it as a pattern.
func escapeGlob(path string) string {
	return strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace(path)
}

func origins(files []table.File) string {
	if len(files) == 1 {
		return files[0].Origin
	}
	return fmt.Sprintf("%s and %d more", files[0].Origin, len(files)-1)
}

// columnType is DuckDB's type for a column. A Decimal of unknown width has the largest width.
func columnType(c table.Column) string {
	switch c.Kind {
	case table.Integer:
		return "BIGINT"
	case table.Decimal:
		return decimalType(c)
	case table.Real:
		return "DOUBLE"
	case table.Date:
		return "DATE"
	case table.Timestamp:
		if c.Zoned {
			return "TIMESTAMPTZ"
		}
		return "TIMESTAMP"
	case table.Bool:
		return "BOOLEAN"
	}
	return "VARCHAR"
}

func decimalType(c table.Column) string {
	width := 38
	if c.Width > 0 && c.Width <= 18 && c.Scale <= 18 {
		width = 18
	}
	return fmt.Sprintf("DECIMAL(%d,%d)", width, max(c.Scale, 0))
}
