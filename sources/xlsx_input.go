package sources

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"bilan/internal/nearest"
)

// newXLSXInput finds a sheet, "" for the first visible one, and reads its header.
func newXLSXInput(file *sourceFile, sheet string, d *fileDialect, log *slog.Logger) (*fileInput, error) {
	origin := file.name
	book, err := openXLSX(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", origin, err)
	}
	s, err := book.sheet(sheet)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", origin, err)
	}
	origin += "[" + s.name + "]"
	x := &xlsxFile{file: file, sheet: s, skip: d.skip, header: d.hasHeader()}
	in := &fileInput{origin: origin, nulls: newNullWords(d.nulls), open: x.rows}
	if err := x.readHeader(in, d); err != nil {
		return nil, fmt.Errorf("%s: %w", origin, err)
	}
	in.say(log, "skipped", x.skip, "header", x.header, "columns", len(in.names))
	return in, nil
}

// visibleSheets are the names of the sheets that the workbook shows.
func visibleSheets(file *sourceFile) (names []string, err error) {
	book, err := openXLSX(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.name, err)
	}
	for _, s := range book.sheets {
		if !s.hidden {
			names = append(names, s.name)
		}
	}
	return names, nil
}

func (b *xlsxBook) sheet(name string) (xlsxSheet, error) {
	var names []string
	for _, s := range b.sheets {
		if name == "" && !s.hidden || strings.EqualFold(s.name, name) {
			return s, nil
		}
		names = append(names, s.name)
	}
	if meant := nearest.Word(name, names); meant != "" {
		return xlsxSheet{}, fmt.Errorf("there is no sheet %q (did you mean %q?)", name, meant)
	}
	return xlsxSheet{}, fmt.Errorf("there is no sheet %q; the workbook has %s", name, strings.Join(names, ", "))
}

// xlsxFile is a sheet whose header was found.
type xlsxFile struct {
	file   *sourceFile
	sheet  xlsxSheet
	skip   int // rows before the header
	header bool
	width  int
}

// rows starts behind the header.
func (x *xlsxFile) rows() (fileRows, error) {
	r, err := x.open()
	if err != nil {
		return nil, err
	}
	behind := int64(x.skip)
	if x.header {
		behind++
	}
	return &laterRows{r, behind}, nil
}

func (x *xlsxFile) open() (*xlsxRows, error) {
	book, err := openXLSX(x.file)
	if err != nil {
		return nil, err
	}
	return book.rows(x.sheet, x.width)
}

// laterRows leaves out the rows up to a line.
type laterRows struct {
	*xlsxRows
	behind int64
}

func (r *laterRows) next(rec *record) error {
	for {
		if err := r.xlsxRows.next(rec); err != nil || rec.line > r.behind {
			return err
		}
	}
}

// readHeader finds the header among the first rows: the first one that has a value, or the one below a title.
func (x *xlsxFile) readHeader(in *fileInput, d *fileDialect) error {
	r, err := x.open()
	if err != nil {
		return err
	}
	rows, err := firstRows(r, max(x.skip, 0))
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return fmt.Errorf("the sheet is empty")
	}
	x.width = widest(rows)
	for i := range rows {
		rows[i].cells = append(rows[i].cells, make([]rawCell, x.width-len(rows[i].cells))...)
	}
	at := 0
	if x.skip < 0 && x.header {
		at = headerRow(rows)
	}
	x.skip = int(rows[at].line) - 1
	reader := d.newCellReader(in.origin, nil)
	if err := d.checkHeader(reader, rows[at:]); err != nil {
		return err
	}
	first := rows[at].cells
	if x.header {
		for len(first) > 0 && len(trimmed(first[len(first)-1].b)) == 0 {
			first = first[:len(first)-1]
		}
		x.width = max(len(first), 1)
	}
	return in.nameColumns(reader, x.header, first, d.names)
}

// firstRows reads rows with a value, behind the given number of rows.
func firstRows(r *xlsxRows, skip int) ([]record, error) {
	var rows []record
	for len(rows) < sampleRows {
		var rec record
		if err := r.next(&rec); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		if rec.line > int64(skip) && !isBlank(rec.cells) {
			rows = append(rows, rec)
		}
	}
	return rows, nil
}

func widest(rows []record) (n int) {
	for _, r := range rows {
		for i := len(r.cells); i > n; i-- {
			if len(trimmed(r.cells[i-1].b)) > 0 {
				n = i
			}
		}
	}
	return n
}
