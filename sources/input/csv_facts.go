package input

import (
	"cmp"
	"fmt"

	"bilan/internal/table"
	"bilan/sources/cell"
	"bilan/sources/csv"
	"bilan/sources/typing"
)

// csvWhy has the reasons for the detected format of a delimited file, in words; "" for declared settings.
type csvWhy struct {
	encoding, delim, skip string
	mixed                 string // a place in another encoding than the declared one, "" for none
	title                 []byte // first line above the header
}

// facts describe how the file is read, and why.
func (f *csvFile) facts(in *File, d *typing.Dialect) []Fact {
	found := []Fact{
		{"encoding", f.encoding, f.why.encoding},
		{"delimiter", signName(f.Delim), cmp.Or(f.why.delim, typing.Declared)},
		{"quote", signName(f.Quote), f.quoteWhy(d)},
	}
	switch {
	case f.Loose:
		found = append(found, Fact{"escape", "none", "a quote ends a cell only before a delimiter or a line end, as in the first rows"})
	case f.Escape != 0:
		found = append(found, Fact{"escape", "backslash", f.escapeWhy(d)})
	}
	if f.Padded {
		found = append(found, Fact{"blanks", "left out", "some quoted cells have blanks before them"})
	}
	if f.Returns {
		found = append(found, Fact{"line ends", "CR", "the file has no LF"})
	}
	if f.skip > 0 {
		found = append(found, Fact{"above", CountNoun(int64(f.skip), "line"), f.aboveWhy(d.NewCellReader(in.Origin, in.Charset))})
	}
	return append(found, in.shapeFacts(d, "line")...)
}

func (f *csvFile) quoteWhy(d *typing.Dialect) string {
	switch {
	case d.QuoteGiven:
		return typing.Declared
	case f.Quote != '"':
		return typing.ShownByRows
	}
	return ""
}

func (f *csvFile) escapeWhy(d *typing.Dialect) string {
	if d.EscGiven {
		return typing.Declared
	}
	return typing.ShownByRows
}

func (f *csvFile) aboveWhy(r *cell.Reader) string {
	if f.why.title == nil {
		return f.why.skip
	}
	return fmt.Sprintf("a title: %q", table.Shorten(string(r.Repaired(csv.Trim(f.why.title)))))
}

// shapeFacts describe where the header is, and how many rows are removed at the end.
func (in *File) shapeFacts(d *typing.Dialect, line string) []Fact {
	names := Fact{"names", fmt.Sprintf("%s %d", line, in.headerLine), "the first row with a value"}
	switch {
	case in.headerLine == 0 && len(d.Names) > 0:
		names.Value, names.Why = "none in the file", "names:"
	case in.headerLine == 0:
		names.Value, names.Why = "none in the file", "header: false"
	case d.Header != nil:
		names.Why = "header: true"
	}
	found := []Fact{names}
	if d.Footer > 0 {
		found = append(found, Fact{"footer", CountNoun(int64(d.Footer), "row"), typing.Declared})
	}
	return found
}

func signName(c byte) string {
	switch c {
	case 0:
		return "none"
	case '\t':
		return "tab"
	case ' ':
		return "space"
	}
	return string(rune(c))
}
