package loaded

import (
	"fmt"
	"strings"
	"time"

	"bilan/internal/table"
	"bilan/sources/workbench/syntax"
)

// Idents quotes names for SQL and joins them with commas.
func Idents(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = table.Ident(n)
	}
	return strings.Join(quoted, ", ")
}

// CellText formats a cell for an error message.
func CellText(c table.Cell) string {
	switch v := c.(type) {
	case nil:
		return "(empty)"
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return fmt.Sprint(c)
}

// Subquery returns a SELECT of the YAML as a subquery for a statement of the program's own. The SELECT must have passed
// the gate.
func Subquery(sql string) string { return "(select * from (\n" + syntax.FirstStatement(sql) + "\n))" }

// StoredName returns the SQL name of a dataset as it was loaded, even where a statement replaces the dataset.
func StoredName(dataset string) string { return syntax.Qualified("", dataset) }
