package plans

import (
	"context"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/figure"
	"bilan/internal/loaded"
)

// reader is a workbench that takes every text for a SELECT from the same table.
type reader struct {
	loaded.Workbench
	table string
}

func (r reader) Select(context.Context, string) (tables, params []string, err error) {
	return []string{r.table}, nil, nil
}

// The hint for a query that names a table of a source says how to read such a table.
func TestQueriesReadDatasets(t *testing.T) {
	cfg := &config.Config{Sources: map[string]config.Source{"files": {Files: "exports"}}, Datasets: map[string]figure.Dataset{"sales": {}}}
	for _, c := range []struct{ path, table, message, hint string }{
		{"datasets.s.query", "SALES", "", ""},
		{"datasets.s.query", "files.s", `files.s is a table of the source "files", and this query reads datasets`, "add source: files, and write the table without the source before it: from s"},
		{"reports.r.sections[0].table.query", "Files.s", `Files.s is a table of the source "files"`, "write a dataset with source: files and from s, and read that"},
		{"datasets.s.query", "s", `there is no dataset "s"`, "known: sales; a table of a source is read with source: files"},
		{"datasets.s.query", "sals", `there is no dataset "sals"`, `did you mean "sales"?`},
		{"reports.r.sections[0].table.query", "s", `there is no dataset "s"`, "known: sales"},
		{"reports.r.sections[0].table.query", "crm.s", `there is no dataset "crm.s"`, "known: sales"},
	} {
		check := sqlChecker{cfg: cfg, bench: reader{table: c.table}}
		check.checkSelect(t.Context(), c.path, "select 1")
		var message, hint string
		for _, m := range check.mistakes {
			message, hint = m.Message, m.Hint
		}
		if !strings.HasPrefix(message, c.message) || message == "" != (c.message == "") || hint != c.hint {
			t.Errorf("%s from %s: %s (%s)", c.path, c.table, message, hint)
		}
	}
}
