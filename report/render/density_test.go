package render

import (
	"testing"

	"bilan/internal/pagecheck"
	"bilan/report"
	"bilan/report/layout"
	"bilan/report/reporttest"
)

// laid gives a document of charts its pages, after so many lines of text.
func laid(t *testing.T, charts, lines int) (*paper, *layout.Flow) {
	t.Helper()
	text := &report.Text{}
	for range lines {
		text.Paragraphs = append(text.Paragraphs, report.Paragraph{Runs: []report.Run{{Text: "Une ligne."}}})
	}
	doc := reporttest.DocumentOf(report.Section{Kind: "text", Title: "Texte", Blocks: []report.Block{{Text: text}}})
	for range charts {
		doc.Sections = append(doc.Sections, reporttest.TrendOf(reporttest.Monthly()))
	}
	d := newPaper(doc, false)
	f, err := d.lay(t.Context(), layout.Flow{Top: 40, Bottom: 796, FirstTop: 40, FirstBottom: 796})
	if err != nil {
		t.Fatal(err)
	}
	return d, f
}

// Charts stand lower where that saves a page, all of them alike, and keep their height where it does not.
func TestCloserWhereThatSavesAPage(t *testing.T) {
	heights := map[float64]bool{}
	pages := map[int]int{}
	for lines := range 40 {
		_, f := laid(t, 3, lines)
		own := map[float64]bool{}
		for _, page := range f.Pages {
			for _, p := range page {
				if p.Height > 100 {
					own[p.Height], heights[p.Height] = true, true
				}
			}
		}
		if len(own) != 1 {
			t.Fatalf("after %d lines charts have the heights %v", lines, own)
		}
		pages[lines] = len(f.Pages)
		if lines > 0 && pages[lines] < pages[lines-1] {
			t.Errorf("%d lines take %d pages, one less %d", lines, pages[lines], pages[lines-1])
		}
	}
	if len(heights) < 3 {
		t.Errorf("charts have the heights %v only", heights)
	}
}

// The closest pages have no fault.
func TestClosestPagesHaveNoFault(t *testing.T) {
	usual := densities
	densities = usual[len(usual)-1:]
	defer func() { densities = usual }()
	faults, err := pagecheck.Check(draw(t, reporttest.Sample()))
	if err != nil || len(faults) > 0 {
		t.Errorf("faults %v, error %v", faults, err)
	}
}
