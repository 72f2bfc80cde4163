package sources

import (
	"fmt"
	"strconv"
	"strings"
)

// hasHeader tells whether the first row names the columns: as a person says, else unless a person names them.
func (d *fileDialect) hasHeader() bool {
	if d.header != nil {
		return *d.header
	}
	return len(d.names) == 0
}

// checkHeader holds what a file's or sheet's first row is taken for against what stands in it: a row of values is no header,
// and a row of names is no row. rows are the first ones that have a value, and lines counts from 1. Where a person says
// header: it is so.
func (d *fileDialect) checkHeader(r *cellReader, rows []record) error {
	if d.header != nil || len(rows) == 0 {
		return nil
	}
	line, isData := rows[0].line, d.looksLikeData(r, rows)
	switch {
	case len(d.names) > 0 && !isData && looksLikeNames(r, rows):
		return fmt.Errorf("line %d looks like the columns' names, and names: says that no line holds them (write header: true beside "+
			"names: to read the rows below it)", line)
	case len(d.names) > 0:
		return nil
	}
	if width, share := commonWidth(rows); isData || len(rows[0].cells) < width && share > 0.5 {
		if cure := cureOfJunk(r, rows, width); cure != "" {
			return fmt.Errorf("line %d is not the columns' names, which stand further down (write csv: {%s})", line, cure)
		}
	}
	if isData {
		return fmt.Errorf("line %d looks like data and not like the columns' names (no header? write csv: {header: false, names: %s} with "+
			"names of your own; if these are names, write csv: {header: true})", line, placeNames(len(rows[0].cells)))
	}
	return nil
}

// placeNames is a list of names to start from.
func placeNames(n int) string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("column_%d", i+1)
	}
	return "[" + strings.Join(names, ", ") + "]"
}

// looksLikeData tells a first row that holds values rather than names: a date or an amount, or mostly numbers. Numbers and
// days over a column of something else are headings, and so are months in a row.
func (d *fileDialect) looksLikeData(r *cellReader, rows []record) bool {
	values, texts := 0, 0
	for i, c := range rows[0].cells {
		b := trimmed(c.b)
		if r.null(b) || d.unfolds && isMonth(r, b) {
			continue
		}
		got := r.read(b, c.form)
		switch {
		case got == 0:
			texts++
		case got&(asNumber|asDate) == 0:
			values++
		case isHeading(r, b, got, i, rows):
		case got&asDate != 0 || isAmount(&r.num) || allFit(r, rows[1:], i, asNumber):
			return true
		default:
			values++
		}
	}
	return values > texts || texts == 0 && filled(rows[0].cells) > 0
}

func isMonth(r *cellReader, b []byte) bool {
	_, ok := parseHeading(string(r.repaired(b)))
	return ok
}

func isAmount(n *number) bool {
	return n.dot > 0 || n.comma > 0 || n.currency != 0 || n.marks&(grouped|percentSign) != 0
}

// isHeading tells a number or day that heads its column: the cells below it are of another kind, or it is a year, or one
// of a run such as 1, 2, 3.
func isHeading(r *cellReader, b []byte, got fits, i int, rows []record) bool {
	num := r.num
	if got&asDate != 0 || isAmount(&num) {
		return hasOther(r, rows[1:], i, got)
	}
	if num.lo >= 1900 && num.lo <= 2100 && len(b) == 4 && !allYears(r, rows[1:], i) {
		return true
	}
	return runOfNumbers(rows[0].cells, i, num.lo) >= 3
}

// runOfNumbers is how many cells around the i-th, which holds v, count on by one, as the months of a year do.
func runOfNumbers(cells []rawCell, i int, v uint64) int {
	is := func(j int) bool {
		return string(trimmed(cells[j].b)) == strconv.FormatUint(v+uint64(j)-uint64(i), 10)
	}
	from, to := i, i
	for from > 0 && is(from-1) {
		from--
	}
	for to+1 < len(cells) && is(to+1) {
		to++
	}
	return to - from + 1
}

func allYears(r *cellReader, rows []record, i int) bool {
	for _, row := range rows {
		if i < len(row.cells) && (r.read1(row.cells[i])&asNumber == 0 || r.num.lo < 1900 || r.num.lo > 2100) {
			return false
		}
	}
	return true
}

// read1 is read for a cell that may be empty.
func (r *cellReader) read1(c rawCell) fits {
	if b := trimmed(c.b); !r.null(b) {
		return r.read(b, c.form)
	}
	return 0
}

// hasOther tells that a column's cells, of which there are some, are of another kind than its first one.
func hasOther(r *cellReader, rows []record, i int, got fits) bool {
	kind := asNumber
	if got&asDate != 0 {
		kind = asDate
	}
	same, other := 0, 0
	for _, row := range rows {
		if i >= len(row.cells) || r.null(trimmed(row.cells[i].b)) {
			continue
		}
		if r.read1(row.cells[i])&kind != 0 {
			same++
		} else {
			other++
		}
	}
	return other > same
}

// allFit tells that every cell of a column with a value can be read in one of the ways; that is so of no cells.
func allFit(r *cellReader, rows []record, i int, ways fits) bool {
	for _, row := range rows {
		if i < len(row.cells) && !r.null(trimmed(row.cells[i].b)) && r.read1(row.cells[i])&ways == 0 {
			return false
		}
	}
	return true
}

// looksLikeNames tells a first row without any value over a column of nothing but numbers or of nothing but dates.
func looksLikeNames(r *cellReader, rows []record) bool {
	for _, c := range rows[0].cells {
		if r.read1(c) != 0 {
			return false
		}
	}
	for i := range rows[0].cells {
		for _, ways := range []fits{asNumber, asDate} {
			if len(rows) > 1 && allFit(r, rows[1:], i, ways) && !allNull(r, rows[1:], i) {
				return true
			}
		}
	}
	return false
}

func allNull(r *cellReader, rows []record, i int) bool { return allFit(r, rows, i, 0) }

// cureOfJunk is what to write when the names stand below lines that are neither names nor rows, "" when it is not plain where.
func cureOfJunk(r *cellReader, rows []record, width int) string {
	for i := 1; i < len(rows) && i <= 20; i++ {
		if len(rows[i].cells) != width || filled(rows[i].cells) != width || hasValue(r, rows[i]) {
			continue
		}
		for j := i + 1; j < len(rows); j++ {
			if hasValue(r, rows[j]) && j == i+1 {
				return fmt.Sprintf("skip_lines: %d", rows[i].line-1)
			} else if hasValue(r, rows[j]) {
				return fmt.Sprintf("skip_lines: %d, names: [%s]", rows[j].line-1, quotedNames(r, rows[i]))
			}
		}
		return ""
	}
	return ""
}

func hasValue(r *cellReader, row record) bool {
	for _, c := range row.cells {
		if r.read1(c) != 0 {
			return true
		}
	}
	return false
}

// quotedNames writes a row of names as YAML does.
func quotedNames(r *cellReader, row record) string {
	names := make([]string, len(row.cells))
	for i, c := range row.cells {
		name := cleanName(string(r.repaired(c.b)))
		if names[i] = name; tableName(name) != strings.ToLower(name) {
			names[i] = strconv.Quote(name)
		}
	}
	return strings.Join(names, ", ")
}
