package xlsx

import (
	"fmt"
	"strconv"
	"strings"
)

// The limits of a sheet.
const (
	MaxRows    = 1 << 20
	MaxColumns = 1 << 14
)

// Range is a rectangle of cells, with both ends inside. Rows count from 1, columns from 0.
type Range struct {
	FirstRow, LastRow       int64
	FirstColumn, LastColumn int
}

// indexOf is the index of a sheet's column in the area, −1 if it is outside. The zero area is the complete sheet.
func (r Range) indexOf(c int) int {
	switch {
	case r == Range{}:
		return c
	case c < r.FirstColumn || c > r.LastColumn:
		return -1
	}
	return c - r.FirstColumn
}

// endsBefore reports whether a row is below the area.
func (r Range) endsBefore(row int64) bool { return r != Range{} && row > r.LastRow }

// ParseArea parses a part of a sheet as the YAML names it: columns (A:D), cells (B4:F200), or columns from a row on
// (B4:F).
func ParseArea(text string) (Range, error) {
	from, to, ok := strings.Cut(strings.ToUpper(strings.ReplaceAll(strings.ReplaceAll(text, "$", ""), " ", "")), ":")
	first, rest := splitRef(from)
	last, end := splitRef(to)
	if rest == "" {
		rest = "1"
	}
	if end == "" {
		end = strconv.Itoa(MaxRows)
	}
	r, err := parseRange(first + rest + ":" + last + end)
	if !ok || err != nil {
		return r, fmt.Errorf("%q is not a range of cells (write the columns, as in A:D, or the cells, as in B4:F200 or B4:F)", clip([]byte(text)))
	}
	return r, nil
}

// splitRef splits a cell reference into its column and its row.
func splitRef(ref string) (column, row string) {
	i := len(strings.TrimRight(ref, "0123456789"))
	return ref[:i], ref[i:]
}

// String is the range in A1 notation, such as A2:A4.
func (r Range) String() string {
	return CellName(r.FirstColumn, r.FirstRow) + ":" + CellName(r.LastColumn, r.LastRow)
}

// CellName is the cell in A1 notation: E3 for column 4 and row 3.
func CellName(column int, row int64) string { return ColumnName(column) + strconv.FormatInt(row, 10) }

// ColumnName is the column in A1 notation: E for column 4.
func ColumnName(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// parseRef parses a cell reference such as E3.
func parseRef(ref []byte) (column int, row int64, ok bool) {
	i := 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && column <= MaxColumns; i++ {
		column = column*26 + int(ref[i]-'A') + 1
	}
	if i == 0 || i == len(ref) || column > MaxColumns {
		return 0, 0, false
	}
	for ; i < len(ref) && row <= MaxRows; i++ {
		if ref[i]-'0' > 9 {
			return 0, 0, false
		}
		row = row*10 + int64(ref[i]-'0')
	}
	return column - 1, row, row >= 1 && row <= MaxRows
}

func parseRange(text string) (r Range, err error) {
	from, to, _ := strings.Cut(strings.ReplaceAll(text, "$", ""), ":")
	if to == "" {
		to = from
	}
	var ok1, ok2 bool
	r.FirstColumn, r.FirstRow, ok1 = parseRef([]byte(from))
	r.LastColumn, r.LastRow, ok2 = parseRef([]byte(to))
	if !ok1 || !ok2 || r.LastRow < r.FirstRow || r.LastColumn < r.FirstColumn {
		return r, fmt.Errorf("%q is not a range of cells", clip([]byte(text)))
	}
	return r, nil
}
