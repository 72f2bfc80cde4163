package render

import (
	"context"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"bilan/report"
)

func look(t *testing.T, name string, d *report.Document) {
	t.Helper()
	out, err := PDF(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/rlook/"+name+".pdf", out, 0o644)
}

func TestLook(t *testing.T) {
	look(t, "sample", sample())
	d := sample()
	d.Banner = "À confirmer : les données du 15 novembre manquent dans orders.csv (dernière ligne : 14/11/2026). Ce rapport a été rendu malgré la vérification « fresh »."
	neg := timeChart(monthly().Categories, []float64{120, -80, -240, 15, 0, 310, -120, 44, 3, -5, 60, 90}, []float64{100, -50, 100, 20, 10, 250, -90, 30, 5, 5, 50, 80}, -1)
	neg.Scale = "résultat"
	many := make([]string, 200)
	for i := range many {
		many[i] = fmt.Sprintf("j%d", i+1)
	}
	big := timeChart(many, wave(200, 1e6, 2e5, 1), wave(200, 1.02e6, 1e5, 1), -1)
	big.Groups = []report.TimeGroup{{Label: "T1"}, {Label: "T2", First: 50}, {Label: "T3", First: 100}, {Label: "quatrième trimestre", First: 195}}
	weeks := make([]string, 26)
	for i := range weeks {
		weeks[i] = fmt.Sprintf("S%02d", i+20)
	}
	mid := timeChart(weeks, wave(26, 812345, 200000, 1), wave(26, 800000, 100000, 1), 25)
	d.Sections = []report.Section{
		{Title: "Résultat négatif", Unit: "k€", Blocks: []report.Block{{Columns: neg}}},
		{Title: "26 semaines", Unit: "€", Blocks: []report.Block{{Columns: mid}}},
		{Title: "200 jours", Unit: "k€", Note: strings.Repeat("une note longue ", 12), Blocks: []report.Block{{Columns: big}}},
		{Title: "200 jours, en ligne", Unit: "k€", Blocks: []report.Block{{Line: big}}},
		{Title: "Négatif en ligne", Unit: "k€", Blocks: []report.Block{{Line: neg}}},
	}
	look(t, "charts", d)
	d = sample()
	long := strings.Repeat("Société anonyme des établissements très longs ", 7)
	neg2 := breakdown()
	b := neg2.Blocks[0].Bars
	b.Bars[0].Label = long
	b.Bars[1].Value, b.Bars[1].Text, b.Bars[1].Delta, b.Bars[1].DeltaTxt = ptr(-900), "−900", ptr(-2600), "−2 600"
	b.Bars[2].Value = nil
	b.Bars[2].Text = "n.d."
	one := &report.BarChart{Words: chartWords, RefIs: report.PY, Bars: []report.Bar{{Label: "Seul", Value: ptr(1e12), Text: "1 000 000 000 000", Ref: ptr(2e12), Delta: ptr(-1e12), DeltaTxt: "−1 000 000 000 000", PctTxt: "▼ −50 %", Tone: report.Bad}}}
	zero := &report.BarChart{Words: chartWords, Bars: []report.Bar{{Label: "A", Value: ptr(0), Text: "0"}, {Label: "B", Value: ptr(0), Text: "0"}}}
	tt := targetTable()
	tt.Blocks[0].Table.Rows[2].Cells[0].Text = long
	tt.Blocks[0].Table.Rows[3].Cells[0].Text = "Emoji 🎉 中文 עברית (שלום) عربي \x00\xff tab\tx e\u0301 zero\u200bwidth"
	tt.Blocks[0].Table.Rows[4].Cells[0].Text = strings.Repeat("Donaudampfschifffahrt", 10)
	wide := &report.Table{Caption: "200 colonnes"}
	for i := range 200 {
		wide.Columns = append(wide.Columns, report.Column{Label: fmt.Sprintf("Colonne %d", i+1), Align: report.Right})
	}
	for r := range 3 {
		row := report.Row{}
		for i := range 200 {
			row.Cells = append(row.Cells, report.Cell{Text: fr(float64(r*1000+i), 2)})
		}
		wide.Rows = append(wide.Rows, row)
	}
	d.Sections = []report.Section{neg2, {Title: "Une barre", Blocks: []report.Block{{Bars: one}}}, {Title: "Zéros", Blocks: []report.Block{{Bars: zero}}}, tt,
		{Title: "Vide", Blocks: []report.Block{{Table: &report.Table{Columns: []report.Column{{Label: "Rien"}}, Caption: "0 ligne"}}, {Columns: &report.TimeChart{Categories: []string{"x"}, AC: []report.Point{{Value: ptr(math.NaN())}}}}, {Line: &report.TimeChart{Categories: []string{"x"}, AC: []report.Point{{Value: ptr(5), Label: "5"}}, Words: chartWords}}}},
		{Title: "Deux colonnes", Blocks: []report.Block{{Table: &report.Table{Columns: []report.Column{{Label: "Nom"}, {Label: "Valeur", Align: report.Right}}, Rows: []report.Row{{Cells: []report.Cell{{Text: "a"}, {Text: "1"}}}}}}}},
		{Title: "Large", Blocks: []report.Block{{Table: wide}}}}
	look(t, "odd", d)
}
