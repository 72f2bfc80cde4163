package input

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"bilan/sources/cell"
	"bilan/sources/csv"
	"bilan/sources/typing"
	"bilan/sources/xlsx"
)

// xlsxSheet is one sheet of a workbook. Its header has been found.
type xlsxSheet struct {
	book          *xlsx.Book
	sheet         xlsx.Sheet
	declaredRange string // range declared in the YAML, "" for the complete sheet
	layout        xlsx.Layout
	headerRow     int64          // row number of the header, 0 for none
	from          int64          // row number of the first row of the table
	width         int            // number of cells of every row
	nulls         cell.NullWords // errors such as #N/A that the YAML declares to be empty cells
	gaps          []int          // indices of empty columns between others
	hidden        int64          // number of hidden rows with a value in the last pass
	keep          bool           // keep the parsed workbook for the next pass
}

// rows reads the rows after the header.
func (x *xlsxSheet) rows() (Rows, error) {
	x.hidden = 0
	return x.open(x.from)
}

// open reads the rows from the row number from on.
func (x *xlsxSheet) open(from int64) (*xlsxRows, error) {
	rows, err := x.book.Rows(x.sheet)
	if err != nil {
		return nil, err
	}
	return &xlsxRows{x: x, rows: rows, from: from, merging: xlsx.NewMerging(x.layout, x.headerRow, x.from, x.width)}, nil
}

func (x *xlsxSheet) forget() {
	if !x.keep {
		x.book.Forget()
	}
}

// xlsxRows streams a sheet's rows. The line of a row is its row number in the sheet.
type xlsxRows struct {
	x       *xlsxSheet
	rows    *xlsx.Rows
	merging *xlsx.Merging
	row     xlsx.Row
	from    int64
}

func (r *xlsxRows) Next(rec *csv.Record) error {
	for {
		if err := r.rows.Next(&r.row); err != nil {
			if err == io.EOF {
				r.x.forget()
			}
			return err
		}
		if r.merging.Fill(&r.row); r.row.Number >= r.from {
			break
		}
	}
	rec.Line, rec.Bad = r.row.Number, r.row.Problem
	setCells(rec, r.row.Cells)
	for len(rec.Cells) < r.x.width {
		rec.Cells = append(rec.Cells, csv.Cell{})
	}
	r.markErrors(rec)
	if r.row.Hidden && !csv.IsBlank(rec.Cells) {
		r.x.hidden++
	}
	return nil
}

func setCells(rec *csv.Record, cells []xlsx.Cell) {
	rec.Cells = rec.Cells[:0]
	for _, c := range cells {
		cell := csv.Cell{B: c.Text}
		if c.Kind == xlsx.Number {
			cell.Form = csv.FormNum
		}
		rec.Cells = append(rec.Cells, cell)
	}
}

// markErrors makes a row bad if one of its cells has an error such as #DIV/0!. An error is neither a value nor empty,
// unless declared as null.
func (r *xlsxRows) markErrors(rec *csv.Record) {
	for i, c := range r.row.Cells {
		switch {
		case c.Kind != xlsx.Error || i >= r.x.width:
		case len(c.Text) > 0 && r.x.nulls.Has(c.Text):
			rec.Cells[i] = csv.Cell{}
		case rec.Bad == "":
			rec.Bad = fmt.Sprintf("%s has the error %s instead of a value (write csv: {nulls: [%q]} if it means an empty cell)", r.x.cellName(i, rec.Line), c.Text, c.Text)
		}
	}
}

// emptyColumns are the indices of columns without a value in all rows, after the first column with one.
func emptyColumns(rows []csv.Record) (gaps []int) {
	used := make([]bool, widest(rows))
	for _, r := range rows {
		for i := range min(len(used), len(r.Cells)) {
			used[i] = used[i] || len(csv.Trim(r.Cells[i].B)) > 0
		}
	}
	started := false
	for i, u := range used {
		if started = started || u; started && !u {
			gaps = append(gaps, i)
		}
	}
	return gaps
}

// remarks are facts that a reader of the sheet does not see, or would read differently.
func (x *xlsxSheet) remarks(names []string) (all []string) {
	if x.hidden > 0 {
		all = append(all, fmt.Sprintf("hidden rows are read like the others: %d of them", x.hidden))
	}
	var hidden []string
	for _, i := range x.layout.HiddenColumns {
		if i < len(names) {
			hidden = append(hidden, names[i])
		}
	}
	if len(hidden) > 0 {
		all = append(all, "hidden columns are read like the others: "+strings.Join(hidden, ", "))
	}
	if i := x.emptyColumn(); i >= 0 {
		all = append(all, fmt.Sprintf("column %s is empty: if there are two tables side by side, their rows are read as one table (%s)",
			x.columnName(i), x.rangeHint(i)))
	}
	return all
}

// emptyColumn is the index of the first empty column between others, −1 if there is none.
func (x *xlsxSheet) emptyColumn() int {
	if len(x.gaps) > 0 && x.gaps[0] < x.width {
		return x.gaps[0]
	}
	return -1
}

// sideBySideHint is the advice if the sheet cannot be read and may have two tables side by side; "" if it has no empty column.
func (x *xlsxSheet) sideBySideHint() string {
	if i := x.emptyColumn(); i >= 0 {
		return fmt.Sprintf("column %s is empty; if there are two tables side by side, %s", x.columnName(i), x.rangeHint(i))
	}
	return ""
}

// rangeHint suggests how to declare the tables on both sides of an empty column.
func (x *xlsxSheet) rangeHint(gap int) string {
	right := gap + 1
	for slices.Contains(x.gaps, right) {
		right++
	}
	return fmt.Sprintf("name each under tables: with its range: %s:%s and %s:%s", x.columnName(0), x.columnName(gap-1), x.columnName(right), x.columnName(x.width-1))
}

func (x *xlsxSheet) cellName(column int, row int64) string {
	return xlsx.CellName(x.sheet.Area.FirstColumn+column, row)
}

func (x *xlsxSheet) columnName(column int) string {
	return xlsx.ColumnName(x.sheet.Area.FirstColumn + column)
}

// facts describe how the sheet is read.
func (x *xlsxSheet) facts(in *File, d *typing.Dialect) []Fact {
	var found []Fact
	above := x.from - 1
	if x.headerRow > 0 {
		above = x.headerRow - 1
	}
	if x.declaredRange != "" {
		found = append(found, Fact{"range", x.declaredRange, typing.Declared})
		above -= x.sheet.Area.FirstRow - 1
	}
	switch {
	case d.Skip > 0:
		found = append(found, Fact{"above", CountNoun(above, "row"), "skip_lines:"})
	case above > 0:
		why := "a title, or nothing"
		if title := x.book.Title(x.sheet, x.headerRow); title != "" {
			why = fmt.Sprintf("a title: %q", title)
		}
		found = append(found, Fact{"above", CountNoun(above, "row"), why})
	}
	if x.sheet.Hidden {
		found = append(found, Fact{"sheet", "hidden", typing.Declared})
	}
	if n := len(x.layout.Merged); n > 0 {
		found = append(found, Fact{"merged", CountNoun(int64(n), "range"), "a label is used for each of its cells"})
	}
	return append(found, in.shapeFacts(d, "row")...)
}
