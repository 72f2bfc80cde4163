package table

// Info is one table, view, file or sheet that a source can see.
type Info struct {
	Name    string // in SQL, quoted if necessary
	Origin  string // for people: a path below the folder, or schema.table
	Columns []Column
}
