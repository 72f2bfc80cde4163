package sheet

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"bilan/internal/locale"
	"bilan/report/metric"
)

// numberValue converts a decimal to the float that a workbook stores, which has 15 digits.
func numberValue(s string) any {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	return f
}

// rows is the table of all figures with exact numbers: a header row in the reader's language, then a row per figure.
func (f Figures) rows(loc *locale.Locale) [][]cell {
	var heads []cell
	head := func(word string) { heads = append(heads, textCell(loc.Capital(word)).inBold()) }
	keys := []string{"metric", "unit", "period", "from", "to", "by", "key", "label"}
	if f.hasStates() {
		keys = append(keys, "read_on")
	}
	for _, key := range keys {
		head(loc.Word("sheet." + key))
	}
	columns := f.columns(loc)
	for _, c := range columns {
		head(c.head)
	}
	head(loc.Word("sheet.status"))
	head(loc.Word("sheet.absent"))
	rows := [][]cell{heads}
	for i := range f.Records {
		rows = append(rows, f.row(loc, columns, &f.Records[i]))
	}
	return rows
}

func (f Figures) row(loc *locale.Locale, columns []column, r *metric.Record) []cell {
	key := cell{}
	if r.Key != nil {
		key = textCell(*r.Key)
	}
	row := []cell{textCell(f.label(r.Metric)), textCell(unit(r)), textCell(r.Period), dayCell(r.From), dayCell(r.To), textCell(f.label(r.By)), key, textCell(r.Label)}
	if f.hasStates() {
		row = append(row, dayCell(r.ReadOn))
	}
	for _, c := range columns {
		row = append(row, c.cell(loc, r))
	}
	return append(row, textCell(status(loc, r.Status)), textCell(absentReason(loc, r)))
}

// hasStates reports whether any figure is a state, which has the day on which it was read.
func (f Figures) hasStates() bool {
	return slices.ContainsFunc(f.Records, func(r metric.Record) bool { return r.ReadOn != "" })
}

func (f Figures) label(name string) string {
	if l := f.Labels[name]; l != "" {
		return l
	}
	return name
}

func unit(r *metric.Record) string {
	switch r.Unit {
	case metric.Currency:
		return r.Currency
	case metric.Percent:
		return "%"
	}
	return string(r.Unit)
}

// plainFormat is the number format without a unit, with two decimals if the number is not whole.
func plainFormat(number string) string {
	if strings.Contains(number, ".") {
		return "#,##0.00"
	}
	return "#,##0"
}

// unitFormat is the number format for the unit u, "" for a number without a unit.
func unitFormat(loc *locale.Locale, r *metric.Record, u metric.Unit) string {
	switch u {
	case metric.Currency:
		return `#,##0.00` + literal("\u00a0"+loc.Symbol(r.Currency))
	case metric.Percent:
		return "0.0%"
	case metric.Points:
		return "0.000"
	}
	return ""
}

func dayCell(s string) cell {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return textCell(s)
	}
	return cell{text: s, day: t, format: "yyyy-mm-dd"}
}

// status is the status of a figure in the reader's language.
func status(loc *locale.Locale, s string) string {
	if s == "" {
		return ""
	}
	return loc.Word("status." + strings.ReplaceAll(s, " ", "_"))
}

// absentReason is the reason why the actual or the target is missing, in the reader's language; "" if neither is.
func absentReason(loc *locale.Locale, r *metric.Record) string {
	words := map[string]string{"no data": "state.no_data", "no target": "state.no_target", "not yet": "state.not_yet", "division by zero": "state.undefined"}
	var list []string
	for _, name := range slices.Sorted(maps.Keys(r.Absent)) {
		if w := words[r.Absent[name]]; w != "" && (name == "ac" || name == "pl") {
			list = append(list, loc.Word(w))
		}
	}
	return strings.Join(slices.Compact(list), ", ")
}
