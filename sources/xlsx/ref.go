package xlsx

import (
	"fmt"
	"strconv"
	"strings"
)

// What a sheet has at most.
const (
	MaxRows    = 1 << 20
	MaxColumns = 1 << 14
)

// Range is a rectangle of cells; rows count from 1, columns from 0, both ends belong to it.
type Range struct {
	FirstRow, LastRow       int64
	FirstColumn, LastColumn int
}

// String is the range as people write it: A2:A4.
func (r Range) String() string {
	return CellName(r.FirstColumn, r.FirstRow) + ":" + CellName(r.LastColumn, r.LastRow)
}

// CellName is E3 for column 4 and row 3.
func CellName(column int, row int64) string { return ColumnName(column) + strconv.FormatInt(row, 10) }

// ColumnName is E for column 4.
func ColumnName(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// parseRef reads E3.
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
		return r, fmt.Errorf("%q is no range of cells", clip([]byte(text)))
	}
	return r, nil
}
