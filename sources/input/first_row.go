package input

import (
	"fmt"
	"strconv"
	"strings"

	"bilan/internal/locale"
	"bilan/sources/cell"
	"bilan/sources/csv"
	"bilan/sources/typing"
)

// suggestedNames is a YAML list of n names, as a suggestion.
func suggestedNames(n int) string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("column_%d", i+1)
	}
	return "[" + strings.Join(names, ", ") + "]"
}

func isMonth(r *cell.Reader, b []byte) bool {
	_, ok := locale.ParseHeading(string(r.Repaired(b)))
	return ok
}

func isAmount(n *cell.Number) bool {
	return n.Dot > 0 || n.Comma > 0 || n.Currency != 0 || n.Marks&(cell.Grouped|cell.PercentSign) != 0
}

// isHeading reports whether a number or day in the first row is the heading of its column. It is if the cells below are
// of another type, if it is a year, or if it belongs to a run such as 1, 2, 3.
func isHeading(r *cell.Reader, b []byte, got cell.Fits, i int, rows []csv.Record) bool {
	num := r.Num
	if got&cell.AsDate != 0 || isAmount(&num) {
		return mostlyOther(r, rows[1:], i, got)
	}
	if num.Lo >= 1900 && num.Lo <= 2100 && len(b) == 4 && !allYears(r, rows[1:], i) {
		return true
	}
	return runOfNumbers(rows[0].Cells, i, num.Lo) >= 3
}

// runOfNumbers is the number of adjacent cells around cell i, which contains v, that count up by one, like the months
// of a year.
func runOfNumbers(cells []csv.Cell, i int, v uint64) int {
	is := func(j int) bool {
		return string(csv.Trim(cells[j].B)) == strconv.FormatUint(v+uint64(j)-uint64(i), 10)
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

func allYears(r *cell.Reader, rows []csv.Record, i int) bool {
	for _, row := range rows {
		if i < len(row.Cells) && (r.ReadCell(row.Cells[i])&cell.AsNumber == 0 || r.Num.Lo < 1900 || r.Num.Lo > 2100) {
			return false
		}
	}
	return true
}

// mostlyOther reports whether most cells of a column are of another type than its first one.
func mostlyOther(r *cell.Reader, rows []csv.Record, i int, got cell.Fits) bool {
	kind := cell.AsNumber
	if got&cell.AsDate != 0 {
		kind = cell.AsDate
	}
	same, other := 0, 0
	for _, row := range rows {
		if i >= len(row.Cells) || r.Null(csv.Trim(row.Cells[i].B)) {
			continue
		}
		if r.ReadCell(row.Cells[i])&kind != 0 {
			same++
		} else {
			other++
		}
	}
	return other > same
}

// allFit reports whether one of the types fits every cell of a column with a value. It is true for no cells.
func allFit(r *cell.Reader, rows []csv.Record, i int, ways cell.Fits) bool {
	for _, row := range rows {
		if i < len(row.Cells) && !r.Null(csv.Trim(row.Cells[i].B)) && r.ReadCell(row.Cells[i])&ways == 0 {
			return false
		}
	}
	return true
}

// looksLikeNames reports whether a first row without numbers and dates is above a column of only numbers or only dates.
func looksLikeNames(r *cell.Reader, rows []csv.Record) bool {
	for _, c := range rows[0].Cells {
		if r.ReadCell(c) != 0 {
			return false
		}
	}
	for i := range rows[0].Cells {
		for _, ways := range []cell.Fits{cell.AsNumber, cell.AsDate} {
			if len(rows) > 1 && allFit(r, rows[1:], i, ways) && !allNull(r, rows[1:], i) {
				return true
			}
		}
	}
	return false
}

func allNull(r *cell.Reader, rows []csv.Record, i int) bool { return allFit(r, rows, i, 0) }

// headerHint is the setting to suggest if the header is below lines that are neither names nor rows; "" if the place of
// the header is not clear.
func headerHint(r *cell.Reader, rows []csv.Record, width int) string {
	for i := 1; i < len(rows) && i <= 20; i++ {
		if len(rows[i].Cells) != width || countFilled(rows[i].Cells) != width || hasValue(r, rows[i]) {
			continue
		}
		for j := i + 1; j < len(rows); j++ {
			if hasValue(r, rows[j]) && j == i+1 {
				return fmt.Sprintf("skip_lines: %d", rows[i].Line-1)
			} else if hasValue(r, rows[j]) {
				return fmt.Sprintf("skip_lines: %d, names: [%s]", rows[j].Line-1, quotedNames(r, rows[i]))
			}
		}
		return ""
	}
	return ""
}

func hasValue(r *cell.Reader, row csv.Record) bool {
	for _, c := range row.Cells {
		if r.ReadCell(c) != 0 {
			return true
		}
	}
	return false
}

// quotedNames writes a row of names as a YAML list.
func quotedNames(r *cell.Reader, row csv.Record) string {
	names := make([]string, len(row.Cells))
	for i, c := range row.Cells {
		name := CleanName(string(r.Repaired(c.B)))
		if names[i] = name; typing.TableName(name) != strings.ToLower(name) {
			names[i] = strconv.Quote(name)
		}
	}
	return strings.Join(names, ", ")
}

// checkHeader checks the first row against its assumed role: a row of values is not a header, and a row of names is not
// data. rows are the first rows with a value. A declared header: is not checked.
func checkHeader(d *typing.Dialect, r *cell.Reader, rows []csv.Record) error {
	if d.Header != nil || len(rows) == 0 {
		return nil
	}
	line, isData := rows[0].Line, looksLikeData(d, r, rows)
	switch {
	case len(d.Names) > 0 && !isData && looksLikeNames(r, rows):
		return fmt.Errorf("line %d looks like the columns' names, and names: says that no line holds them (write header: true beside "+
			"names: to read the rows below it)", line)
	case len(d.Names) > 0:
		return nil
	}
	if width, share := commonWidth(rows); isData || len(rows[0].Cells) < width && share > 0.5 {
		if cure := headerHint(r, rows, width); cure != "" {
			return fmt.Errorf("line %d is not the columns' names, which are further down (write csv: {%s})", line, cure)
		}
	}
	if isData {
		return fmt.Errorf("line %d looks like data and not like the columns' names (no header? write csv: {header: false, names: %s} with "+
			"names of your own; if these are names, write csv: {header: true})", line, suggestedNames(len(rows[0].Cells)))
	}
	return nil
}

// looksLikeData reports whether a first row has values rather than names: a date or an amount, or mostly numbers.
// Numbers and days that are headings do not count, nor do months if columns become rows.
func looksLikeData(d *typing.Dialect, r *cell.Reader, rows []csv.Record) bool {
	values, texts := 0, 0
	for i, c := range rows[0].Cells {
		b := csv.Trim(c.B)
		if r.Null(b) || d.Unfolds && isMonth(r, b) {
			continue
		}
		got := r.Read(b, c.Form)
		switch {
		case got == 0:
			texts++
		case got&(cell.AsNumber|cell.AsDate) == 0:
			values++
		case isHeading(r, b, got, i, rows):
		case got&cell.AsDate != 0 || isAmount(&r.Num) || allFit(r, rows[1:], i, cell.AsNumber):
			return true
		default:
			values++
		}
	}
	return values > texts || texts == 0 && countFilled(rows[0].Cells) > 0
}
