package workbench

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/table"
	"bilan/sources/workbench/syntax"
)

// Query runs one SELECT over the datasets and reads all rows. The SELECT must pass the gate; `:name` and `$name` are
// bound from params. If the order of the rows matters, the SELECT must sort them.
func (w *Workbench) Query(ctx context.Context, query string, params map[string]any) (*table.Table, error) {
	return w.runAdmitted(ctx, query, params, "", func(sql string) string { return sql })
}

// First runs a user's SELECT over the datasets and reads at most n rows, in the order of the SELECT. The gate checks
// only the user's text, to which the offsets in errors refer.
func (w *Workbench) First(ctx context.Context, n int, query string, params map[string]any) (*table.Table, error) {
	return w.runAdmitted(ctx, query, params, "select * from (\n", func(sql string) string { return fmt.Sprintf("%s\n) limit %d", syntax.FirstStatement(sql), n) })
}

// FirstOf does the same as First, but a dataset has other rows: those of rows, a SELECT of the program's own over the
// datasets with their schemas.
func (w *Workbench) FirstOf(ctx context.Context, n int, query string, params map[string]any, dataset, rows string) (t *table.Table, err error) {
	if table, ok := strings.CutPrefix(dataset, syntax.SalesSchema+"."); ok {
		if err := w.showRows(ctx, table, rows); err != nil {
			return nil, err
		}
		defer func() { err = cmp.Or(err, w.ReplaceDataset(ctx, dataset, dataset)) }()
	}
	before := "with " + table.Ident(dataset) + " as (" + rows + ") select * from (\n"
	return w.runAdmitted(ctx, query, params, before, func(sql string) string { return fmt.Sprintf("%s\n) limit %d", syntax.FirstStatement(sql), n) })
}

// runAdmitted runs a SELECT that passes the gate, with the text before in front of it and changed by rest.
func (w *Workbench) runAdmitted(ctx context.Context, query string, params map[string]any, before string, rest func(sql string) string) (*table.Table, error) {
	sel, args, err := w.admit(ctx, "", query, params)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn == nil {
		return nil, errClosed
	}
	var t *table.Table
	err = w.withDateRetry(ctx, sel, "", func() (err error) {
		t, err = w.ask(ctx, before+rest(sel.SQL), args)
		return shiftedFault(err, len(before))
	})
	return t, err
}

// ask reads all rows of a query. The caller holds mu.
func (w *Workbench) ask(ctx context.Context, query string, args []any) (*table.Table, error) {
	rows, err := w.conn.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, explain(ctx, err, 0)
	}
	defer rows.Close()
	t, err := w.read(rows)
	if err != nil {
		return nil, explain(ctx, err, 0)
	}
	return t, nil
}

// Derive makes the dataset name of a user's SELECT. The SELECT is over the tables of the file source schema, or over
// other datasets if schema is "". A dataset cannot be replaced. Errors about the SQL are *syntax.Error or *Fault, with
// their offset.
func (w *Workbench) Derive(ctx context.Context, schema, name, query string, params map[string]any) error {
	sel, args, err := w.admit(ctx, schema, query, params)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn == nil {
		return errClosed
	}
	if err := w.checkUnused("", name); err != nil {
		return err
	}
	if err := w.deriveAs(ctx, schema, name, sel, params, args); err != nil {
		return err
	}
	w.record("", name, "a query")
	return w.expose(ctx, name)
}

// expose makes a dataset of the sales model available in the schema sales too. The caller holds mu.
func (w *Workbench) expose(ctx context.Context, name string) error {
	bare, ok := strings.CutPrefix(name, syntax.SalesSchema+".")
	if !ok {
		return nil
	}
	if err := w.exec(ctx, "create schema if not exists "+syntax.SalesSchema); err != nil {
		return err
	}
	return w.exec(ctx, "create view "+syntax.SalesSchema+"."+table.Ident(bare)+" as select * from "+syntax.Qualified("", name))
}

// ReplaceDataset replaces the rows that SQL reads under the name of a dataset of the sales model, such as sales.deals,
// by those of other. If both are the same, it restores the dataset. Datasets that were derived before do not change.
func (w *Workbench) ReplaceDataset(ctx context.Context, dataset, other string) error {
	bare, ok := strings.CutPrefix(dataset, syntax.SalesSchema+".")
	if !ok {
		return fmt.Errorf("%q is not a dataset of the sales model", dataset)
	}
	return w.showRows(ctx, bare, "select * from "+syntax.Qualified("", other))
}

// showRows makes SQL that names a dataset of the sales model read the rows of a SELECT.
func (w *Workbench) showRows(ctx context.Context, bare, rows string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn == nil {
		return errClosed
	}
	return w.exec(ctx, "create or replace view "+syntax.SalesSchema+"."+table.Ident(bare)+" as "+rows)
}

// deriveAs makes the dataset, as a view if possible. The caller holds mu.
func (w *Workbench) deriveAs(ctx context.Context, schema, name string, sel *Select, params map[string]any, args []any) error {
	view, err := w.viewSQL(ctx, sel, schema, params)
	if err != nil {
		return err
	}
	if view != "" {
		create := "create view " + syntax.Qualified("", name) + " as "
		if err := w.create(ctx, create+view, nil, 0); err == nil {
			if w.reachesVacant(sel, schema) {
				w.vacant[storageKey("", name)] = true
			}
			return nil
		} // the error of the query itself is better, because it has the place
	}
	if err := w.withSchema(ctx, schema); err != nil { // a query without a table may be the first of its schema
		return err
	}
	return w.withDateRetry(ctx, sel, schema, func() error { return w.derive(ctx, schema, name, sel, args) })
}

// derive makes a dataset by copying a query's rows. The caller holds mu.
func (w *Workbench) derive(ctx context.Context, schema, name string, sel *Select, args []any) error {
	if w.reachesVacant(sel, schema) {
		if err := w.store(ctx, "", name, sel.SQL, args); err != nil {
			return err
		}
		vacant, err := w.vacantOf(ctx, storageSchema, storageKey("", name))
		if err != nil {
			return err
		}
		return w.showStored(ctx, "", name, vacant)
	}
	create := "create table " + syntax.Qualified("", name) + " as "
	return w.create(ctx, create+sel.SQL, args, len(create))
}

// viewSQL is the SQL of a view with the query's rows, "" if the query must be run once. The caller holds mu.
func (w *Workbench) viewSQL(ctx context.Context, sel *Select, schema string, params map[string]any) (string, error) {
	if schema == "" || len(sel.Tables) != 1 {
		return "", nil
	}
	columns, err := w.columns(ctx, schema, sel.Tables[0].Name)
	return syntax.ViewSQL(sel.node, schema, syntax.ViewCondition{Columns: columns, Params: params}), err
}

// create runs a statement of which the first before bytes are Bilan's own.
func (w *Workbench) create(ctx context.Context, statement string, args []any, before int) error {
	_, err := w.conn.ExecContext(ctx, statement, args...)
	return explain(ctx, err, before)
}

// admit passes a query through the gate, finds its tables and binds its parameters.
func (w *Workbench) admit(ctx context.Context, schema, query string, params map[string]any) (*Select, []any, error) {
	if !w.isLocked() {
		return nil, nil, fmt.Errorf("query before Lock")
	}
	sel, err := w.ParseSelect(ctx, query)
	if err != nil {
		return nil, nil, err
	}
	if err := w.findTables(schema, sel.Tables); err != nil {
		return nil, nil, err
	}
	args, err := arguments(sel.Params, params)
	return sel, args, err
}

func (w *Workbench) isLocked() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.locked
}

// findTables checks that every table belongs to the schema: not to another source, and not to files or the engine's
// catalogue.
func (w *Workbench) findTables(schema string, refs []syntax.TableRef) error {
	have := w.tables(schema)
	for _, ref := range refs {
		if schema != "" && strings.EqualFold(ref.Schema, schema) {
			return &Fault{Message: fmt.Sprintf("a query names the tables of its own source without the source before them: write %s", ref.Name), Offset: ref.Offset}
		}
		if ref.Schema != "" && !strings.EqualFold(ref.Schema, syntax.SchemaName(schema)) {
			return &Fault{Message: fmt.Sprintf("%s.%s cannot be read here: a query reads the tables of one source, or datasets, without a schema before them",
				ref.Schema, ref.Name), Offset: ref.Offset}
		}
		if !have[strings.ToLower(ref.Name)] {
			names := slices.Sorted(maps.Keys(have))
			return &Fault{Message: missingTable(schema, ref.Name, names), Offset: ref.Offset, Candidates: candidate(ref.Name, names)}
		}
	}
	return nil
}

func missingTable(schema, name string, have []string) string {
	what := fmt.Sprintf("there is no table %q in the source %q", name, schema)
	if schema == "" {
		what = fmt.Sprintf("there is no dataset %q", name)
	}
	if len(have) > 0 && len(have) <= 12 {
		what += "; it has " + strings.Join(have, ", ")
	}
	return what
}

// Describe lists the columns of schema.name with their types, in order.
func (w *Workbench) Describe(ctx context.Context, schema, name string) ([]table.Column, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.columns(ctx, schema, name)
}

// columns does the same as Describe. The caller holds mu.
func (w *Workbench) columns(ctx context.Context, schema, name string) ([]table.Column, error) {
	if w.conn == nil {
		return nil, errClosed
	}
	at := storageKey(schema, name)
	if known := w.described[at]; known != nil {
		return slices.Clone(known), nil
	}
	columns, err := w.listColumns(ctx, schema, name)
	if err != nil {
		return nil, err
	}
	if len(columns) == 0 {
		return nil, fmt.Errorf("there is no table %q", name)
	}
	if _, made := w.loaded[at]; made {
		w.described[at] = slices.Clone(columns)
	}
	return columns, nil
}

// listColumns lists the columns of a table or view from an empty result, if that shows their types. The engine's catalogue
// takes ten times as long, because it reads all tables. The caller holds mu.
func (w *Workbench) listColumns(ctx context.Context, schema, name string) ([]table.Column, error) {
	if at := storageKey(schema, name); w.loaded[at] != "" && !w.vacant[at] {
		if none, err := w.ask(ctx, "select * from "+syntax.Qualified(schema, name)+" limit 0", nil); err == nil {
			return none.Columns, nil
		}
	}
	const q = "select column_name, data_type from duckdb_columns() where lower(schema_name) = lower(?) and lower(table_name) = lower(?) order by column_index"
	rows, err := w.conn.QueryContext(ctx, q, syntax.SchemaName(schema), name)
	if err != nil {
		return nil, explain(ctx, err, 0)
	}
	defer rows.Close()
	var columns []table.Column
	for rows.Next() {
		var column, typ string
		if err := rows.Scan(&column, &typ); err != nil {
			return nil, err
		}
		columns = append(columns, columnOf(column, typ))
	}
	return columns, explain(ctx, rows.Err(), 0)
}

// arguments returns the values of the parameters that a query names. Days are bound as DATE.
func arguments(names []string, params map[string]any) ([]any, error) {
	args := make([]any, 0, len(names))
	for _, name := range names {
		v, ok := params[name]
		if !ok {
			have := slices.Sorted(maps.Keys(params))
			return nil, &Fault{Message: fmt.Sprintf("there is no parameter :%s", name), Offset: -1, Candidates: candidate(name, have)}
		}
		args = append(args, sql.Named(name, parameterValue(v)))
	}
	return args, nil
}
