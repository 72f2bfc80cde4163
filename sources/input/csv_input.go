package input

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"

	"bilan/sources/cell"
	"bilan/sources/csv"
	"bilan/sources/typing"
)

// NewCSV decides the format of a delimited file and reads its header.
func NewCSV(file *Opened, d *typing.Dialect, log *slog.Logger) (*File, error) {
	f, err := detectCSV(file, d)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name, err)
	}
	in := &File{Origin: file.Name, Charset: cell.NewCharset(f.encoding), Nulls: cell.NewNullWords(d.Nulls), Open: f.rows, Size: file.Info.Size()}
	if f.why.mixed != "" {
		in.remarks = func() []string { return []string{f.why.mixed} }
	}
	if f.CanCut() {
		in.Blocks = f.blocks
	}
	if err := in.readHeader(f, d); err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name, err)
	}
	in.logFacts(log, f.facts(in, d))
	return in, nil
}

func (in *File) readHeader(f *csvFile, d *typing.Dialect) error {
	rows, err := f.records()
	if err != nil {
		return err
	}
	var first csv.Record
	if err := rows.NextFilled(&first); err == io.EOF {
		if len(d.Names) > 0 {
			in.Names, in.Made = headerNames(d.Names)
			return nil
		}
		return errors.New("the file is empty: export it again")
	} else if err != nil {
		return err
	}
	if f.header && first.Bad != "" {
		return fmt.Errorf("line %d: header: %s", first.Line, in.problem(&first))
	}
	if f.header {
		in.headerLine = first.Line
	}
	r := d.NewCellReader(in.Origin, in.Charset)
	below := f.rowsBelow()
	if err := checkHeader(d, r, append([]csv.Record{first}, below...)); err != nil {
		return err
	}
	if err := in.nameColumns(r, f.header, first.Cells, d.Names); err != nil {
		return err
	}
	if !f.header {
		below = append(below, first)
	}
	in.width = rowWidth(len(in.Names), below)
	if f.header && d.Header == nil && in.width == len(in.Names)+1 {
		return in.checkShortHeader(r, first, below, f.Quote)
	}
	return nil
}

// rowsBelow are the rows after the first that detection read, with their line numbers in the file.
func (f *csvFile) rowsBelow() []csv.Record {
	if len(f.first) == 0 {
		return nil
	}
	below := slices.Clone(f.first[1:])
	for i := range below {
		below[i].Line += int64(f.skip)
	}
	return below
}

// rowWidth is the number of cells in a row. It is the number of names, unless all rows have the same larger number
// and only empty cells beyond the names.
func rowWidth(names int, rows []csv.Record) int {
	for i, row := range rows {
		n := len(row.Cells)
		if n < names || n != len(rows[0].Cells) || !csv.IsBlank(rows[i].Cells[names:]) {
			return names
		}
	}
	if len(rows) == 0 {
		return names
	}
	return len(rows[0].Cells)
}

// nameColumns takes the column names from the dialect or from the header, or else makes them up.
func (in *File) nameColumns(r *cell.Reader, header bool, first []csv.Cell, given []string) error {
	if header {
		in.keepHeader(r, first)
	}
	switch {
	case len(given) > 0:
		if n := len(first); n != len(given) && !(n > len(given) && csv.IsBlank(first[len(given):])) {
			return fmt.Errorf("names: lists %d names for %d columns: write one for each column", len(given), n)
		}
		in.Names, in.Made = headerNames(given)
	case header:
		cells := make([]string, len(first))
		for i, c := range first {
			cells[i] = string(r.Repaired(c.B))
		}
		in.Names, in.Made = headerNames(cells)
	default:
		in.Names, in.Made = headerNames(make([]string, len(first)))
	}
	return nil
}
