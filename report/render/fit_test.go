package render

import (
	"fmt"
	"strings"
	"testing"

	"bilan/internal/pagecheck"
	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/pdftext"
	"bilan/report/reporttest"
)

// crowded is a document of charts and a list of some rows, with at most one page.
func crowded(charts, rows int) *report.Document {
	list := reporttest.TableOf(3, rows, "Nord")
	for i := range list.Rows {
		list.Rows[i].Kind = report.Body
		list.ShorterCaptions = append(list.ShorterCaptions, fmt.Sprintf("%d lignes sur %d", i+1, rows))
	}
	list.Rows = append(list.Rows, report.Row{Kind: report.Total, Cells: make([]report.Cell, 3)})
	doc := reporttest.DocumentOf(report.Section{Kind: "table", Title: "Lignes", Blocks: []report.Block{{Table: list}}})
	for range charts {
		doc.Sections = append(doc.Sections, reporttest.TrendOf(reporttest.Monthly()))
	}
	doc.Paper.Pages = 1
	return doc
}

// onPages draws a document and returns its number of pages and its scale.
func onPages(t *testing.T, doc *report.Document) (pages int, scale float64, pdf []byte) {
	t.Helper()
	pdf, err := PDF(t.Context(), doc, Options{Pages: &pages})
	if err != nil {
		t.Fatal(err)
	}
	d := newPaper(doc, false)
	if err := d.draw(t.Context()); err != nil {
		t.Fatal(err)
	}
	return pages, canvas.FrameOf(false, false).PageW / (d.canvas.Right() + canvas.MarginX), pdf
}

// A document that is too long for one page is set closer, then smaller, then with shorter lists. Nothing overlaps.
func TestOnePage(t *testing.T) {
	ways := map[string]bool{}
	for rows := 4; rows < 60; rows += 3 {
		doc := crowded(2, rows)
		pages, scale, pdf := onPages(t, doc)
		if pages != 1 {
			t.Fatalf("%d rows take %d pages", rows, pages)
		}
		faults, err := pagecheck.Check(pdf)
		if err != nil || len(faults) > 0 {
			t.Errorf("%d rows: faults %v, error %v", rows, faults, err)
		}
		texts, err := pdftext.Read(pdf)
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, text := range texts {
			all += text.Text + "\n"
		}
		cut := strings.Contains(all, fmt.Sprintf("lignes sur %d", rows))
		if !cut && strings.Count(all, "Nord") < 3*rows {
			t.Errorf("%d rows: %d cells and no word of it", rows, strings.Count(all, "Nord"))
		}
		ways[fmt.Sprintf("smaller %v, cut %v", scale < 0.99, cut)] = true
	}
	for _, want := range []string{"smaller false, cut false", "smaller true, cut false", "smaller true, cut true"} {
		if !ways[want] {
			t.Errorf("no document was set so: %s (%v)", want, ways)
		}
	}
}

// A document that cannot be made short enough has the usual spacing and as many pages as it needs.
func TestTooMuchForOnePage(t *testing.T) {
	doc := crowded(9, 4)
	pages, scale, pdf := onPages(t, doc)
	doc.Paper.Pages = 0
	usual, _, want := onPages(t, doc)
	if pages != usual || pages < 2 || scale < 0.99 || string(pdf) != string(want) {
		t.Errorf("%d pages at %v, as usual %d", pages, scale, usual)
	}
}

// A document with at most two pages is set closer and smaller only if it would need three.
func TestTwoPages(t *testing.T) {
	smaller := false
	for charts := 3; charts < 9; charts++ {
		doc := crowded(charts, 12)
		doc.Paper.Pages = 0
		usual, _, want := onPages(t, doc)
		doc.Paper.Pages = 2
		pages, scale, pdf := onPages(t, doc)
		switch {
		case usual <= 2 && (pages != usual || string(pdf) != string(want)):
			t.Errorf("%d charts: %d pages at %v, as usual %d", charts, pages, scale, usual)
		case usual == 3 && pages == 2 && scale < 0.99:
			smaller = true
		}
	}
	if !smaller {
		t.Error("no document was set smaller")
	}
	closer := false // at most two pages are wanted; a closer spacing gives one
	for rows := 4; rows < 60; rows++ {
		doc := crowded(2, rows)
		doc.Paper.Pages = 0
		usual, _, _ := onPages(t, doc)
		doc.Paper.Pages = 2
		pages, scale, _ := onPages(t, doc)
		closer = closer || usual == 1 && pages == 1 && scale > 0.99
		if usual == 1 && pages != 1 {
			t.Errorf("%d rows: %d pages where one does", rows, pages)
		}
	}
	if !closer {
		t.Error("no document had one page")
	}
}
