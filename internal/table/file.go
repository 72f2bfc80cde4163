package table

// File is a source file that has been checked and made ready to load: decoded to UTF-8, its header read
// and matched by name, its types decided. It is what the sources hand to the workbench.
type File struct {
	Path   string // what to read
	Origin string // what the user calls it, for errors: the path as the YAML's reader knows it
	Format Format
	CSV    *CSV // for FormatCSV
}

// Format says how a File's bytes are laid out.
type Format int

// The formats that load natively. A sheet of XLSX travels as Rows instead.
const (
	FormatCSV Format = iota
	FormatParquet
	FormatJSON
)

// CSV is the decided dialect of a delimited text file. Nothing in it is left to be guessed.
type CSV struct {
	Delimiter string // one character, or "\t"
	Quote     string // one character, or "" for none
	Decimal   string // "." or ","
	Thousands string // "", " ", ",", "." or "'"
	Dates     string // strftime pattern of Date columns, as %d/%m/%Y
	Times     string // strftime pattern of Timestamp columns
	Nulls     []string
	FirstLine int // the original file's line number of Path's first line, from 1
	Header    int // lines in Path before the first row (0 or 1)
	Columns   []CSVColumn
	SkipBad   bool // set bad rows aside and count them, instead of failing
}

// CSVColumn is one column of a delimited file, in file order.
type CSVColumn struct {
	Column
	Declared bool // the type was written by a person: a cell that does not fit is an error, never a wider type
}

// Loaded says what became of a file's rows.
type Loaded struct {
	Rows    int64    // rows in the table
	Aside   []BadRow // the first rows set aside (at most 100)
	Skipped int64    // how many rows were set aside in all
}

// BadRow is one row that did not fit its columns.
type BadRow struct {
	Origin string
	Line   int64 // in the original file, from 1
	Column string
	Value  string
	Reason string
}
