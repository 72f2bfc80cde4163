package loaded

import (
	"fmt"
	"strings"
	"time"

	"bilan/internal/table"
)

// Ident quotes a name of the YAML's for SQL.
func Ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// Idents quotes several names, with commas between them.
func Idents(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = Ident(n)
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
