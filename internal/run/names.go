package run

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"bilan/internal/table"
)

// ident quotes a name of the YAML's for SQL.
func ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func idents(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = ident(n)
	}
	return strings.Join(quoted, ", ")
}

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}

// cellText writes a cell for an error's reader.
func cellText(c table.Cell) string {
	switch v := c.(type) {
	case nil:
		return "(empty)"
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return fmt.Sprint(c)
}
