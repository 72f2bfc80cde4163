// Command generate writes the example data: the CSV exports and the logo of Maison Lenoir, and the SQLite database of
// Alder & Finch. It simulates two made-up companies and writes their files. It uses its own random numbers and never
// reads the clock, so it always writes the same bytes.
package main

import (
	"flag"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
)

// accent is Maison Lenoir's colour, as in config.example.yaml.
var accent = color.RGBA{0x1f, 0x4e, 0x5f, 0xff}

func main() {
	into := flag.String("o", "examples", "`folder` to write into")
	flag.Parse()
	if err := generate(*into); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(into string) error {
	if err := os.MkdirAll(filepath.Join(into, "data"), 0o755); err != nil {
		return err
	}
	for _, s := range lenoir().sheets() {
		b, err := s.frenchCSV()
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(into, "data", s.name+".csv"), b, 0o644); err != nil {
			return err
		}
	}
	b, err := encodePNG(logo(accent))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(into, "logo.png"), b, 0o644); err != nil {
		return err
	}
	return writeSQLite(filepath.Join(into, "english.db"), finch().sheets())
}

// sheets returns all exports of a company, with its own names for tables and columns.
func (w *world) sheets() []*sheet {
	b := w.drawBook()
	list := []*sheet{
		w.rosterSheet(), w.customerSheet(), w.productSheet(), b.orderSheet(), b.lineSheet(), b.splitSheet(), b.invoiceSheet(), w.quotaSheet(), w.commitSheet(), w.budgetSheet(),
		b.quoteSheet(), b.dealSheet(), b.dealStageSheet(), w.drawLeads(b), w.campaignSheet(), w.cartSheet(b), w.activitySheet(), w.surveySheet(b), w.ticketSheet(b),
		w.actionSheet(), w.skillSheet(),
	}
	for _, s := range list {
		s.translate(w.headers)
	}
	return list
}
