package sheet

import (
	"encoding/json"
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

// heads name the columns of the figures, in the reader's words.
func heads(loc *locale.Locale) []cell {
	keys := []string{"sheet.metric", "sheet.unit", "sheet.period", "sheet.from", "sheet.to", "sheet.by", "sheet.key", "sheet.label",
		"scenario.ac.long", "scenario.pl.long", "sheet.pl_to_date", "scenario.py.long", "scenario.pp.long",
		"scenario.delta_pl", "scenario.delta_pl_pct", "scenario.delta_py", "scenario.delta_py_pct", "scenario.attainment", "sheet.status", "sheet.absent"}
	row := make([]cell, len(keys))
	for i, k := range keys {
		row[i] = text(loc.Capital(loc.Word(k))).strong()
	}
	return row
}

// rows lists the figures, exact, a line each under their heads.
func (f Figures) rows(loc *locale.Locale) [][]cell {
	rows := [][]cell{heads(loc)}
	for i := range f.Records {
		rows = append(rows, f.row(loc, &f.Records[i]))
	}
	return rows
}

func (f Figures) row(loc *locale.Locale, r *metric.Record) []cell {
	own, difference, ratio := format(loc, r, r.Unit), format(loc, r, r.Unit), "0.0%"
	if r.Unit == metric.Percent || r.Unit == metric.Points {
		difference = format(loc, r, metric.Points)
	}
	relative := ratio
	if r.Unit == metric.Percent {
		relative = difference
	}
	key := cell{}
	if r.Key != nil {
		key = text(*r.Key)
	}
	row := []cell{text(f.label(r.Metric)), text(unit(r)), text(r.Period), day(r.From), day(r.To), text(f.label(r.By)), key, text(r.Label)}
	for _, n := range []struct {
		value  *json.Number
		format string
	}{
		{r.AC, own}, {r.PL, own}, {r.PLToDate, own}, {r.PY, own}, {r.PP, own},
		{r.DeltaPL, difference}, {r.DeltaPLPct, relative}, {r.DeltaPY, difference}, {r.DeltaPYPct, relative}, {r.Attainment, ratio},
	} {
		c := cell{}
		if n.value != nil {
			c = cell{number: n.value.String(), format: n.format}
			if c.format == "" {
				c.format = plain(c.number)
			}
		}
		row = append(row, c)
	}
	return append(row, text(status(loc, r.Status)), text(absent(loc, r)))
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

// format is how a workbook shows a figure of the unit, "" for as plain says; the number behind it is exact.
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

// status says a record's status in the reader's words.
func status(loc *locale.Locale, s string) string {
	if s == "" {
		return ""
	}
	return loc.Word("status." + strings.ReplaceAll(s, " ", "_"))
}

// absent says why there is no actual; that of a number without target or past is plain.
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
