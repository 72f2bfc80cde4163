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

// number is a decimal as a workbook keeps it, to 15 digits.
func number(s string) any {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	return f
}

// rows lists the figures, exact, a line each under their heads, which are in the reader's words.
func (f Figures) rows(loc *locale.Locale) [][]cell {
	var heads []cell
	head := func(word string) { heads = append(heads, text(loc.Capital(word)).strong()) }
	keys := []string{"metric", "unit", "period", "from", "to", "by", "key", "label"}
	if f.states() {
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
		key = text(*r.Key)
	}
	row := []cell{text(f.label(r.Metric)), text(unit(r)), text(r.Period), day(r.From), day(r.To), text(f.label(r.By)), key, text(r.Label)}
	if f.states() {
		row = append(row, day(r.ReadOn))
	}
	for _, c := range columns {
		row = append(row, c.cell(loc, r))
	}
	return append(row, text(status(loc, r.Status)), text(absent(loc, r)))
}

// states reports whether some figures are states, which have the day on which they were read.
func (f Figures) states() bool {
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

// plain is how a workbook shows a number without unit: whole ones without a decimal sign.
func plain(number string) string {
	if strings.Contains(number, ".") {
		return "#,##0.00"
	}
	return "#,##0"
}

// format is how a workbook shows a figure of the unit, "" for the plain format; the number behind it is exact.
func format(loc *locale.Locale, r *metric.Record, u metric.Unit) string {
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

func day(s string) cell {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return text(s)
	}
	return cell{text: s, day: t, format: "yyyy-mm-dd"}
}

// status is a record's status in the reader's words.
func status(loc *locale.Locale, s string) string {
	if s == "" {
		return ""
	}
	return loc.Word("status." + strings.ReplaceAll(s, " ", "_"))
}

// absent is the reason for a missing actual; that of a missing target or past is obvious.
func absent(loc *locale.Locale, r *metric.Record) string {
	words := map[string]string{"no data": "state.no_data", "no target": "state.no_target", "not yet": "state.not_yet", "division by zero": "state.undefined"}
	var list []string
	for _, name := range slices.Sorted(maps.Keys(r.Absent)) {
		if w := words[r.Absent[name]]; w != "" && (name == "ac" || name == "pl") {
			list = append(list, loc.Word(w))
		}
	}
	return strings.Join(slices.Compact(list), ", ")
}
