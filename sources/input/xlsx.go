package input

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"bilan/internal/config"
	"bilan/internal/nearest"
	"bilan/sources/cell"
	"bilan/sources/csv"
	"bilan/sources/typing"
	"bilan/sources/xlsx"
)

// NewXLSX finds the table's sheet, by default the first visible one, and reads its header. With only, no other table
// uses the file, so the parsed workbook is kept for the next pass.
func NewXLSX(file *Opened, given config.FileTable, only bool, d *typing.Dialect, log *slog.Logger) (*File, error) {
	book, err := openXLSX(file)
	if err != nil {
		return nil, err
	}
	s, err := sheetOf(book, given.Sheet)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name, err)
	}
	if given.Range != "" {
		if s.Area, err = xlsx.ParseArea(given.Range); err != nil {
			return nil, fmt.Errorf("%s: range: %w", file.Name, err)
		}
	}
	x := &xlsxSheet{book: book, sheet: s, keep: only, declaredRange: given.Range}
	if d.NullsGiven {
		x.nulls = cell.NewNullWords(d.Nulls)
	}
	in := &File{Origin: file.Name + "[" + s.Name + "]", Nulls: cell.NewNullWords(d.Nulls), Open: x.rows, CellName: x.cellName}
	if err := x.readHeader(in, d); err != nil {
		return nil, fmt.Errorf("%s: %w", in.Origin, err)
	}
	in.remarks, in.SideBySideHint = func() []string { return x.remarks(in.Names) }, x.sideBySideHint()
	in.headerLine = x.headerRow
	in.logFacts(log, x.facts(in, d))
	x.forget()
	return in, nil
}

func openXLSX(file *Opened) (*xlsx.Book, error) {
	book, err := xlsx.Open(file.Ctx, file, file.Info.Size())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name, err)
	}
	return book, nil
}

// VisibleSheets are the names of the workbook's visible sheets.
func VisibleSheets(file *Opened) (names []string, err error) {
	book, err := openXLSX(file)
	if err != nil {
		return nil, err
	}
	for _, s := range book.Sheets {
		if !s.Hidden {
			names = append(names, s.Name)
		}
	}
	return names, nil
}

// HasSheet checks that a workbook has a sheet. The error lists the sheets.
func HasSheet(file *Opened, name string) error {
	book, err := openXLSX(file)
	if err != nil {
		return err
	}
	if _, err = sheetOf(book, name); err != nil {
		return fmt.Errorf("%s: %w", file.Name, err)
	}
	return nil
}

func sheetOf(book *xlsx.Book, name string) (xlsx.Sheet, error) {
	var names []string
	for _, s := range book.Sheets {
		if name == "" && !s.Hidden || strings.EqualFold(s.Name, name) {
			return s, nil
		}
		names = append(names, s.Name)
	}
	if meant := nearest.Word(name, names); meant != "" {
		return xlsx.Sheet{}, fmt.Errorf("there is no sheet %q (did you mean %q? the workbook has %s)", name, meant, strings.Join(names, ", "))
	}
	return xlsx.Sheet{}, fmt.Errorf("there is no sheet %q; the workbook has %s", name, strings.Join(names, ", "))
}

// readHeader finds the header among the first rows: the first row with a value, or the row below a title.
func (x *xlsxSheet) readHeader(in *File, d *typing.Dialect) (err error) {
	if x.layout, err = x.book.Layout(x.sheet); err != nil {
		return err
	}
	rows, err := x.firstRows(max(d.Skip, 0))
	if err != nil {
		return err
	}
	switch {
	case len(rows) == 0 && x.declaredRange != "":
		return fmt.Errorf("range: no cell of %s has a value", x.declaredRange)
	case len(rows) == 0:
		return fmt.Errorf("the sheet is empty")
	}
	x.width = widest(rows)
	for i := range rows {
		rows[i].Cells = append(rows[i].Cells[:min(len(rows[i].Cells), x.width)], make([]csv.Cell, max(x.width-len(rows[i].Cells), 0))...)
	}
	at := 0
	if d.Skip < 0 && d.HasHeader() {
		at = x.countTitles(rows)
		at += headerRow(rows[at:])
	}
	if x.from = rows[at].Line; d.HasHeader() {
		x.headerRow, x.from = x.from, x.from+1
		if r, joined := xlsx.NewMerging(x.layout, x.headerRow, x.from, x.width).Header(); joined {
			return fmt.Errorf("row %d holds the columns' names, and the merged cells %s join it with the next row (write csv: {skip_lines: %d} if that one has "+
				"the names, or undo the merge)", x.headerRow, r, r.LastRow-1)
		}
		if rows[at], err = x.headerWithMerged(); err != nil {
			return err
		}
	}
	return x.nameTable(in, d, rows[at:])
}

// countTitles counts the first rows that are merged over the width of the table.
func (x *xlsxSheet) countTitles(rows []csv.Record) int {
	m, n := xlsx.NewMerging(x.layout, 0, 0, x.width), 0
	for n+1 < len(rows) && m.Title(rows[n].Line) {
		n++
	}
	return n
}

// nameTable takes the column names from the first of the rows, and finds the empty columns in all of them.
func (x *xlsxSheet) nameTable(in *File, d *typing.Dialect, rows []csv.Record) error {
	x.gaps = emptyColumns(rows)
	if d.HasHeader() {
		x.width = max(widest(rows[:1]), 1)
		rows[0].Cells = rows[0].Cells[:x.width]
	}
	first := rows[0].Cells
	reader := d.NewCellReader(in.Origin, nil)
	if err := checkHeader(d, reader, rows); err != nil {
		return err
	}
	return in.nameColumns(reader, d.HasHeader(), first, d.Names)
}

// firstRows reads the first rows with a value after the first skip rows, in the order of the sheet.
func (x *xlsxSheet) firstRows(skip int) ([]csv.Record, error) {
	r, err := x.book.Rows(x.sheet)
	if err != nil {
		return nil, err
	}
	var rows []csv.Record
	for row := (xlsx.Row{}); len(rows) < sampleRows; {
		if err := r.Next(&row); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		if rec := (csv.Record{Line: row.Number}); row.Number > int64(skip) {
			setCells(&rec, row.Cells)
			if !csv.IsBlank(rec.Cells) {
				rows = append(rows, cloneRecord(rec))
			}
		}
	}
	return rows, nil
}

// headerWithMerged reads the header with the texts of merged cells filled in.
func (x *xlsxSheet) headerWithMerged() (csv.Record, error) {
	rows, err := x.open(x.headerRow)
	if err != nil {
		return csv.Record{}, err
	}
	var rec csv.Record
	if err := rows.Next(&rec); err != nil {
		return rec, err
	}
	if rec.Bad != "" {
		return rec, fmt.Errorf("row %d: %s", rec.Line, rec.Bad)
	}
	return cloneRecord(rec), nil
}

// cloneRecord is a copy of a record that stays valid after the next record.
func cloneRecord(rec csv.Record) csv.Record {
	for i, c := range rec.Cells {
		rec.Cells[i].B = bytes.Clone(c.B)
	}
	return rec
}

func widest(rows []csv.Record) (n int) {
	for _, r := range rows {
		for i := len(r.Cells); i > n; i-- {
			if len(csv.Trim(r.Cells[i-1].B)) > 0 {
				n = i
			}
		}
	}
	return n
}
