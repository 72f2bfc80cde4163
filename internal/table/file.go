package table

import "github.com/shopspring/decimal"

// File is a source file that is ready to load: its bytes are decoded, its cells checked and typed. Sources pass it to the
// workbench. Text files and sheets are rewritten as Parquet, in which no cell is ambiguous.
type File struct {
	Path   string   // a Parquet file
	Origin string   // its name for the user: the path below the source's folder
	Types  []Column // columns that are cast on load to the type that the YAML declares
	Shared []Column // as Types, but the file may lack these columns
	Aside  Aside
	// Cut holds the rows that footer: removed from the end although they look like the other rows.
	Cut []BadRow
	// Remarks tell people how the file was read: hidden rows, an empty column between two tables.
	Remarks []string
	// Vacant names the columns that have no value in any of the table's files and no declared type.
	Vacant []string
	// Kept gives by column why it is text although most of its cells are not: its first cell that is text, and where
	// that is.
	Kept map[string]string
}

// Aside counts the rows that were set aside while a file was checked (bad_rows: skip).
type Aside struct {
	Rows  []BadRow                   // the first rows, at most MaxAside
	Count int64                      // the number of all rows
	Sums  map[string]decimal.Decimal // by Decimal column: the sum of its cells in these rows that could be read
	// Partial says that some of these cells could not be read, so that Sums are not the true totals.
	Partial bool
}

// Loaded counts a table's rows.
type Loaded struct {
	Rows    int64                      // the number of rows in the table
	Aside   []BadRow                   // the first rows that were set aside, at most MaxAside
	Skipped int64                      // the number of all rows that were set aside
	Sums    map[string]decimal.Decimal // see Aside.Sums
	Partial bool                       // see Aside.Partial
}

// Add adds the rows of one file that were set aside.
func (l *Loaded) Add(a Aside) {
	sum := Aside{Rows: l.Aside, Count: l.Skipped, Sums: l.Sums, Partial: l.Partial}
	sum.Add(a)
	l.Aside, l.Skipped, l.Sums, l.Partial = sum.Rows, sum.Count, sum.Sums, sum.Partial
}

// Add adds to a the rows of b, which follow those of a.
func (a *Aside) Add(b Aside) {
	a.Count += b.Count
	a.Partial = a.Partial || b.Partial
	a.Rows = append(a.Rows, b.Rows[:min(len(b.Rows), MaxAside-len(a.Rows))]...)
	for name, sum := range b.Sums {
		if a.Sums == nil {
			a.Sums = map[string]decimal.Decimal{}
		}
		a.Sums[name] = a.Sums[name].Add(sum)
	}
}

// MaxAside is how many of the rows that were set aside are kept with the reason. Further rows are only counted.
const MaxAside = 100

// BadRow is a row that did not fit its columns.
type BadRow struct {
	Origin string
	Line   int64 // in the original file, from 1
	Column string
	Value  string
	Reason string
}

// Shorten returns a value for a message, cut after 20 characters.
func Shorten(value string) string {
	if r := []rune(value); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return value
}
