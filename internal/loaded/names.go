package loaded

import (
	"fmt"
	"strings"
	"time"

	"bilan/internal/table"
	"bilan/sources/workbench/syntax"
)

// Idents quotes several names, with commas between them.
func Idents(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = table.Ident(n)
	}
	return strings.Join(quoted, ", ")
}

// CellText writes a cell for an error's reader.
func CellText(c table.Cell) string {
	switch v := c.(type) {
	case nil:
		return "(empty)"
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return fmt.Sprint(c)
}

// Subquery is a SELECT of the YAML's own that passed the gate, as a table in a statement of the program's.
func Subquery(sql string) string { return "(select * from (\n" + syntax.Unended(sql) + "\n))" }

// Stored is a dataset as it was loaded, whatever a statement puts in its place.
func Stored(dataset string) string { return syntax.Qualified("", dataset) }
