package preparation

import (
	"fmt"

	"bilan/internal/locale"
	"bilan/internal/table"
	"bilan/sources/csv"
	"bilan/sources/input"
)

// belowSeeker looks for a note below a sheet's table: the last row, after a blank row, if it has one value and all
// other rows have several.
type belowSeeker struct {
	rows, lone int64  // rows with a value, and rows with exactly one
	line       int64  // line number of the last row
	gap        bool   // a blank row is above the last row
	column     int    // index of its last cell with a value
	text       []byte // text of that cell; empty if the row has several values
}

func (b *belowSeeker) row(rec *csv.Record) {
	n := 0
	for i, c := range rec.Cells {
		if len(csv.Trim(c.B)) > 0 {
			n, b.column = n+1, i
		}
	}
	b.rows++
	if n <= 1 {
		b.lone++
	}
	b.gap = b.rows > 1 && rec.Line > b.line+1
	b.line, b.text = rec.Line, append(b.text[:0], rec.Cells[b.column].B...)
	if n > 1 {
		b.text = b.text[:0]
	}
}

// checkBelow refuses a sheet with a note below its table, which would count as a row.
func (s *rowSetter) checkBelow() error {
	b := s.below
	if b == nil || !b.gap || b.lone != 1 || b.rows < 3 || len(csv.Trim(b.text)) == 0 || locale.HasTotalWord(b.text) {
		return nil
	}
	return &input.RowError{
		Origin: s.in.Origin, Line: b.line, Cell: s.in.CellName(b.column, b.line),
		Reason: fmt.Sprintf("%q is alone below a blank row: it looks like a note below the table, not like a row", table.Shorten(string(s.r.Repaired(csv.Trim(b.text))))),
		Hint:   "csv: {footer: 1} for this table leaves it out; if it is a row, delete the blank row",
	}
}
