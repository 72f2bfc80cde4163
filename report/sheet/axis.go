package sheet

import (
	"strings"
	"time"
)

// axisHead is the header above the periods of a chart: their names and, if they are known, their first days.
func (r reader) axisHead(days []time.Time) []cell {
	if len(days) == 0 {
		return []cell{{}}
	}
	return []cell{{}, text(r.loc.Capital(r.loc.Word("sheet.from"))).strong()}
}

// axis begins the row of a chart's i-th period: with its name as on paper, and with its first day, by which rows can be
// sorted, filtered and joined to others.
func (r reader) axis(label string, days []time.Time, i int) []cell {
	if i >= len(days) {
		return []cell{text(label)}
	}
	return []cell{text(label), {text: label, day: days[i], format: r.day}}
}

// heads are periods over columns: their first days where these are known, months as such.
func (r reader) heads(labels []string, days []time.Time) []cell {
	row := strongs(labels...)
	format := r.day
	if months(days) {
		format = "mmm yyyy"
	}
	for i := range days {
		if i < len(row) {
			row[i].day, row[i].format = days[i], format+star(labels[i])
		}
	}
	return row
}

// star is the mark of a period that is not over, which a footnote explains.
func star(label string) string {
	if strings.HasSuffix(label, "*") {
		return `"*"`
	}
	return ""
}

// months reports whether all days are the first of a month.
func months(days []time.Time) bool {
	for _, d := range days {
		if d.Day() != 1 {
			return false
		}
	}
	return true
}
