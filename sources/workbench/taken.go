package workbench

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"bilan/internal/table"
	"bilan/sources/workbench/syntax"
)

// checkUnused checks that a name is not used yet, because loading never replaces a table. The caller holds mu.
func (w *Workbench) checkUnused(schema, name string) error {
	of, taken := w.loaded[storageKey(schema, name)]
	switch {
	case !taken:
		return nil
	case schema == "":
		return fmt.Errorf("there is a dataset %q already, made of %s: give one of the two another name", name, of)
	}
	return fmt.Errorf("the source %q has a table %q already, loaded from %s: give one of the two another name", schema, name, of)
}

// record records a new table or dataset and its origin. The caller holds mu.
func (w *Workbench) record(schema, name, of string) {
	w.loaded[storageKey(schema, name)] = of
	in := syntax.SchemaName(schema)
	if w.names[in] == nil {
		w.names[in] = map[string]bool{}
	}
	w.names[in][strings.ToLower(name)] = true
}

// tables are the names of a schema's tables and views, in lower case.
func (w *Workbench) tables(schema string) map[string]bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return maps.Clone(w.names[syntax.SchemaName(schema)])
}

// withSchema creates the schema of a source if it does not exist. The caller holds mu.
func (w *Workbench) withSchema(ctx context.Context, source string) error {
	if source == "" || w.names[syntax.SchemaName(source)] != nil {
		return nil
	}
	return w.exec(ctx, "create schema if not exists "+table.Ident(syntax.SchemaName(source)))
}
