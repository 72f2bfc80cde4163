// Package input reads files as rows of cells: delimited text, JSON and the sheets of workbooks. It decides their
// encoding and header, and removes the lines around the table. It does not know what the cells mean.
package input

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"bilan/internal/table"
	"bilan/sources/cell"
	"bilan/sources/csv"
)

// File is one file, or one sheet, of a table. Its column names have been read.
type File struct {
	Origin  string // path below the source's folder, and the sheet
	Names   []string
	Made    []bool // by column: the program made the name, because the header has none
	width   int    // cells of each row; 0 for a sheet, whose rows may have any number of empty cells beyond the names
	Charset *cell.Charset
	Nulls   cell.NullWords
	Down    []int              // indices of the columns whose empty cells repeat the cell above
	Omit    map[int64]TotalRow // total rows that are left out, by row index
	Cut     func(*csv.Record)  // called with the rows at the end that footer: removes; may be nil
	Open    func() (Rows, error)
	Rows    int64                               // number of rows with a value in the last pass
	Size    int64                               // size of the file in bytes
	Blocks  func(size int) (*csv.Cutter, error) // divides the file into blocks; nil if it cannot be divided

	header     [][]byte   // the header's cells in the file's encoding; nil if repeated headers cannot be recognised
	headerLine int64      // line number of the header, 0 for none
	Found      []Fact     // how the file is read, and why
	Written    int64      // number of rows that the last pass wrote
	NonRows    NonRows    // lines of the last pass that are not rows
	Kept       []TotalRow // total rows that are counted as rows (total_rows: keep)

	CellName       func(column int, line int64) string // name of a sheet's cell, such as E3; nil for text files
	SideBySideHint string                              // advice if the sheet may have two tables side by side, else ""
	remarks        func() []string                     // remarks about the last pass; may be nil
}

// Encoding is the name of the file's encoding.
func (in *File) Encoding() string {
	if in.Charset == nil {
		return "utf-8"
	}
	return in.Charset.Name
}

// Rows streams the rows of a file after its header.
type Rows interface {
	Next(*csv.Record) error // io.EOF after the last row
}

// RowError is an error in a row or cell of a file.
type RowError struct {
	Origin string
	Line   int64
	Column string
	Value  string
	Reason string
	Hint   string
	IsText bool   // the column is text, so the advice to declare it as text would not help
	Total  string // text of the cell with a word for totals, "" for none
	Cell   string // name of the cell in a sheet, such as E3
}

// Error names the place, the problem and the correction.
func (e *RowError) Error() string {
	text := fmt.Sprintf("%s:%d: ", e.Origin, e.Line)
	if e.Cell != "" {
		text = fmt.Sprintf("%s!%s: ", e.Origin, e.Cell)
	}
	if e.Column != "" {
		text += fmt.Sprintf("column %q: %q ", e.Column, e.Value)
	}
	text += e.Reason
	if e.Hint != "" {
		text += " (" + e.Hint + ")"
	}
	return text
}

// Walk calls fn for every row with a value, except the last footer ones. A row with a wrong shape goes to bad instead.
func (in *File) Walk(ctx context.Context, footer int, bad func(*RowError) error, fn func(*csv.Record) error) error {
	limit := int64(-1)
	if footer > 0 {
		n, err := in.count(ctx)
		if err != nil {
			return err
		}
		limit = max(n-int64(footer), 0)
	}
	heads := make([][]byte, len(in.Down))
	in.NonRows = NonRows{}
	return in.each(ctx, func(rec *csv.Record) error {
		switch {
		case limit == 0 && in.Cut == nil:
			return io.EOF
		case limit == 0:
			in.noteCut(rec)
			in.Cut(rec)
			return nil
		}
		limit--
		if problem := in.ShapeProblem(rec); problem != "" {
			return bad(&RowError{Origin: in.Origin, Line: rec.Line, Reason: problem, Total: in.namedTotal(rec), Hint: in.titleHint(rec)})
		}
		in.fillDown(rec, heads)
		return fn(rec)
	})
}

// titleHint suggests a setting if the only column name is clearly a title and the wider row rec below it is the header;
// else it is "".
func (in *File) titleHint(rec *csv.Record) string {
	if len(in.Names) > 1 || len(rec.Cells) < 3 || rec.Bad != "" {
		return ""
	}
	cure := fmt.Sprintf("the only name, %q, looks like a title above the names: csv: {skip_lines: %d}", in.Names[0], rec.Line-1)
	if in.CellName != nil {
		cure += "; two tables side by side each need a range:, as in A:D"
	}
	return cure
}

// fillDown fills empty cells with the last value above, in columns in which an export writes a value only once.
func (in *File) fillDown(rec *csv.Record, heads [][]byte) {
	rec.Down = rec.Down[:0]
	for n, i := range in.Down {
		switch b := csv.Trim(rec.Cells[i].B); {
		case !in.Nulls.Has(b):
			heads[n] = append(heads[n][:0], rec.Cells[i].B...)
		case heads[n] != nil:
			rec.Cells[i].B = heads[n]
			rec.Down = append(rec.Down, i)
		}
	}
}

// LeaveOut makes later passes leave out total rows.
func (in *File) LeaveOut(found ...TotalRow) {
	if in.Omit == nil {
		in.Omit = map[int64]TotalRow{}
	}
	for _, t := range found {
		in.Omit[t.Row] = t
	}
}

// NoteTotal records a total row that is left out because one of its cells does not fit its column.
func (in *File) NoteTotal(e *RowError) {
	in.LeaveOut(TotalRow{Row: -e.Line, Line: e.Line, Label: e.Total}) // a negative row, which no data row has
}

func (in *File) count(ctx context.Context) (n int64, err error) {
	err = in.each(ctx, func(*csv.Record) error { n++; return nil })
	return n, err
}

// each calls fn for every row with a value, until fn returns io.EOF.
func (in *File) each(ctx context.Context, fn func(*csv.Record) error) (err error) {
	rows, err := in.Open()
	if err != nil {
		return fmt.Errorf("%s: %w", in.Origin, err)
	}
	var rec csv.Record
	row := int64(-1)
	defer func() { in.Rows = row + 1 }()
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := rows.Next(&rec); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("%s: %w", in.Origin, err)
		}
		if in.isEmpty(rec.Cells) && rec.Bad == "" {
			in.NonRows.Blank++
			continue
		}
		if in.isHeader(rec.Cells) {
			in.NonRows.RepeatedHeaders = append(in.NonRows.RepeatedHeaders, rec.Line)
			continue
		}
		row++
		if _, out := in.Omit[row]; out {
			continue
		}
		rec.Row = row
		if err := fn(&rec); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// isEmpty reports whether a row has no value. Words such as NULL are not values.
func (in *File) isEmpty(cells []csv.Cell) bool {
	for _, c := range cells {
		if !in.Nulls.Has(csv.Trim(c.B)) {
			return false
		}
	}
	return true
}

// ShapeProblem returns what is wrong with the shape of a row, "" for nothing. A cell beyond the header is ignored only if all
// rows have it, because it may come from an extra separator in this row.
func (in *File) ShapeProblem(rec *csv.Record) string {
	if rec.Bad != "" {
		return in.problem(rec)
	}
	n, have := len(in.Names), len(rec.Cells)
	beyond := have > n && csv.IsBlank(rec.Cells[n:])
	switch {
	case have == n && in.width <= n:
		return ""
	case beyond && (have == in.width || in.width == 0):
		rec.Cells = rec.Cells[:n]
		return ""
	case beyond:
		return fmt.Sprintf("%d cells where the header has %d: an extra separator may have shifted the cells after it", have, n)
	case in.width > n:
		return fmt.Sprintf("%d cells where the first rows have %d", have, in.width)
	}
	return fmt.Sprintf("%d cells where the header has %d", have, n)
}

// problem describes the error in a row, in UTF-8.
func (in *File) problem(rec *csv.Record) string {
	text := rec.Bad
	if rec.Stray != nil {
		text += " " + table.Shorten(in.text(rec.Stray))
	}
	if rec.Advice != "" {
		text += "; " + rec.Advice
	}
	return text
}

// logFacts logs how the file is read, and keeps it in Found.
func (in *File) logFacts(log *slog.Logger, found []Fact) {
	in.Found = found
	attrs := []any{"file", in.Origin}
	for _, f := range found {
		attrs = append(attrs, f.Name, f.Value)
	}
	log.Info("file read as", attrs...)
}

// SetFillDown sets the columns whose empty cells repeat the cell above. A missing column is an error.
func (in *File) SetFillDown(columns []string) error {
	for _, name := range columns {
		i := IndexName(in.Names, name)
		if i < 0 {
			return fmt.Errorf("fill_down: %w", MissingColumn(in.Origin, name, in.Names))
		}
		in.Down = append(in.Down, i)
	}
	return nil
}
