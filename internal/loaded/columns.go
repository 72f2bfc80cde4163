package loaded

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"bilan/internal/nearest"
	"bilan/internal/table"
)

// LacksColumn reports whether an error is about a missing column.
func LacksColumn(err error) bool {
	var at *SQLError
	return errors.As(err, &at) && (strings.HasPrefix(at.Message, NoColumn) ||
		strings.Contains(at.Message, "does not have a column named") || strings.Contains(at.Message, "in REPLACE list not found"))
}

// HasColumn reports whether the columns contain one with this name. It ignores case.
func HasColumn(columns []table.Column, name string) bool {
	for _, c := range columns {
		if strings.EqualFold(c.Name, name) {
			return true
		}
	}
	return false
}

// ColumnHint suggests the column that was probably meant, and lists the columns that there are.
func ColumnHint(name string, columns []table.Column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	all := "it has " + strings.Join(names, ", ")
	if near := nearest.Word(name, names); near != "" {
		return fmt.Sprintf("did you mean %q? %s", near, all)
	}
	return all
}

// MissingColumn matches the workbench's error about a missing column and captures the column's name.
var MissingColumn = regexp.MustCompile(`^` + NoColumn + ` "(.*)"$`)

// NoColumn is the beginning of the workbench's error about a missing column.
const NoColumn = "there is no column"
