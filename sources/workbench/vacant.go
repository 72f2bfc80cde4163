package workbench

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/table"
	"bilan/sources/workbench/syntax"
)

// A column without any value has no type of its own: an export of a week without visits must not stop a report that
// sums amounts and compares days. DuckDB's type for it, NULL, works with nearly everything, but only a view can have
// such a column. So a table with such columns is a view over its cells, which are in a schema of their own.

// storageSchema is the schema of tables that are shown through a view. No query can name it.
const storageSchema = "__vault"

func storageKey(schema, name string) string {
	return strings.ToLower(syntax.SchemaName(schema) + "." + name)
}

// stored is the place of the cells of schema.name if a view shows them.
func stored(schema, name string) string {
	return table.Ident(storageSchema) + "." + table.Ident(storageKey(schema, name))
}

// keep puts the rows of a SELECT into the storage schema. The caller holds mu.
func (w *Workbench) keep(ctx context.Context, schema, name, query string, args []any) error {
	if err := w.exec(ctx, "create schema if not exists "+table.Ident(storageSchema)); err != nil {
		return err
	}
	create := "create table " + stored(schema, name) + " as "
	return w.create(ctx, create+query, args, len(create))
}

// show makes schema.name a view of its cells in the storage schema, with the columns without values as NULL. The caller
// holds mu.
func (w *Workbench) show(ctx context.Context, schema, name string, vacant []string) error {
	if w.vacant == nil {
		w.vacant = map[string]bool{}
	}
	w.vacant[storageKey(schema, name)] = true
	return w.exec(ctx, "create view "+syntax.Qualified(schema, name)+" as "+replaced(stored(schema, name), vacant, "null"))
}

// replaced is a SELECT of a table with another value in some columns.
func replaced(from string, columns []string, value string) string {
	if len(columns) == 0 {
		return "select * from " + from
	}
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = value + " as " + table.Ident(c)
	}
	return fmt.Sprintf("select * replace (%s) from %s", strings.Join(list, ", "), from)
}

// reachesVacant reports whether a query reads a table that may have vacant columns.
func (w *Workbench) reachesVacant(sel *Select, schema string) bool {
	return slices.ContainsFunc(sel.Tables, func(r syntax.TableRef) bool { return w.vacant[storageKey(schema, r.Name)] })
}

// vacantOf lists the columns of a table or view without a value that have DuckDB's type for those: NULL, or INTEGER in a copy. Columns
// of files are never of it.
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
