package driver

import (
	"regexp"

	"bilan/internal/table"
)

// ReadOnlyHint says how to make a source safe if its user can write.
const ReadOnlyHint = "give the source a user that may only SELECT"

// TableList collects tables from a list of columns that is sorted by table.
type TableList []table.Info

// Add appends a column to the last table. If the origin differs from the last table's, a new table begins.
func (l *TableList) Add(name, origin string, column table.Column) {
	if n := len(*l); n == 0 || (*l)[n-1].Origin != origin {
		*l = append(*l, table.Info{Name: name, Origin: origin})
	}
	last := &(*l)[len(*l)-1]
	last.Columns = append(last.Columns, column)
}

// BareName matches names that no engine requires to be quoted.
var BareName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
