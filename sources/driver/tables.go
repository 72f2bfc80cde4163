package driver

import (
	"regexp"

	"bilan/internal/table"
)

// ReadOnlyHint explains how to make a source safe whose user can write.
const ReadOnlyHint = "give the source a user that may only SELECT"

// TableList gathers tables from lists of their columns.
type TableList []table.Info

// Add appends a column to the last table, or begins the next one if the origin differs.
func (l *TableList) Add(name, origin string, column table.Column) {
	if n := len(*l); n == 0 || (*l)[n-1].Origin != origin {
		*l = append(*l, table.Info{Name: name, Origin: origin})
	}
	last := &(*l)[len(*l)-1]
	last.Columns = append(last.Columns, column)
}

// BareName is a name that no engine needs quoted.
var BareName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
