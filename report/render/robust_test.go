package render

import (
	"math"
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/reporttest"
)

// TestAnyDocument draws documents that no report should be. None may crash, overprint or leave the page.
func TestAnyDocument(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	cards := func(n int, text string, spark ...float64) *report.Cards {
		c := &report.Cards{}
		for i := range n {
			c.Cards = append(c.Cards, report.Card{Label: text, Value: text, Lines: []report.CardLine{{Label: text, Text: text, Tone: report.Good}}, Status: text, StatusTone: report.Tone(i%5 - 1), Spark: reporttest.Series(spark...), SparkNote: "n", SparkEnds: [2]string{"1", "2"}})
		}
		return c
	}
	line := func(c *report.TimeChart) report.Section { return reporttest.Block(report.Block{Line: c}) }
	column := func(c *report.TimeChart) report.Section { return reporttest.Block(report.Block{Columns: c}) }
	cases := map[string][]report.Section{
		"no section":          nil,
		"empty section":       {{}, {Title: "Vide"}, {Note: "note"}, {Blocks: []report.Block{{}}}},
		"empty blocks":        {reporttest.Block(report.Block{Cards: &report.Cards{}}), reporttest.Block(report.Block{Table: &report.Table{}}), column(&report.TimeChart{}), line(&report.TimeChart{}), reporttest.Block(report.Block{Bars: &report.BarChart{}}), reporttest.Block(report.Block{Funnel: &report.Funnel{}}), reporttest.Block(report.Block{Text: &report.Text{}})},
		"a card":              {reporttest.Block(report.Block{Cards: cards(1, "un")})},
		"cards without data":  {reporttest.Block(report.Block{Cards: cards(8, "")})},
		"13 cards":            {reporttest.Block(report.Block{Cards: cards(13, "412 k€", 1, nan, 3, inf, 5)})},
		"long cards":          {reporttest.Block(report.Block{Cards: cards(4, reporttest.LongName, 2, 2, 2)})},
		"wild cards":          {reporttest.Block(report.Block{Cards: cards(4, reporttest.Wild, 1)})},
		"columns nan inf":     {column(reporttest.ColumnsOf(nan, inf, -inf, 1e308, 5))},
		"columns huge":        {column(reporttest.ColumnsOf(1e12, -1e12, 3e11)), column(reporttest.ColumnsOf(1e299, -1e299))},
		"columns tiny":        {column(reporttest.ColumnsOf(1e-12, 2e-300, 0))},
		"columns negative":    {column(reporttest.ColumnsOf(-5, -100, -30))},
		"columns zero":        {column(reporttest.ColumnsOf(0, 0, 0))},
		"one column":          {column(reporttest.ColumnsOf(42))},
		"200 columns":         {column(reporttest.ColumnsOf(reporttest.Wave(200, 1e6, 9e5, 1)...))},
		"1000 columns":        {column(reporttest.ColumnsOf(reporttest.Wave(1000, 10, 30, 1)...))},
		"line nan inf":        {line(reporttest.ColumnsOf(nan, inf, -inf, 5))},
		"line huge":           {line(reporttest.ColumnsOf(1e299, -1e299, 1)), line(reporttest.ColumnsOf(1e12, 2e12))},
		"line tiny":           {line(reporttest.ColumnsOf(1e-12, 2e-300, 0))},
		"line flat":           {line(reporttest.ColumnsOf(reporttest.Repeat(5, 7)...)), line(reporttest.ColumnsOf(0, 0))},
		"one point":           {line(reporttest.ColumnsOf(42))},
		"200 points":          {line(reporttest.ColumnsOf(reporttest.Wave(200, 1e6, 9e5, 1)...))},
		"holes":               {line(reporttest.ColumnsOf(1, nan, 3, nan, nan, 6, 7)), column(reporttest.ColumnsOf(1, nan, 3, nan))},
		"bars nan inf":        {reporttest.Block(report.Block{Bars: reporttest.BarsOf(nan, inf, -inf, 4)})},
		"bars huge":           {reporttest.Block(report.Block{Bars: reporttest.BarsOf(1e12, -1e12, 7)})},
		"bars negative":       {reporttest.Block(report.Block{Bars: reporttest.BarsOf(-1, -20, -3000)})},
		"bars zero":           {reporttest.Block(report.Block{Bars: reporttest.BarsOf(0, 0)})},
		"one bar":             {reporttest.Block(report.Block{Bars: reporttest.BarsOf(12)})},
		"300 bars":            {reporttest.Block(report.Block{Bars: reporttest.BarsOf(reporttest.Wave(300, 100, 300, 1)...)})},
		"wide table":          {reporttest.Block(report.Block{Table: reporttest.TableOf(200, 7, "1 234 567,89")})},
		"table of novels":     {reporttest.Block(report.Block{Table: reporttest.TableOf(6, 9, reporttest.LongName)})},
		"table of one novel":  {reporttest.Block(report.Block{Table: reporttest.TableOf(1, 2, strings.Repeat(reporttest.LongName, 40))})},
		"table of words":      {reporttest.Block(report.Block{Table: reporttest.TableOf(5, 4, strings.Repeat("Donaudampfschifffahrt", 20))})},
		"wild table":          {reporttest.Block(report.Block{Table: reporttest.TableOf(4, 5, reporttest.Wild)})},
		"3000 rows":           {reporttest.Block(report.Block{Table: reporttest.TableOf(4, 3000, "1 234,50")})},
		"sections of a title": {{Title: strings.Repeat(reporttest.LongName, 9), Unit: reporttest.LongName, Note: reporttest.LongName, Blocks: []report.Block{{Table: reporttest.TableOf(1, 1, "x")}}}},
	}
	for name, sections := range cases {
		t.Run(name, func(t *testing.T) {
			d := reporttest.Sample()
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
			d.Company, d.Title, d.Headline, d.Subtitle, d.Banner, d.Period = reporttest.LongName, reporttest.LongName, reporttest.LongName, reporttest.LongName, reporttest.LongName, reporttest.LongName
		},
		"wild": func(d *report.Document) {
			d.Company, d.Title, d.Headline, d.Subtitle, d.Banner, d.Author, d.Subject, d.Sections[0].Title = reporttest.Wild, reporttest.Wild, reporttest.Wild, reporttest.Wild, reporttest.Wild, reporttest.Wild, reporttest.Wild, reporttest.Wild
		},
		"bad words":   func(d *report.Document) { d.Words.PageOf = "%s %d %d %d"; d.Lang = "fr) /X (" },
		"long trust":  func(d *report.Document) { d.Trust = strings.Split(strings.Repeat(reporttest.LongName+"|", 30), "|") },
		"draft":       func(d *report.Document) { d.Banner = "BROUILLON" },
		"no headline": func(d *report.Document) { d.Headline = "" },
		"bad accent":  func(d *report.Document) { d.Accent = "#zzzzzz" },
	} {
		t.Run(name, func(t *testing.T) {
			d := reporttest.Sample()
			change(d)
			draw(t, d)
		})
	}
}

func TestBanner(t *testing.T) {
	d := reporttest.Sample()
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

// A long doubt is printed completely on every page.
func TestLongBannerIsNotCut(t *testing.T) {
	d := reporttest.Sample()
	d.Banner = strings.Repeat("Chiffre d’affaires HT : dernières données du 13/11/2026, puis aucune. ", 5) + "(fin)"
	pages := map[int]bool{}
	for _, s := range readPDF(t, draw(t, d)) {
		if strings.Contains(s.text, "(fin)") {
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
