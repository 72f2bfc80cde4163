package table

import "github.com/shopspring/decimal"

// File is a source file that is ready to load: its bytes are decoded, its cells checked and typed, and nothing about it
// is left to guess. Sources pass it to the workbench. Text files and sheets are rewritten as Parquet, in which no cell
// is ambiguous.
type File struct {
	Path   string   // a Parquet file
	Origin string   // what the user calls it, for errors: the path below the source's folder
	Types  []Column // columns whose type a person declared and the file itself does not have: cast on load
	Shared []Column // the same of columns that the file need not have
	Aside  Aside

	// Cut are the rows at the end that a person had cut off (footer) although they look like the others.
	Cut []BadRow

	// Remarks are facts for people about how the file was read: hidden rows, an empty column between two tables.
	Remarks []string

	// Vacant are the columns without any value in all of the table's files and without a declared type.
	Vacant []string

	// Kept gives the reason why columns are text although most of their cells are not: the first cell that is text,
	// with its place.
	Kept map[string]string
}

// Aside counts the rows that were set aside while a file was checked (bad_rows: skip).
type Aside struct {
	Rows  []BadRow                   // the first ones, at most 100
	Count int64                      // how many rows in all
	Sums  map[string]decimal.Decimal // per Decimal column: what those rows hold of it, where it could be read
	// Partial reports that some amounts could not be read: the Sums are less than the true totals.
	Partial bool
}

// Loaded counts a table's rows.
type Loaded struct {
	Rows    int64                      // rows in the table
	Aside   []BadRow                   // the first rows set aside (at most 100)
	Skipped int64                      // how many rows were set aside in all
	Sums    map[string]decimal.Decimal // see Aside.Sums
	Partial bool                       // see Aside.Partial
}

// Add adds the counts of one file.
func (l *Loaded) Add(a Aside) {
	all := Aside{Rows: l.Aside, Count: l.Skipped, Sums: l.Sums, Partial: l.Partial}
	all.Add(a)
	l.Aside, l.Skipped, l.Sums, l.Partial = all.Rows, all.Count, all.Sums, all.Partial
}

// Add adds the counts of rows that follow those of a.
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
