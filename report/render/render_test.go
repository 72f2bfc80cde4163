package render

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"bilan/report"
	"bilan/report/reporttest"
)

var update = flag.Bool("update", false, "write testdata again")

// draw makes the PDF and checks what every document must be: it is valid, drawing it again gives the same bytes, and no
// text is printed over another.
func draw(t *testing.T, d *report.Document) []byte {
	t.Helper()
	out, err := PDF(context.Background(), d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	again, err := PDF(context.Background(), d, Options{})
	if err != nil || !bytes.Equal(out, again) {
		t.Errorf("made again the file is another one (%v)", err)
	}
	valid(t, out)
	checkPages(t, readPDF(t, out))
	return out
}

// valid checks the file with the validators that are installed: pdfcpu in strict mode, and qpdf.
func valid(t *testing.T, pdf []byte) {
	t.Helper()
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationStrict
	if err := api.Validate(bytes.NewReader(pdf), conf); err != nil {
		t.Errorf("pdfcpu: %v", err)
	}
	if _, err := exec.LookPath("qpdf"); err != nil {
		return
	}
	if out, err := piped(pdf, "qpdf", "--check", "-"); err != nil || strings.Contains(out, "WARNING") {
		t.Errorf("qpdf: %v\n%s", err, out)
	}
}

// piped runs a command on the file, which it writes to disk because qpdf needs that.
func piped(pdf []byte, name string, args ...string) (string, error) {
	f, err := os.CreateTemp("", "*.pdf")
	if err != nil {
		return "", err
	}
	defer os.Remove(f.Name())
	if _, err := f.Write(pdf); err != nil {
		return "", err
	}
	if err := f.Close(); err != nil {
		return "", err
	}
	for i, a := range args {
		if a == "-" {
			args[i] = f.Name()
			break
		}
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	return string(out), err
}

func TestSample(t *testing.T) {
	d := reporttest.Sample()
	out := draw(t, d)
	text := textOf(readPDF(t, out))
	for _, want := range figures(d) {
		if !strings.Contains(text, want) {
			t.Errorf("%q is on no page", want)
		}
	}
	for _, want := range []string{"page 1 sur 4", "page 4 sur 4", "Détail des affaires signées (suite)", "Arrêté au 15\u00a0novembre 2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is on no page", want)
		}
	}
}

// TestPeriodOnPaper checks that a page has the document's period at its top and bottom, and a section its own only if
// that differs.
func TestPeriodOnPaper(t *testing.T) {
	d := reporttest.Sample()
	d.Sections = d.Sections[:2]
	d.Sections[0].Note, d.Sections[1].Note = d.Period, "cumul 2026"
	d.Subtitle = d.Period + " — R réalisé"
	text := textOf(readPDF(t, draw(t, d)))
	if pages, got := strings.Count(text, "page "), strings.Count(text, d.Period); got != pages+1 || !strings.Contains(text, "cumul 2026") {
		t.Errorf("the period stands %d times on %d pages:\n%s", got, pages, text)
	}
	d.Sections[0].Note = d.Period + " — R, Obj."
	if text := textOf(readPDF(t, draw(t, d))); strings.Contains(text, d.Period+" — R, Obj.") || !strings.Contains(text, "R, Obj.") {
		t.Errorf("the scenarios of a section are not alone:\n%s", text)
	}
	if d.Sections[0].Note != d.Period+" — R, Obj." {
		t.Error("drawing changed the document")
	}
}

// figures are the numbers of a document that must be printed.
func figures(d *report.Document) []string {
	var all []string
	add := func(texts ...string) {
		for _, s := range texts {
			if s != "" {
				all = append(all, s)
			}
		}
	}
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			switch {
			case b.Cards != nil:
				for _, c := range b.Cards.Cards {
					add(c.Value, c.SparkEnds[0], c.SparkEnds[1])
					for _, l := range c.Lines {
						add(l.Text)
					}
				}
			case b.Table != nil:
				for _, r := range b.Table.Rows {
					for _, c := range r.Cells {
						add(c.Text)
					}
				}
			case b.Bars != nil:
				for _, r := range b.Bars.Bars {
					add(r.Text, r.DeltaTxt, r.PctTxt)
				}
			case b.Funnel != nil:
				for _, r := range b.Funnel.Stages {
					add(r.CountTxt, r.AmtTxt, r.WgtTxt)
				}
			case b.Columns != nil:
				for _, points := range [][]report.Point{b.Columns.AC, b.Columns.DeltaPL, b.Columns.DeltaPLPct} {
					for _, p := range points {
						add(p.Label)
					}
				}
			}
		}
	}
	return all
}

func TestPdftotext(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	d := reporttest.Sample()
	out, err := piped(draw(t, d), "pdftotext", "-layout", "-", "/dev/stdout")
	if err != nil {
		t.Fatal(err, out)
	}
	plainSpaces := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	out = plainSpaces.Replace(out)
	for _, want := range append(figures(d), "Αλεξάνδρα Παππά", "Юлия Соколова", "Nguyễn Văn An", "Łódź Logistics") {
		if !strings.Contains(out, plainSpaces.Replace(want)) {
			t.Errorf("pdftotext does not give %q back", want)
		}
	}
}

func TestFontsEmbedded(t *testing.T) {
	out := draw(t, reporttest.Sample())
	if n, m := bytes.Count(out, []byte("/Type /FontDescriptor")), bytes.Count(out, []byte("/FontFile2 ")); n == 0 || n != m {
		t.Errorf("%d fonts, %d of them embedded", n, m)
	}
	if bytes.Contains(out, []byte("/Helvetica")) || bytes.Contains(out, []byte("DejaVu")) {
		t.Error("a font that the document does not need")
	}
}

func TestProperties(t *testing.T) {
	out := draw(t, reporttest.Sample())
	info, err := api.PDFInfo(bytes.NewReader(out), "", nil, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{info.Title, info.Author, info.Subject, info.Creator}
	want := []string{"Suivi hebdomadaire des ventes · semaine 46 (9–15 nov. 2026)", "salesops@lenoir.example", "CA S46 412 k€ · 96 % de l’objectif ▼", "Bilan"}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("property %d: %q, want %q", i, got[i], want[i])
		}
	}
	for _, want := range []string{"/Lang (fr-FR)", "/CreationDate (D:20261116000000", "/ModDate (D:20261116000000", "/ID [<"} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("%q is missing", want)
		}
	}
	marks, err := api.Bookmarks(bytes.NewReader(out), nil)
	if err != nil || len(marks) != 8 || marks[1].Title != "Chiffre d’affaires HT par mois" || marks[2].PageFrom != 2 {
		t.Errorf("outline %+v: %v", marks, err)
	}
}

// TestFixture draws the document from its JSON, which must equal the document in Go.
func TestFixture(t *testing.T) {
	const file = "testdata/document.json"
	b, err := json.MarshalIndent(reporttest.Sample(), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var d report.Document
	if err := json.Unmarshal(kept, &d); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(draw(t, &d), draw(t, reporttest.Sample())) {
		t.Error("testdata/document.json is another document (go test -update writes it)")
	}
}

// TestBuiltDocuments draws the documents that report/build makes.
func TestBuiltDocuments(t *testing.T) {
	for _, name := range []string{"fr-FR", "en-GB"} {
		b, err := os.ReadFile("../build/testdata/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var d report.Document
		if err := json.Unmarshal(b, &d); err != nil {
			t.Fatal(err)
		}
		draw(t, &d)
	}
}

func TestNoDates(t *testing.T) {
	d := reporttest.Sample()
	d.Created = time.Time{}
	draw(t, d)
}

func TestLogo(t *testing.T) {
	d := reporttest.Sample()
	d.Logo = reporttest.LogoPNG(t, 300, 100)
	out := draw(t, d)
	if !bytes.Contains(out, []byte("/Subtype /Image")) || bytes.Contains(out, []byte("/SMask")) {
		t.Error("the logo is not there, or is transparent")
	}
	d.Logo = reporttest.LogoPNG(t, 4, 400)
	draw(t, d)
	d.Logo = []byte("GIF89a")
	if _, err := PDF(context.Background(), d, Options{}); err == nil || !strings.Contains(err.Error(), "logo: ") {
		t.Errorf("a logo that is no PNG: %v", err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := PDF(ctx, reporttest.Sample(), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestPanicIsAnError(t *testing.T) {
	if _, err := PDF(context.Background(), nil, Options{}); err == nil || !strings.HasPrefix(err.Error(), "draw document: ") {
		t.Errorf("got %v", err)
	}
}

func TestConcurrent(t *testing.T) {
	want := draw(t, reporttest.Sample())
	done := make(chan []byte)
	for range 4 {
		go func() {
			out, _ := PDF(context.Background(), reporttest.Sample(), Options{})
			done <- out
		}()
	}
	for range 4 {
		if !bytes.Equal(<-done, want) {
			t.Error("another file from another goroutine")
		}
	}
}
