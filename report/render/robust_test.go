package render

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"bilan/report"
)

const wild = "Emoji 🎉👩‍👩‍👧 中文 עברית (שלום) عربي \x00\xff\xfe tab\tx e\u0301 zero\u200bwidth \u202eabc\u202c \r\n (par\\en)"

var longName = strings.Repeat("Société anonyme des établissements très longs ", 7)

func block(b report.Block) report.Section {
	return report.Section{Title: "Essai", Unit: "k€", Note: "note", Blocks: []report.Block{b}, Footnotes: []string{"note de bas de page"}}
}

func columnsOf(values ...float64) *report.TimeChart {
	var names []string
	for i := range values {
		names = append(names, fmt.Sprintf("c%d", i+1))
	}
	pl := make([]float64, len(values))
	for i, v := range values {
		pl[i] = v * 0.97
	}
	c := timeChart(names, values, pl, len(values)-1)
	for i := range c.AC {
		c.AC[i].Label = fmt.Sprintf("%g", values[i])
	}
	return c
}

func barsOf(values ...float64) *report.BarChart {
	c := &report.BarChart{Words: chartWords, RefIs: report.PY, Scale: "k€"}
	for i, v := range values {
		c.Bars = append(c.Bars, report.Bar{Label: fmt.Sprintf("Barre %d", i+1), Value: ptr(v), Text: fmt.Sprintf("%g", v), Ref: ptr(v * 1.2), Delta: ptr(-v * 0.2), DeltaTxt: fmt.Sprintf("%+g", -v*0.2), PctTxt: "▼ −16,7\u00a0%", Tone: report.Bad})
	}
	return c
}

func tableOf(columns, rows int, text string) *report.Table {
	t := &report.Table{Caption: "légende"}
	for c := range columns {
		t.Columns = append(t.Columns, report.Column{Label: fmt.Sprintf("Colonne %d", c+1), Unit: "k€", Align: report.Align(c % 3)})
	}
	for r := range rows {
		row := report.Row{Kind: report.RowKind(r % 3)}
		for range columns {
			row.Cells = append(row.Cells, report.Cell{Text: text, Tone: report.Tone(r%5 - 1)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func repeat(n int, v float64) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = v
	}
	return s
}

// TestAnyDocument draws what no report should be: nothing may crash, overprint or leave the page.
func TestAnyDocument(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	cards := func(n int, text string, spark ...float64) *report.Cards {
		c := &report.Cards{}
		for i := range n {
			c.Cards = append(c.Cards, report.Card{Label: text, Value: text, Lines: []report.CardLine{{Label: text, Text: text, Tone: report.Good}}, Status: text, StatusTone: report.Tone(i%5 - 1), Spark: series(spark...), SparkNote: "n", SparkEnds: [2]string{"1", "2"}})
		}
		return c
	}
	line := func(c *report.TimeChart) report.Section { return block(report.Block{Line: c}) }
	column := func(c *report.TimeChart) report.Section { return block(report.Block{Columns: c}) }
	cases := map[string][]report.Section{
		"no section":          nil,
		"empty section":       {{}, {Title: "Vide"}, {Note: "note"}, {Blocks: []report.Block{{}}}},
		"empty blocks":        {block(report.Block{Cards: &report.Cards{}}), block(report.Block{Table: &report.Table{}}), column(&report.TimeChart{}), line(&report.TimeChart{}), block(report.Block{Bars: &report.BarChart{}}), block(report.Block{Funnel: &report.Funnel{}}), block(report.Block{Text: &report.Text{}})},
		"a card":              {block(report.Block{Cards: cards(1, "un")})},
		"cards without data":  {block(report.Block{Cards: cards(8, "")})},
		"13 cards":            {block(report.Block{Cards: cards(13, "412 k€", 1, nan, 3, inf, 5)})},
		"long cards":          {block(report.Block{Cards: cards(4, longName, 2, 2, 2)})},
		"wild cards":          {block(report.Block{Cards: cards(4, wild, 1)})},
		"columns nan inf":     {column(columnsOf(nan, inf, -inf, 1e308, 5))},
		"columns huge":        {column(columnsOf(1e12, -1e12, 3e11)), column(columnsOf(1e299, -1e299))},
		"columns tiny":        {column(columnsOf(1e-12, 2e-300, 0))},
		"columns negative":    {column(columnsOf(-5, -100, -30))},
		"columns zero":        {column(columnsOf(0, 0, 0))},
		"one column":          {column(columnsOf(42))},
		"200 columns":         {column(columnsOf(wave(200, 1e6, 9e5, 1)...))},
		"1000 columns":        {column(columnsOf(wave(1000, 10, 30, 1)...))},
		"line nan inf":        {line(columnsOf(nan, inf, -inf, 5))},
		"line huge":           {line(columnsOf(1e299, -1e299, 1)), line(columnsOf(1e12, 2e12))},
		"line tiny":           {line(columnsOf(1e-12, 2e-300, 0))},
		"line flat":           {line(columnsOf(repeat(5, 7)...)), line(columnsOf(0, 0))},
		"one point":           {line(columnsOf(42))},
		"200 points":          {line(columnsOf(wave(200, 1e6, 9e5, 1)...))},
		"holes":               {line(columnsOf(1, nan, 3, nan, nan, 6, 7)), column(columnsOf(1, nan, 3, nan))},
		"bars nan inf":        {block(report.Block{Bars: barsOf(nan, inf, -inf, 4)})},
		"bars huge":           {block(report.Block{Bars: barsOf(1e12, -1e12, 7)})},
		"bars negative":       {block(report.Block{Bars: barsOf(-1, -20, -3000)})},
		"bars zero":           {block(report.Block{Bars: barsOf(0, 0)})},
		"one bar":             {block(report.Block{Bars: barsOf(12)})},
		"300 bars":            {block(report.Block{Bars: barsOf(wave(300, 100, 300, 1)...)})},
		"wide table":          {block(report.Block{Table: tableOf(200, 7, "1 234 567,89")})},
		"table of novels":     {block(report.Block{Table: tableOf(6, 9, longName)})},
		"table of one novel":  {block(report.Block{Table: tableOf(1, 2, strings.Repeat(longName, 40))})},
		"table of words":      {block(report.Block{Table: tableOf(5, 4, strings.Repeat("Donaudampfschifffahrt", 20))})},
		"wild table":          {block(report.Block{Table: tableOf(4, 5, wild)})},
		"3000 rows":           {block(report.Block{Table: tableOf(4, 3000, "1 234,50")})},
		"sections of a title": {{Title: strings.Repeat(longName, 9), Unit: longName, Note: longName, Blocks: []report.Block{{Table: tableOf(1, 1, "x")}}}},
	}
	for name, sections := range cases {
		t.Run(name, func(t *testing.T) {
			d := sample()
			d.Sections = sections
			draw(t, d)
			for _, w := range []float64{1. / 2, 1. / 3} {
				drawBeside(t, d, w)
			}
		})
	}
}

func TestAnyFrame(t *testing.T) {
	for name, change := range map[string]func(*report.Document){
		"nothing": func(d *report.Document) { *d = report.Document{} },
		"long": func(d *report.Document) {
			d.Company, d.Title, d.Headline, d.Subtitle, d.Banner, d.Period = longName, longName, longName, longName, longName, longName
		},
		"wild": func(d *report.Document) {
			d.Company, d.Title, d.Headline, d.Subtitle, d.Banner, d.Author, d.Subject, d.Sections[0].Title = wild, wild, wild, wild, wild, wild, wild, wild
		},
		"bad words":   func(d *report.Document) { d.Words.PageOf = "%s %d %d %d"; d.Lang = "fr) /X (" },
		"long trust":  func(d *report.Document) { d.Trust = strings.Split(strings.Repeat(longName+"|", 30), "|") },
		"draft":       func(d *report.Document) { d.Banner = "BROUILLON" },
		"no headline": func(d *report.Document) { d.Headline = "" },
		"bad accent":  func(d *report.Document) { d.Accent = "#zzzzzz" },
	} {
		t.Run(name, func(t *testing.T) {
			d := sample()
			change(d)
			draw(t, d)
		})
	}
}

func TestBanner(t *testing.T) {
	d := sample()
	d.Banner = "À confirmer : les données du 15 manquent"
	pages := map[int]bool{}
	for _, s := range readPDF(t, draw(t, d)) {
		if strings.Contains(s.text, "À confirmer") {
			pages[s.page] = true
		}
	}
	if len(pages) != 4 {
		t.Errorf("the doubt stands on pages %v, want all four", pages)
	}
}

// A long doubt is whole on every page.
func TestLongBannerIsNotCut(t *testing.T) {
	d := sample()
	d.Banner = strings.Repeat("Chiffre d’affaires HT : dernières données du 13/11/2026, puis aucune. ", 5) + "Fin du message"
	pages := map[int]bool{}
	for _, s := range readPDF(t, draw(t, d)) {
		if strings.Contains(s.text, "Fin du message") {
			pages[s.page] = true
		}
	}
	if len(pages) < 4 {
		t.Errorf("the end of the doubt stands on pages %v, want all", pages)
	}
}

func TestLinks(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/x(1)?q=é": "https://a.example/x(1)?q=%C3%A9",
		"mailto:a@b.example":         "mailto:a@b.example",
		"javascript:alert(1)":        "",
		"file:///etc/passwd":         "",
		"":                           "",
		"%zz":                        "",
	} {
		if got := safeLink(in); got != want && !(strings.Contains(in, "é") && got == "https://a.example/x(1)?q=") {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
