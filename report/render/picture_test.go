package render

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image"
	imagecolor "image/color"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"bilan/report"
	"bilan/report/reporttest"
)

// picture draws the document and compares each page with testdata/pages/<name>-<page>.png, which -update writes. A
// picture shows what the texts of a file do not: a bar that moved, a missing label, another colour.
func picture(t *testing.T, name string, d *report.Document) {
	t.Helper()
	pages := raster(t, draw(t, d))
	kept, err := filepath.Glob(filepath.Join("testdata", "pages", name+"-[0-9]*.png"))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		for _, file := range kept {
			_ = os.Remove(file)
		}
	} else if len(kept) != len(pages) {
		t.Errorf("%s has %d pages, %d are kept (go test -run %s -update writes them)", name, len(pages), len(kept), t.Name())
	}
	for i, page := range pages {
		comparePage(t, fmt.Sprintf("%s-%d.png", name, i+1), page)
	}
}

func comparePage(t *testing.T, file string, page *image.RGBA) {
	t.Helper()
	path := filepath.Join("testdata", "pages", file)
	if *update {
		writePNG(t, path, fewColors(page))
		return
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
		return
	}
	kept, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if what := unlike(rgba(kept), page); what != "" {
		got := filepath.Join(os.TempDir(), "bilan-"+file)
		writePNG(t, got, page)
		t.Errorf("%s: %s; now it looks like %s (if that is right: go test -run %s -update)", file, what, got, t.Name())
	}
}

// raster renders the pages with poppler, one pixel per point.
func raster(t *testing.T, pdf []byte) []*image.RGBA {
	t.Helper()
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		if testing.Short() {
			t.Skip("pdftoppm is not installed")
		}
		t.Fatal("pictures of pages need pdftoppm: on Debian and Ubuntu sudo apt-get install poppler-utils")
	}
	c := exec.Command("pdftoppm", "-r", "72", "-")
	c.Stdin = bytes.NewReader(pdf)
	out, err := c.Output()
	if err != nil {
		t.Fatalf("pdftoppm: %v", err)
	}
	var pages []*image.RGBA
	for len(out) > 0 {
		var w, h, most int
		if _, err := fmt.Sscanf(string(out[:min(len(out), 40)]), "P6\n%d %d\n%d\n", &w, &h, &most); err != nil || most != 255 {
			t.Fatalf("pdftoppm wrote no picture: %v", err)
		}
		out = out[len(fmt.Sprintf("P6\n%d %d\n%d\n", w, h, most)):]
		page := image.NewRGBA(image.Rect(0, 0, w, h))
		for i := range w * h {
			copy(page.Pix[4*i:], out[3*i:3*i+3])
			page.Pix[4*i+3] = 255
		}
		out = out[3*w*h:]
		pages = append(pages, page)
	}
	return pages
}

// fewColors reduces a page to its 256 most frequent colours, of 16 steps per channel, so that the file is small.
func fewColors(page *image.RGBA) *image.Paletted {
	step := func(v uint8) uint8 { return uint8((int(v)*15 + 127) / 255 * 17) }
	seen := map[imagecolor.RGBA]int{}
	for i := 0; i < len(page.Pix); i += 4 {
		c := imagecolor.RGBA{R: step(page.Pix[i]), G: step(page.Pix[i+1]), B: step(page.Pix[i+2]), A: 255}
		page.Pix[i], page.Pix[i+1], page.Pix[i+2] = c.R, c.G, c.B
		seen[c]++
	}
	colors := slices.SortedFunc(maps.Keys(seen), func(a, b imagecolor.RGBA) int {
		return cmp.Or(cmp.Compare(seen[b], seen[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var palette imagecolor.Palette
	for _, c := range colors[:min(len(colors), 256)] {
		palette = append(palette, c)
	}
	small := image.NewPaletted(page.Rect, palette)
	index := map[imagecolor.RGBA]uint8{}
	for i := range small.Pix {
		c := imagecolor.RGBA{R: page.Pix[4*i], G: page.Pix[4*i+1], B: page.Pix[4*i+2], A: 255}
		n, ok := index[c]
		if !ok {
			n = uint8(palette.Index(c))
			index[c] = n
		}
		small.Pix[i] = n
	}
	return small
}

func writePNG(t *testing.T, path string, img image.Image) {
	t.Helper()
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func rgba(img image.Image) *image.RGBA {
	out := image.NewRGBA(img.Bounds())
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.Set(x, y, img.At(x, y))
		}
	}
	return out
}

// TestPictures draws each kind of block alone.
func TestPictures(t *testing.T) {
	for name, s := range map[string]report.Section{
		"cards": reporttest.Scorecard(), "bullets": reporttest.TargetTable(), "columns": {Title: "Chiffre d’affaires HT par mois", Unit: "k€", Blocks: []report.Block{{Columns: reporttest.Monthly()}}},
		"line": {Title: "Chiffre d’affaires HT par semaine", Unit: "k€", Blocks: []report.Block{{Line: reporttest.Weekly()}}},
		"bars": reporttest.Breakdown(), "funnel": reporttest.Pipeline(), "text": reporttest.Prose(),
		"sparkline": reporttest.Block(report.Block{Cards: &report.Cards{Cards: []report.Card{
			{Label: "Avec un trou", Value: "47\u00a0j", Spark: []*float64{reporttest.Ptr(44), reporttest.Ptr(45), nil, reporttest.Ptr(46), reporttest.Ptr(43), reporttest.Ptr(48)}, SparkNote: "6 mois", SparkEnds: [2]string{"44", "48"}},
			{Label: "Toujours égal", Value: "7", Spark: reporttest.Series(7, 7, 7, 7), SparkNote: "4 mois", SparkEnds: [2]string{"7", "7"}}, {Label: "Un seul mois", Value: "3", Spark: reporttest.Series(3), SparkEnds: [2]string{"3", "3"}}}}}),
	} {
		t.Run(name, func(t *testing.T) { picture(t, name, reporttest.DocumentOf(s)) })
	}
}

// TestPicturesNotice changes what a reader would see, and checks that the comparison of pictures fails.
func TestPicturesNotice(t *testing.T) {
	of := func(change func(*report.TimeChart)) *image.RGBA {
		c := reporttest.Monthly()
		change(c)
		out, err := PDF(context.Background(), reporttest.DocumentOf(report.Section{Title: "Essai", Blocks: []report.Block{{Columns: c}}}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		return raster(t, out)[0]
	}
	kept := rgba(fewColors(of(func(*report.TimeChart) {})))
	if what := unlike(kept, of(func(*report.TimeChart) {})); what != "" {
		t.Errorf("the same page: %s", what)
	}
	for name, change := range map[string]func(*report.TimeChart){
		"a column that is three points taller": func(c *report.TimeChart) { c.AC[6].Value = reporttest.Ptr(*c.AC[6].Value + 60) },
		"a label that is gone":                 func(c *report.TimeChart) { c.AC[3].Label = "" },
		"a variance's label that is gone":      func(c *report.TimeChart) { c.DeltaPL[9].Label = "" },
		"a variance of another colour":         func(c *report.TimeChart) { c.DeltaPL[9].Tone = report.Bad },
		"an open period drawn as a closed one": func(c *report.TimeChart) { c.AC[10].Open = false },
		"a category without its name":          func(c *report.TimeChart) { c.Categories[4] = "" },
	} {
		if unlike(kept, of(change)) == "" {
			t.Errorf("%s is not noticed", name)
		}
	}
}
