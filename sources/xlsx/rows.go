package xlsx

import (
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Row is one row of a sheet. Its cells start in column A, or in the first column of the sheet's area; empty cells at
// the end may be missing.
type Row struct {
	Number  int64 // as the sheet counts it, from 1
	Hidden  bool
	Cells   []Cell
	Problem string // what is wrong with one of its cells, which it names; "" for nothing
}

// Rows streams the rows of one sheet that the file has, in order.
type Rows struct {
	book    *Book
	scan    *scanner
	padding int64  // empty cells that may still be added between others
	last    int64  // number of the last row
	text    []byte // of the present row's cells
	cell    raw
	rich    richText
	column  int // after the last cell of the present row
	area    Range
	inData  bool
	done    bool
}

// maxPadding bounds the empty cells between others: a column far to the right costs one in every row.
const maxPadding = 1 << 27

// Rows starts at the first row.
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

// Next reads a row, io.EOF after the last.
func (r *Rows) Next(row *Row) error {
	err := r.next(row)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("row %d: %w", r.last+1, plainZip(err))
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

// cells reads up to the end of the row.
func (r *Rows) cells(row *Row) error {
	depth := r.scan.depth()
	for {
		t, err := r.scan.next()
		switch {
		case err != nil:
			return torn(err)
		case t == tokenEnd && r.scan.depth() < depth:
			return nil
		case t == tokenStart && string(r.scan.name) == "c":
			if err := r.readCell(row); err != nil {
				return err
			}
		}
	}
}

// readCell reads <c r="B7" s="3" t="s"><v>…</v></c> and puts it at its reference.
func (r *Rows) readCell(row *Row) error {
	if err := r.startCell(row.Number); err != nil {
		return err
	}
	at := r.column - 1
	if err := r.content(); err != nil {
		return fmt.Errorf("cell %s: %w", CellName(at, row.Number), err)
	}
	column := r.area.column(at)
	if column < 0 {
		return nil
	}
	cell, problem := r.book.read(&r.cell, &r.text)
	if problem != "" {
		cell = Cell{Text: []byte("?"), Kind: Error} // it is not empty
		if row.Problem == "" {
			row.Problem = CellName(at, row.Number) + " " + problem
		}
	}
	if cell.Kind == Empty {
		return nil // formatted, and holds nothing
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

// startCell reads the attributes of a cell. Afterwards column is the one after it.
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

// smallInt is a number of a few digits, −1 for anything else.
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

// typeName is the type of a cell, without a new text for the usual ones.
func typeName(text []byte) string {
	for _, known := range [...]string{"s", "n", "str", "b", "e", "inlineStr", "d"} {
		if string(text) == known {
			return known
		}
	}
	return string(text[:min(len(text), 40)])
}

// content reads up to the end of the cell. Its value is appended to the texts of the row's other cells.
func (r *Rows) content() error {
	depth, from := r.scan.depth(), len(r.text)
	inValue := false
	r.rich = richText{text: r.text}
	for {
		t, err := r.scan.next()
		if err != nil {
			return torn(err)
		}
		switch t {
		case tokenStart:
			switch string(r.scan.name) {
			case "f":
				r.cell.formula = true
			case "v", "is":
				r.cell.valued = true
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
