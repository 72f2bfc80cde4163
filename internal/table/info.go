package table

// Info is one table, view, file or sheet that a source can see.
type Info struct {
	Name    string // as SQL names it, quoted where it must be
	Origin  string // where it comes from, for people: a path below the folder, or schema.table
	Columns []Column
}
