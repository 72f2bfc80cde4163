package sheet

import (
	"strings"
	"time"
)

// axisHead begins the header row of a chart's table: the column of period names and, if there are days, the column of
// first days.
func (r reader) axisHead(days []time.Time) []cell {
	if len(days) == 0 {
		return []cell{{}}
	}
	return []cell{{}, textCell(r.loc.Capital(r.loc.Word("sheet.from"))).inBold()}
}

// axisCells begins the row of a chart's period i: its name as on paper and, if there are days, its first day. A spreadsheet
// can sort and filter by the day.
func (r reader) axisCells(label string, days []time.Time, i int) []cell {
	if i >= len(days) {
		return []cell{textCell(label)}
	}
	return []cell{textCell(label), {text: label, day: days[i], format: r.day}}
}

// periodHeaders are the headers of columns that are periods: their first days if these are known, written as months if all are
// months.
func (r reader) periodHeaders(labels []string, days []time.Time) []cell {
	row := boldCells(labels...)
	format := r.day
	if areMonths(days) {
		format = "mmm yyyy"
	}
	for i := range days {
		if i < len(row) {
			row[i].day, row[i].format = days[i], format+starFormat(labels[i])
		}
	}
	return row
}

// starFormat is the number format's ending for a period that is not over. A footnote below the chart explains the star.
func starFormat(label string) string {
	if strings.HasSuffix(label, "*") {
		return `"*"`
	}
	return ""
}

// areMonths reports whether all days are the first of a month.
func areMonths(days []time.Time) bool {
	for _, d := range days {
		if d.Day() != 1 {
			return false
		}
	}
	return true
}
