package xlsx

import (
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Row is one row of a sheet. Its cells begin in the first column of the sheet's area. Empty cells at its end may be
// missing.
type Row struct {
	Number  int64 // row number in the sheet, from 1
	Hidden  bool
	Cells   []Cell
	Problem string // what is wrong with one of its cells, with the cell's name; "" for nothing
}

// Rows streams the rows that a sheet's file has, in order. Empty rows may be missing.
type Rows struct {
	book    *Book
	scan    *scanner
	padding int64  // number of empty cells that may still be added between other cells
	last    int64  // number of the last row
	text    []byte // texts of the present row's cells
	cell    raw
	rich    richText
	column  int // index after the last cell of the present row
	area    Range
	inData  bool
	done    bool
}

// maxPadding limits the number of empty cells between others. A column far to the right needs many in every row.
const maxPadding = 1 << 27

// Rows begins with the first row of the sheet.
func (b *Book) Rows(sheet Sheet) (*Rows, error) {
	if err := b.readStyles(); err != nil {
		return nil, err
	}
	if err := b.readTexts(); err != nil {
		return nil, err
	}
	src, err := b.sheetPart(sheet)
	if err != nil {
		return nil, err
	}
	return &Rows{book: b, scan: newScanner(src), padding: maxPadding, area: sheet.Area}, nil
}

// Next reads a row. It returns io.EOF after the last row.
func (r *Rows) Next(row *Row) error {
	err := r.next(row)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("row %d: %w", r.last+1, explainZip(err))
	}
	return err
}

func (r *Rows) next(row *Row) error {
	if r.done {
		return io.EOF
	}
	for {
		t, err := r.scan.next()
		if err != nil {
			r.done = true
			return err
		}
		switch name := string(r.scan.name); {
		case t == tokenText:
		case name == "sheetData":
			r.inData = t == tokenStart
		case name == "row" && t == tokenStart && r.inData:
			switch err := r.row(row); {
			case err != nil:
				return err
			case r.area.endsBefore(row.Number):
				r.done = true
				return io.EOF
			case row.Number >= r.area.FirstRow:
				return nil
			}
		}
	}
}

func (r *Rows) row(row *Row) error {
	row.Number, row.Hidden, row.Problem, row.Cells = r.last+1, false, "", row.Cells[:0]
	for rest := r.scan.attrs; ; {
		name, value, more, ok := nextAttr(rest)
		if !ok {
			break
		}
		switch string(name) {
		case "r":
			n, err := strconv.ParseInt(string(value), 10, 64)
			if err != nil || n <= r.last {
				return fmt.Errorf("row %s is out of order, after row %d", clip(value), r.last)
			}
			row.Number = n
		case "hidden":
			row.Hidden = string(value) == "1" || string(value) == "true"
		}
		rest = more
	}
	if row.Number > MaxRows {
		return fmt.Errorf("a sheet has at most %d rows", MaxRows)
	}
	r.text, r.column = r.text[:0], 0
	err := r.cells(row)
	if err == nil {
		r.last = row.Number
	}
	return err
}

// cells reads the cells up to the end of the row.
func (r *Rows) cells(row *Row) error {
	depth := r.scan.depth()
	for {
		t, err := r.scan.next()
		switch {
		case err != nil:
			return truncated(err)
		case t == tokenEnd && r.scan.depth() < depth:
			return nil
		case t == tokenStart && string(r.scan.name) == "c":
			if err := r.readCell(row); err != nil {
				return err
			}
		}
	}
}

// readCell reads <c r="B7" s="3" t="s"><v>…</v></c> and puts the cell at its column.
func (r *Rows) readCell(row *Row) error {
	if err := r.startCell(row.Number); err != nil {
		return err
	}
	at := r.column - 1
	if err := r.content(); err != nil {
		return fmt.Errorf("cell %s: %w", CellName(at, row.Number), err)
	}
	column := r.area.indexOf(at)
	if column < 0 {
		return nil
	}
	cell, problem := r.book.typedCell(&r.cell, &r.text)
	if problem != "" {
		cell = Cell{Text: []byte("?"), Kind: Error} // the cell is not empty
		if row.Problem == "" {
			row.Problem = CellName(at, row.Number) + " " + problem
		}
	}
	if cell.Kind == Empty {
		return nil // the cell has a format but no value
	}
	for len(row.Cells) < column {
		if r.padding--; r.padding < 0 {
			return fmt.Errorf("cell %s: the sheet is almost empty: delete the empty columns between its cells", CellName(at, row.Number))
		}
		row.Cells = append(row.Cells, Cell{})
	}
	row.Cells = append(row.Cells, cell)
	return nil
}

// startCell reads the attributes of a cell. Afterwards r.column is the index after the cell.
func (r *Rows) startCell(row int64) error {
	r.cell = raw{style: -1}
	for rest := r.scan.attrs; ; {
		name, value, more, ok := nextAttr(rest)
		if !ok {
			break
		}
		switch string(name) {
		case "r":
			column, at, ok := parseRef(value)
			if !ok || column < r.column || at != row {
				return fmt.Errorf("cell %s of row %d is out of order, after column %d", clip(value), row, r.column)
			}
			r.column = column
		case "s":
			r.cell.style = smallInt(value)
		case "t":
			r.cell.kind = typeName(value)
		}
		rest = more
	}
	if r.column++; r.column > MaxColumns {
		return fmt.Errorf("a sheet has at most %d columns", MaxColumns)
	}
	return nil
}

// smallInt parses a number of a few digits; −1 for anything else.
func smallInt(text []byte) int {
	n := 0
	for _, c := range text {
		if c-'0' > 9 || n > 1<<20 {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// typeName is the type attribute of a cell. It allocates nothing for a known type.
func typeName(text []byte) string {
	for _, known := range [...]string{"s", "n", "str", "b", "e", "inlineStr", "d"} {
		if string(text) == known {
			return known
		}
	}
	return string(text[:min(len(text), 40)])
}

// content reads the value of a cell up to the cell's end, and appends it to the texts of the row.
func (r *Rows) content() error {
	depth, from := r.scan.depth(), len(r.text)
	inValue := false
	r.rich = richText{text: r.text}
	for {
		t, err := r.scan.next()
		if err != nil {
			return truncated(err)
		}
		switch t {
		case tokenStart:
			switch string(r.scan.name) {
			case "f":
				r.cell.formula = true
			case "v", "is":
				r.cell.hasValue = true
			}
			inValue = string(r.scan.name) == "v"
		case tokenEnd:
			if r.scan.depth() < depth {
				r.text = r.rich.text
				r.cell.value = r.text[from:len(r.text):len(r.text)]
				return nil
			}
			inValue = false
		}
		if inValue && t == tokenText {
			r.rich.text, err = r.scan.appendTo(r.rich.text)
		} else {
			err = r.rich.take(t, r.scan)
		}
		if err == nil && len(r.rich.text)-from > maxText {
			err = errLongText
		}
		if err != nil {
			return err
		}
	}
}
