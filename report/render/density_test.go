package render

import (
	"maps"
	"testing"

	"bilan/internal/pagecheck"
	"bilan/report"
	"bilan/report/layout"
	"bilan/report/reporttest"
)

// layOut divides a document of some lines of text and some charts into pages.
func layOut(t *testing.T, charts, lines int) (*paper, *layout.Flow) {
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
	f, err := d.layOutBest(t.Context(), layout.Flow{Top: 40, Bottom: 796, FirstTop: 40, FirstBottom: 796})
	if err != nil {
		t.Fatal(err)
	}
	return d, f
}

// Charts are lower if that saves a page, all by the same height; otherwise they keep their height.
func TestCloserWhereThatSavesAPage(t *testing.T) {
	all := map[float64]bool{}
	pages := map[int]int{}
	for lines := range 40 {
		_, f := layOut(t, 3, lines)
		own := heights(f)
		if maps.Copy(all, own); len(own) != 1 {
			t.Fatalf("after %d lines charts have the heights %v", lines, own)
		}
		pages[lines] = len(f.Pages)
		if lines > 0 && pages[lines] < pages[lines-1] {
			t.Errorf("%d lines take %d pages, one less %d", lines, pages[lines], pages[lines-1])
		}
	}
	if len(all) < 3 {
		t.Errorf("charts have the heights %v only", all)
	}
}

// heights are the heights of a flow's charts.
func heights(f *layout.Flow) map[float64]bool {
	list := map[float64]bool{}
	for _, page := range f.Pages {
		for _, p := range page {
			if p.Height > 100 {
				list[p.Height] = true
			}
		}
	}
	return list
}

// A single line on the last page is moved to the page before, even if no chart can be lower.
func TestNoPageOfOneLine(t *testing.T) {
	table := reporttest.TableOf(3, 20, "Nord")
	long := report.Section{Kind: "table", Title: "Lignes", Blocks: []report.Block{{Table: table}}}
	short := report.Section{Kind: "text", Title: "Note", Blocks: []report.Block{{Text: &report.Text{Paragraphs: []report.Paragraph{{Runs: []report.Run{{Text: "Une ligne."}}}}}}}}
	d := newPaper(reporttest.DocumentOf(long, short), false)
	d.density = densities[0]
	pieces, err := d.pieces(t.Context(), 700, 700)
	if err != nil {
		t.Fatal(err)
	}
	bottom := 40 + layout.Length(pieces, true) - 10 // 10 points too high for one page with the usual spacing
	f, err := d.layOutBest(t.Context(), layout.Flow{Top: 40, Bottom: bottom, FirstTop: 40, FirstBottom: bottom})
	if err != nil || len(f.Pages) != 1 {
		t.Errorf("%d pages, error %v", len(f.Pages), err)
	}
}

// A long document keeps the usual spacing, even if a closer one would save a page.
func TestLongDocumentsAreSetAsUsual(t *testing.T) {
	_, alone := layOut(t, 1, 0)
	for lines := 500; lines < 540; lines++ {
		if _, f := layOut(t, 3, lines); !maps.Equal(heights(f), heights(alone)) {
			t.Errorf("after %d lines charts have the heights %v, want %v", lines, heights(f), heights(alone))
		}
	}
}

// A document with the closest spacing has no layout fault.
func TestClosestPagesHaveNoFault(t *testing.T) {
	usual := densities
	densities = usual[len(usual)-1:]
	defer func() { densities = usual }()
	faults, err := pagecheck.Check(draw(t, reporttest.Sample()))
	if err != nil || len(faults) > 0 {
		t.Errorf("faults %v, error %v", faults, err)
	}
}
