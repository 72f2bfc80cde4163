package workbench

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/table"
	"bilan/sources/workbench/syntax"
)

// A column without values has no type: an export of a week without visits must not stop a report that sums amounts and
// compares days. DuckDB's type NULL for such a column works with nearly all functions, but only a view can have such a
// column. So a table with such columns is a view of its cells, which are in another schema.

// storageSchema is the schema of tables that are read through a view. No query can name it.
const storageSchema = "__vault"

func storageKey(schema, name string) string {
	return strings.ToLower(syntax.SchemaName(schema) + "." + name)
}

// storedName is the table with the cells of schema.name if schema.name is a view of them.
func storedName(schema, name string) string {
	return table.Ident(storageSchema) + "." + table.Ident(storageKey(schema, name))
}

// store stores the rows of a SELECT in the storage schema. The caller holds mu.
func (w *Workbench) store(ctx context.Context, schema, name, query string, args []any) error {
	if err := w.exec(ctx, "create schema if not exists "+table.Ident(storageSchema)); err != nil {
		return err
	}
	create := "create table " + storedName(schema, name) + " as "
	return w.create(ctx, create+query, args, len(create))
}

// showStored makes schema.name a view of its stored cells, with NULL in the columns without values. The caller holds mu.
func (w *Workbench) showStored(ctx context.Context, schema, name string, vacant []string) error {
	if w.vacant == nil {
		w.vacant = map[string]bool{}
	}
	w.vacant[storageKey(schema, name)] = true
	return w.exec(ctx, "create view "+syntax.Qualified(schema, name)+" as "+replaceSQL(storedName(schema, name), vacant, "null"))
}

// replaceSQL is a SELECT of a table with the given value in some columns.
func replaceSQL(from string, columns []string, value string) string {
	if len(columns) == 0 {
		return "select * from " + from
	}
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = value + " as " + table.Ident(c)
	}
	return fmt.Sprintf("select * replace (%s) from %s", strings.Join(list, ", "), from)
}

// reachesVacant reports whether a query reads a table that may have columns without values.
func (w *Workbench) reachesVacant(sel *Select, schema string) bool {
	return slices.ContainsFunc(sel.Tables, func(r syntax.TableRef) bool { return w.vacant[storageKey(schema, r.Name)] })
}

// vacantOf lists the columns without values of a table or view, among those with the type that DuckDB gives them: NULL,
// or INTEGER in a copy. A column that was read from a file always has another type.
func (w *Workbench) vacantOf(ctx context.Context, schema, name string) ([]string, error) {
	const q = `select column_name from duckdb_columns() where lower(schema_name) = lower(?) and lower(table_name) = lower(?)
		and data_type in ('INTEGER', '"NULL"') order by column_index`
	t, err := w.ask(ctx, q, []any{schema, name})
	if err != nil || len(t.Rows) == 0 {
		return nil, err
	}
	counts := make([]string, len(t.Rows))
	for i, row := range t.Rows {
		counts[i] = "count(" + table.Ident(row[0].(string)) + ")"
	}
	found, err := w.ask(ctx, fmt.Sprintf("select %s from %s.%s", strings.Join(counts, ", "), table.Ident(schema), table.Ident(name)), nil)
	if err != nil {
		return nil, err
	}
	var vacant []string
	for i, row := range t.Rows {
		if found.Rows[0][i] == int64(0) {
			vacant = append(vacant, row[0].(string))
		}
	}
	return vacant, nil
}
