package render

import (
	"context"
	"slices"
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/reporttest"
)

// drawBeside draws the document's sections side by side with prose, and checks that nothing is overprinted.
func drawBeside(t *testing.T, d *report.Document, w float64) {
	t.Helper()
	narrow := *d
	narrow.Sections = nil
	for _, s := range d.Sections {
		narrow.Sections = append(narrow.Sections, reporttest.Beside(w, s, reporttest.Prose())...)
	}
	out, err := PDF(context.Background(), &narrow, Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkPages(t, readPDF(t, out))
}

func TestRowsOf(t *testing.T) {
	for _, c := range []struct {
		widths []float64
		want   []int
	}{
		{nil, nil},
		{[]float64{0, 0, 1}, []int{1, 1, 1}},
		{[]float64{0.5, 0.5, 0.5}, []int{2, 1}},
		{[]float64{1. / 3, 2. / 3, 1. / 3, 1. / 3, 1. / 3}, []int{2, 3}},
		{[]float64{2. / 3, 0.5, 1. / 3}, []int{1, 2}},
		{[]float64{0.5, 1, 0.5}, []int{1, 1, 1}},
		{[]float64{0.01, -3, 7}, []int{1, 1, 1}},
	} {
		sections := make([]report.Section, len(c.widths))
		for i, w := range c.widths {
			sections[i].Width = w
		}
		var got []int
		for _, row := range rowsOf(sections) {
			got = append(got, len(row))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: rows of %v, want %v", c.widths, got, c.want)
		}
	}
	sections := reporttest.Beside(0.5, reporttest.Prose(), reporttest.Prose())
	sections[1].NewPage = true
	if got := rowsOf(sections); len(got) != 2 {
		t.Errorf("a section that starts a page stands beside the one before it: %d rows", len(got))
	}
}

// papers are all paper sizes, some with a header and footer of their own.
var papers = map[string]report.Paper{
	"a4": {}, "a4-landscape": {Landscape: true, Header: "Confidentiel", Footer: "Direction commerciale"},
	"letter": {Letter: true, Header: reporttest.LongName, Footer: reporttest.LongName}, "letter-landscape": {Letter: true, Landscape: true, Header: reporttest.Wild, Footer: reporttest.Wild},
}

// TestAnyPaper draws every kind of block at every width on every paper.
func TestAnyPaper(t *testing.T) {
	kinds := []report.Section{reporttest.Scorecard(), reporttest.TrendOf(reporttest.Monthly()), reporttest.TrendOf(reporttest.Landing()), reporttest.LineOf(reporttest.Weekly()), reporttest.Breakdown(), reporttest.Pipeline(), reporttest.TargetTable(), reporttest.Prose(),
		reporttest.SeriesBlock("Trois années", reporttest.ThreeYears()), reporttest.SeriesBlock("Par région", reporttest.ByRegion(report.Stacked, 5)), reporttest.SeriesBlock("Par région", reporttest.ByRegion(report.Area, 5)),
		reporttest.WaterfallSection(reporttest.LargeSteps(), "De l’objectif au réalisé"), reporttest.DonutSection(reporttest.Channels()), reporttest.MultiplesSection(reporttest.Margins(), "Marge par région"),
		reporttest.HeatSection(reporttest.RegionHeat(), "Chiffre d’affaires HT par région", "k€")}
	for name, paper := range papers {
		t.Run(name, func(t *testing.T) {
			d := reporttest.Sample()
			d.Paper = paper
			d.Sections = append(d.Sections, reporttest.Beside(1./2, kinds...)...)
			d.Sections = append(d.Sections, reporttest.Beside(1./3, kinds...)...)
			d.Sections = append(d.Sections, reporttest.Beside(2./3, kinds...)...)
			draw(t, d)
		})
	}
}

func TestPicturesOfRows(t *testing.T) {
	d := reporttest.DocumentOf(append(reporttest.Beside(1./2, reporttest.TrendOf(reporttest.Monthly()), reporttest.Breakdown()), reporttest.Beside(1./3, reporttest.Breakdown(), reporttest.Pipeline(), reporttest.TrendOf(reporttest.Monthly()))...)...)
	picture(t, "rows", d)
	cards := reporttest.Scorecard()
	cards.Blocks = []report.Block{{Cards: &report.Cards{Cards: cards.Blocks[0].Cards.Cards[:3]}}}
	d = reporttest.DocumentOf(append(reporttest.Beside(1./3, cards, reporttest.Prose()), reporttest.TargetTable())...)
	d.Sections[1].Width = 2. / 3
	d.Paper, d.Headline = papers["a4-landscape"], reporttest.Sample().Headline
	picture(t, "landscape", d)
}

// TestRowIsReadSectionBySection checks the reading order and the outline of sections side by side.
func TestRowIsReadSectionBySection(t *testing.T) {
	d := reporttest.DocumentOf(reporttest.Beside(1./3, reporttest.Breakdown(), reporttest.Pipeline(), reporttest.Prose())...)
	pdf := draw(t, d)
	out, err := piped(pdf, "pdfinfo", "-struct-text", "-")
	if err != nil {
		t.Skip("pdfinfo is not installed")
	}
	at := 0
	for _, want := range []string{"Sect", "Chiffre d’affaires HT par région", "+2,3", "Sect", "Portefeuille", "4 438", "14\u00a0affaires", "Sect", "Commentaire", "Bretagne d’abord"} {
		n := strings.Index(strings.ReplaceAll(out[at:], "\u202f", " "), want)
		if n < 0 {
			t.Fatalf("%q does not come next:\n%s", want, out)
		}
		at += n
	}
}

// TestTallRowFallsApart checks that sections too high to be side by side come one below the other, in full width.
func TestTallRowFallsApart(t *testing.T) {
	d := reporttest.DocumentOf(reporttest.Beside(1./2, reporttest.LongTable(90), reporttest.Prose())...)
	pages := readPDF(t, draw(t, d))
	text := textOf(pages)
	if !strings.Contains(text, "(suite)") || strings.Contains(text, "Société Générale\n") {
		t.Errorf("the table is not drawn in full width over pages:\n%s", text)
	}
	if last := pages[len(pages)-3]; last.page == 1 {
		t.Errorf("what follows stands on page one: %+v", last)
	}
}

// TestNewPage checks that NewPage starts one new page, and never leaves a page empty.
func TestNewPage(t *testing.T) {
	d := reporttest.DocumentOf(reporttest.Prose(), reporttest.Breakdown(), reporttest.Pipeline())
	d.Sections[0].NewPage, d.Sections[2].NewPage = true, true
	pages := map[string]int{}
	last := 0
	for _, s := range readPDF(t, draw(t, d)) {
		pages[s.text], last = s.page, s.page
	}
	if pages["Commentaire"] != 1 || pages["Chiffre d’affaires HT par région, k€"] != 1 || pages["Portefeuille d’affaires, k€"] != 2 || last != 2 {
		t.Errorf("sections stand on pages %v", pages)
	}
}

// TestPaperLines checks the header and footer lines in Paper.
func TestPaperLines(t *testing.T) {
	d := reporttest.Sample()
	d.Paper = report.Paper{Header: "Confidentiel", Footer: "Direction commerciale\u202e"}
	head, foot := map[int]bool{}, map[int]bool{}
	all := readPDF(t, draw(t, d))
	for _, s := range all {
		head[s.page] = head[s.page] || s.text == "Confidentiel" && s.y < canvas.MarginTop
		foot[s.page] = foot[s.page] || s.text == "Direction commerciale" && s.y > s.paper.ContentBottom()
		if strings.Contains(s.text, "Maison Lenoir ·") {
			t.Errorf("page %d: the paper's foot does not replace ours", s.page)
		}
	}
	for page := 1; page <= all[len(all)-1].page; page++ {
		if !head[page] || !foot[page] {
			t.Errorf("page %d: header %v, footer %v", page, head[page], foot[page])
		}
	}
}
