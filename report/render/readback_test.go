package render

import (
	"context"
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/pdftext"
	"bilan/report/reporttest"
)

// The texts of pages and tags are read back as they were written, in every script of the sample document.
func TestReadBack(t *testing.T) {
	doc := &report.Document{Lang: "fr-FR", Company: "Maison Lenoir", Accent: "#1f4e5f", Headline: "Un titre", Sections: []report.Section{reporttest.HeatSection(reporttest.RegionHeat(), "Régions", "k€")}}
	doc.Title = "Émilie Brès (très bien) \\ Łódź"
	pdf, err := PDF(context.Background(), doc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	list, err := pdftext.Read(pdf)
	if err != nil {
		t.Fatal(err)
	}
	pages, tags := "", ""
	for _, text := range list {
		if text.Page > 0 {
			pages += text.Text + "\n"
		} else {
			tags += text.Text + "\n"
		}
	}
	for _, want := range []string{doc.Title, doc.Company} {
		if !strings.Contains(pages, want) {
			t.Errorf("no page holds %q:\n%s", want, pages)
		}
	}
	if !strings.Contains(tags, doc.Title) {
		t.Errorf("no tag holds %q:\n%s", doc.Title, tags)
	}
	if _, err := pdftext.Read([]byte("%PDF-1.7\n")); err == nil {
		t.Error("a file without texts was read")
	}
}
