package sheet

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"bilan/internal/locale"
	"bilan/report"
)

func at(v float64) *float64 { return &v }

// shown writes rows as a reader of the workbook finds them: numbers bare, text in quotes.
func shown(rows [][]cell) string {
	var lines []string
	for _, row := range rows {
		var fields []string
		for _, c := range row {
			switch {
			case c.number != "":
				fields = append(fields, c.number)
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

func TestChartsAsNumbers(t *testing.T) {
	loc, err := locale.For("fr-FR")
	if err != nil {
		t.Fatal(err)
	}
	words := report.ChartWords{AC: "R", PL: "Obj.", DeltaPL: "Écart", DeltaPLPct: "Écart %"}
	for want, b := range map[string]report.Block{
		"'Région' 'R' 'Obj.' 'Écart' 'Écart %'\n'Nord' 412 424 -12 -0.03\n'Sud' 3.25 7.5 . .": {Bars: &report.BarChart{Head: "Région", Words: words, Bars: []report.Bar{
			{Label: "Nord", Value: at(412.34), Text: "412", Ref: at(424.4), RefTxt: "424", Delta: at(-12.06), DeltaTxt: "−12", PctTxt: "▼\u00a0−3\u00a0%"},
			{Label: "Sud", Value: at(3.25), Ref: at(7.5)}}}},
		"'Région' 'Obj., R' 'Écart' 'Écart %'\n'Objectif' 921.4\n'Nord' . -11.7 -0.041\n'Neuf' . 26.5 'sans obj.'\n'Réalisé' 936.2": {Waterfall: &report.Waterfall{Head: "Région", Words: words, Steps: []report.Step{
			{Label: "Objectif", Is: report.PL, To: 921.43, Text: "921,4"}, {Label: "Nord", From: 921.43, To: 909.73, Text: "−11,7", PctTxt: "▼\u00a0−4,1\u00a0%"},
			{Label: "Neuf", From: 909.73, To: 936.23, Text: "+26,5", PctTxt: "sans obj."}, {Label: "Réalisé", Is: report.AC, To: 936.23, Text: "936,2"}}}},
		"'Nord' 1204 0.99\n'Sud' 1 0.0008\n'CA' 1.2": {Donut: &report.Donut{Total: "1,20\u00a0M€", Label: "CA", Parts: []report.Part{
			{Label: "Nord", Value: 1204, Text: "1\u202f204", Share: "99\u00a0%"}, {Label: "Sud", Value: 1, Text: "1", Share: "<1\u00a0%"}}}},
		"'' '' 'oct.' 'nov.' 'Écart'\n'Nord' 'R' 12.5 'n.d.' 0.036\n'Nord' 'Obj.' 12 13.25\n'Sud' 'R' -3 4 .": {Multiples: &report.Multiples{Words: words, Categories: []string{"oct.", "nov."}, Panels: []report.Panel{
			{Title: "Nord", Delta: "▲\u00a0+3,6\u00a0%", AC: []report.Point{{Value: at(12.5), Label: "12,5"}, {Label: "n.d."}}, Ref: []report.Point{{Value: at(12)}, {Value: at(13.25)}}},
			{Title: "Sud", AC: []report.Point{{Value: at(-3), Label: "−3"}, {Value: at(4), Label: "4"}}}}}},
		"'Cohorte' 'Effectif' '+0' '+1'\n'oct. 2026' 1204 100 38\n'nov. 2026' 12 100 .\n'Moyenne' 1216 100 0.4167\n'En moyenne'": {Heat: &report.HeatMap{Head: "Cohorte", Extra: "Effectif", Columns: []string{"+0", "+1"},
			Caption: "En moyenne", Rows: []report.HeatRow{{Label: "oct. 2026", Extra: "1\u202f204", Cells: []report.HeatCell{{Text: "100"}, {Text: "38*"}}},
				{Label: "nov. 2026", Extra: "12", Cells: []report.HeatCell{{Text: "100"}, {}}}, {Kind: report.Total, Label: "Moyenne", Extra: "1\u202f216", Cells: []report.HeatCell{{Text: "100"}, {Text: "<1", Value: at(0.4167)}}}}}},
		". 'Nord' 'Sud' 'Total'\n'2026'\n'oct.' 10 20.5 30.5\n'nov.' 'n.d.' 5 5": {Series: &report.SeriesChart{Categories: []string{"oct.", "nov."}, Groups: []report.TimeGroup{{Label: "2026"}},
			Series: []report.Series{{Name: "Nord", Points: []report.Point{{Value: at(10), Label: "10"}, {Label: "n.d."}}}, {Name: "Sud", Points: []report.Point{{Value: at(20.5)}, {Value: at(5)}}}},
			Totals: []report.Point{{Value: at(30.5)}, {Value: at(5)}}}},
	} {
		if got := shown(newReader(loc).block(b)); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

// Documents as they are built: every chart is in the workbook, and every number in it is one.
func TestBuiltChartsAsNumbers(t *testing.T) {
	for _, name := range []string{"fr-FR", "en-GB"} {
		text, err := os.ReadFile("../testdata/charts-" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var doc report.Document
		if err := json.Unmarshal(text, &doc); err != nil {
			t.Fatal(err)
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
						} else if i > 0 && j > 0 && strings.ContainsAny(c.text, "123456789") && c.text != "N\u20111" {
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
