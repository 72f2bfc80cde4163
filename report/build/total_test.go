package build

import (
	"testing"

	"bilan/report"
)

// The total of a single line is left out, unless it shows something else.
func TestTheTotalOfOneLineIsLeftOut(t *testing.T) {
	row := func(kind report.RowKind, texts ...string) report.Row {
		r := report.Row{Kind: kind}
		for _, text := range texts {
			r.Cells = append(r.Cells, report.Cell{Text: text})
		}
		return r
	}
	for name, c := range map[string]struct {
		rows []report.Row
		want int
	}{
		"the same":         {[]report.Row{row(report.Body, "Émilie", "90", "98,9"), row(report.Total, "Total", "90", "98,9")}, 1},
		"less":             {[]report.Row{row(report.Body, "Émilie", "Arras", "90"), row(report.Total, "Total", "", "90")}, 1},
		"another":          {[]report.Row{row(report.Body, "Émilie", "90"), row(report.Total, "Total", "97")}, 2},
		"more":             {[]report.Row{row(report.Body, "Émilie", ""), row(report.Total, "Total", "97")}, 2},
		"two lines":        {[]report.Row{row(report.Body, "Émilie", "90"), row(report.Body, "Zoé", "0"), row(report.Total, "Total", "90")}, 3},
		"rows of nobody":   {[]report.Row{row(report.Unassigned, "(non affecté)", "90"), row(report.Total, "Total", "90")}, 2},
		"nothing to total": {[]report.Row{row(report.Body, "Émilie", "90"), row(report.Total, "Total", "")}, 2},
	} {
		s := report.Section{Blocks: []report.Block{{Table: &report.Table{Rows: c.rows}}}}
		if leaveOutTotals(&s); len(s.Blocks[0].Table.Rows) != c.want {
			t.Errorf("%s: %d rows", name, len(s.Blocks[0].Table.Rows))
		}
	}
	bars := report.Section{Blocks: []report.Block{{Bars: &report.BarChart{Bars: []report.Bar{{Text: "90", DeltaTxt: "+1"}, {Kind: report.Total, Text: "90", DeltaTxt: "+1"}}}}}}
	if leaveOutTotals(&bars); len(bars.Blocks[0].Bars.Bars) != 1 {
		t.Error("a bar and its total")
	}
	heat := report.Section{Blocks: []report.Block{{Heat: &report.HeatMap{Rows: []report.HeatRow{{Cells: []report.HeatCell{{Text: "90"}}}, {Kind: report.Total, Cells: []report.HeatCell{{Text: "90"}}}}}}}}
	if leaveOutTotals(&heat); len(heat.Blocks[0].Heat.Rows) != 1 {
		t.Error("a row of a heat map and its total")
	}
}
