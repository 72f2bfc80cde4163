// Package sources knows where data lives and how it is read: database drivers, read-only sessions, bound
// parameters and file dialects. It produces rows or checked files, and does not know what they are for.
package sources

import "bilan/internal/table"

// TableInfo is one table, view, file or sheet that a source can see.
type TableInfo struct {
	Name    string // as SQL names it, quoted where it must be
	Origin  string // where it comes from, for people: a path below the folder, or schema.table
	Columns []table.Column
}
