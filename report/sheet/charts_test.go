package sheet

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"bilan/internal/locale"
	"bilan/report"
)

// k is an exact number printed in thousands.
func k(decimal string) *report.Exact { return behind(decimal, thousand) }

// shown writes rows as text: numbers bare, text in quotes.
func shown(rows [][]cell) string {
	var lines []string
	for _, row := range rows {
		var fields []string
		for _, c := range row {
			switch {
			case c.number != "":
				fields = append(fields, c.number)
			case !c.day.IsZero():
				fields = append(fields, c.day.Format("2006-01-02"))
			case c == cell{}:
				fields = append(fields, ".")
			default:
				fields = append(fields, "'"+c.text+"'")
			}
		}
		lines = append(lines, strings.Join(fields, " "))
	}
	return strings.Join(lines, "\n")
}

// months2026 are the first days of months in 2026.
func months2026(list ...time.Month) (days []time.Time) {
	for _, m := range list {
		days = append(days, time.Date(2026, m, 1, 0, 0, 0, 0, time.UTC))
	}
	return days
}

func TestChartsAsNumbers(t *testing.T) {
	loc, err := locale.For("fr-FR")
	if err != nil {
		t.Fatal(err)
	}
	words := report.ChartWords{AC: "R", PL: "Obj.", DeltaPL: "Écart", DeltaPLPct: "Écart %"}
	pct := func(s string) *report.Exact { return behind(s, cent) }
	for want, b := range map[string]report.Block{
		"'Région' 'R' 'Obj.' 'Écart' 'Écart %'\n'Nord' 412340 424400 -12060 -0.0284\n'Sud' 3250 7500 . .\n'Total' 415590 431900 -12060 -0.03": {Bars: &report.BarChart{Head: "Région", Words: words, Bars: []report.Bar{
			{Label: "Nord", Text: "412", RefTxt: "424", DeltaTxt: "−12", PctTxt: "▼\u00a0−2,8\u00a0%", Exact: k("412340"), RefExact: k("424400"), DeltaExact: k("-12060"), PctExact: pct("-0.0284")},
			{Label: "Sud", Exact: k("3250"), RefExact: k("7500")},
			{Kind: report.Total, Label: "Total", Text: "416", RefTxt: "432", Exact: k("415590"), RefExact: k("431900"), DeltaExact: k("-12060"), PctExact: pct("-0.03")}}}},
		"'Région' 'Obj., R' 'Écart' 'Écart %'\n'Objectif' 921430\n'Nord' . -11700 -0.0412\n'Neuf' . 26500 'sans obj.'\n'Réalisé' 936230": {Waterfall: &report.Waterfall{Head: "Région", Words: words, Steps: []report.Step{
			{Label: "Objectif", Is: report.PL, Text: "921,4", Exact: k("921430")}, {Label: "Nord", Text: "−11,7", PctTxt: "▼\u00a0−4,1\u00a0%", Exact: k("-11700"), PctExact: pct("-0.0412")},
			{Label: "Neuf", Text: "+26,5", PctTxt: "sans obj.", Exact: k("26500")}, {Label: "Réalisé", Is: report.AC, Text: "936,2", Exact: k("936230")}}}},
		"'Nord' 1204 0.9992\n'Sud' 1 0.0008\n'CA' 1205": {Donut: &report.Donut{Total: "1,20\u00a0k€", Exact: k("1205"), Label: "CA", Parts: []report.Part{
			{Label: "Nord", Text: "1\u202f204", Share: ">99\u00a0%", ShareExact: pct("0.9992")}, {Label: "Sud", Text: "1", Share: "<1\u00a0%", ShareExact: pct("0.0008")}}}},
		"'' '' 2026-10-01 2026-11-01 'Écart'\n'Nord' 'R' 12540 'n.d.' 0.0361\n'Nord' 'Obj.' 12000 13250\n'Sud' 'R' -3000 4000 .": {Multiples: &report.Multiples{Words: words, Categories: []string{"oct.", "nov."}, Days: months2026(10, 11), Panels: []report.Panel{
			{Title: "Nord", Delta: "▲\u00a0+3,6\u00a0%", DeltaExact: pct("0.0361"), AC: []report.Point{{Exact: k("12540"), Label: "12,5"}, {Label: "n.d."}}, Ref: []report.Point{{Exact: k("12000")}, {Exact: k("13250")}}},
			{Title: "Sud", AC: []report.Point{{Exact: k("-3000"), Label: "−3"}, {Exact: k("4000"), Label: "4"}}}}}},
		"'Cohorte' 'Effectif' '+0' '+1'\n'oct. 2026' 1204 100 0.381\n'nov. 2026' 12 100 .\n'Moyenne' 1216 100 0.004167\n'En moyenne'": {Heat: &report.HeatMap{Head: "Cohorte", Extra: "Effectif", Columns: []string{"+0", "+1"},
			Caption: "En moyenne", Rows: []report.HeatRow{{Label: "oct. 2026", Extra: "1\u202f204", Cells: []report.HeatCell{{Text: "100"}, {Text: "38*", Exact: pct("0.381")}}},
				{Label: "nov. 2026", Extra: "12", Cells: []report.HeatCell{{Text: "100"}, {}}}, {Kind: report.Total, Label: "Moyenne", Extra: "1\u202f216", Cells: []report.HeatCell{{Text: "100"}, {Text: "<1", Exact: pct("0.004167")}}}}}},
		". 'Du' 'Nord' 'Sud' 'Total'\n'oct.' 2026-10-01 10000 20500 30500\n'nov.' 2026-11-01 'n.d.' 5000 5000": {Series: &report.SeriesChart{Categories: []string{"oct.", "nov."}, Days: months2026(10, 11), Groups: []report.TimeGroup{{Label: "2026"}},
			Series: []report.Series{{Name: "Nord", Points: []report.Point{{Exact: k("10000"), Label: "10"}, {Label: "n.d."}}}, {Name: "Sud", Points: []report.Point{{Exact: k("20500")}, {Exact: k("5000")}}}},
			Totals: []report.Point{{Exact: k("30500")}, {Exact: k("5000")}}}},
	} {
		if got := shown(newReader(loc).block(b)); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

// Every chart of the sample documents is in the workbook, and each of its numbers is a number there.
func TestBuiltChartsAsNumbers(t *testing.T) {
	for _, name := range []string{"fr-FR", "en-GB"} {
		doc := report.Document{Lang: name}
		for _, room := range []string{"structure", "matrix"} {
			text, err := os.ReadFile("../" + room + "/testdata/" + name + ".json")
			if err != nil {
				t.Fatal(err)
			}
			var sections []report.Section
			if err := json.Unmarshal(text, &sections); err != nil {
				t.Fatal(err)
			}
			doc.Sections = append(doc.Sections, sections...)
		}
		noFormula(t, workbook(t, &doc, Figures{}))
		loc, err := locale.For(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range doc.Sections {
			numbers := 0
			for _, b := range s.Blocks {
				for i, row := range newReader(loc).block(b) {
					for j, c := range row {
						if c.number != "" {
							numbers++
						} else if i > 0 && j > 0 && strings.ContainsAny(c.text, "123456789") && c.text != "N\u20111" && !strings.Contains(c.text, "×") { // a multiple needs its exact value, which JSON lacks
							t.Errorf("%s %q: row %d, column %d stays text: %q", name, s.Title, i, j, c.text)
						}
					}
				}
			}
			if numbers == 0 {
				t.Errorf("%s %q has no number in the workbook", name, s.Title)
			}
		}
	}
}
