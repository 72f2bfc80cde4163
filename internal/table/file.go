package table

import "github.com/shopspring/decimal"

// File is a source file that is ready to load: its bytes are decoded, its cells checked and typed, and nothing
// about it is left to be guessed. It is what the sources hand to the workbench. Text files and sheets arrive
// rewritten as Parquet, in which no cell can be read in two ways.
type File struct {
	Path   string   // a Parquet file
	Origin string   // what the user calls it, for errors: the path below the source's folder
	Types  []Column // columns whose type a person declared and the file itself does not have: cast on load
	Shared []Column // the same of columns that the file need not have
	Aside  Aside

	// Cut are the rows at the end that a person had cut off (footer) although they look like the others.
	Cut []BadRow

	// Remarks say what a person should know of how the file was read: hidden rows, an empty column between two tables.
	Remarks []string

	// Vacant are the columns without any value in all of the table's files whose type nobody declared.
	Vacant []string

	// Kept says of columns that are text although most of their cells are more, why: the first cell that is not, with
	// its place.
	Kept map[string]string
}

// Aside is what was set aside while a file was checked (bad_rows: skip).
type Aside struct {
	Rows  []BadRow                   // the first ones, at most 100
	Count int64                      // how many rows in all
	Sums  map[string]decimal.Decimal // per Decimal column: what those rows hold of it, where it could be read
	// Partial says that some amounts could not be read: the Sums are less than what the rows hold.
	Partial bool
}

// Loaded says what became of a table's rows.
type Loaded struct {
	Rows    int64                      // rows in the table
	Aside   []BadRow                   // the first rows set aside (at most 100)
	Skipped int64                      // how many rows were set aside in all
	Sums    map[string]decimal.Decimal // see Aside.Sums
	Partial bool                       // see Aside.Partial
}

// Add counts what was set aside of one file.
func (l *Loaded) Add(a Aside) {
	all := Aside{Rows: l.Aside, Count: l.Skipped, Sums: l.Sums, Partial: l.Partial}
	all.Add(a)
	l.Aside, l.Skipped, l.Sums, l.Partial = all.Rows, all.Count, all.Sums, all.Partial
}

// Add counts what was set aside behind the rows of a.
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

// MaxAside is how many rows set aside are kept with their reason; more are only counted.
const MaxAside = 100

// BadRow is one row that did not fit its columns.
type BadRow struct {
	Origin string
	Line   int64 // in the original file, from 1
	Column string
	Value  string
	Reason string
}

// Shorten is a value as a message quotes it: whole, or its first 20 characters.
func Shorten(value string) string {
	if r := []rune(value); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return value
}
