package packpage

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"bilan/templates/packs"
)

const (
	largest = 120_000 // the size of a picture at most, in bytes
	colours = 256
	dots    = "80" // the resolution of a picture, in dots per inch
)

// Each pack's page has a picture of the pack's first page, drawn from the French example. make docs draws it again where
// pdftoppm is installed.
func TestPagesHavePictures(t *testing.T) {
	if *update {
		drawPictures(t)
	}
	for _, name := range packs.Names() {
		data, err := os.ReadFile(filepath.Join(folder, name+".png"))
		if err != nil {
			t.Error(err)
			continue
		}
		drawn, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		paletted, ok := drawn.(*image.Paletted)
		if size := drawn.Bounds().Size(); !ok || len(paletted.Palette) > colours || len(data) > largest || size.X < 600 || size.Y < 800 {
			t.Errorf("%s: %d bytes, %v, %T", name, len(data), size, drawn)
		}
		if page, err := Page(name); err != nil || !bytes.Contains([]byte(page), []byte("]("+name+".png)")) {
			t.Errorf("%s: the page does not show it: %v", name, err)
		}
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.png"))
	if err != nil || len(files) != len(packs.Names()) {
		t.Errorf("%d pictures of %d packs: %v", len(files), len(packs.Names()), err)
	}
}

// drawPictures draws the pictures with bin/bilan, from a copy of the French example. Its data files get the date of the
// Monday after their last day, so that they count as fresh.
func drawPictures(t *testing.T) {
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Log("no pdftoppm: the pictures stay as they are")
		return
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	work := t.TempDir()
	if err := os.CopyFS(filepath.Join(work, "examples"), os.DirFS(filepath.Join(root, "examples"))); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(work, "examples/data/*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		monday := time.Date(2026, 11, 16, 6, 0, 0, 0, time.UTC)
		if err := os.Chtimes(file, monday, monday); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(filepath.Join(root, "config.example.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(work, "config.yaml"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	var example struct {
		Reports map[string]struct {
			Pack string
			Send struct{ Every string }
		}
	}
	if err := yaml.Unmarshal(text, &example); err != nil {
		t.Fatal(err)
	}
	for report, r := range example.Reports {
		if r.Pack == "" {
			continue
		}
		period := map[string]string{"week": "2026-W46", "month": "2026-10", "quarter": "2026-Q3"}[r.Send.Every]
		run(t, work, filepath.Join(root, "bin/bilan"), "render", "-c", "config.yaml", report, "--period", period, "-o", r.Pack+".pdf")
		run(t, work, "pdftoppm", "-r", dots, "-png", "-f", "1", "-l", "1", "-singlefile", r.Pack+".pdf", r.Pack)
		if err := os.WriteFile(filepath.Join(folder, r.Pack+".png"), inFewColours(t, filepath.Join(work, r.Pack+".png")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func run(t *testing.T, folder, program string, args ...string) {
	t.Helper()
	c := exec.Command(program, args...)
	c.Dir = folder
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", c.Args, err, out)
	}
}

// inFewColours returns a picture reduced to its most frequent colours.
func inFewColours(t *testing.T, file string) []byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	full, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[color.RGBA]int{}
	for y := range full.Bounds().Dy() {
		for x := range full.Bounds().Dx() {
			r, g, b, _ := full.At(x, y).RGBA()
			counts[color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}]++
		}
	}
	var used []color.RGBA
	for c := range counts {
		used = append(used, c)
	}
	slices.SortFunc(used, func(a, b color.RGBA) int {
		return cmp.Or(counts[b]-counts[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	var palette color.Palette
	for _, c := range used[:min(len(used), colours)] {
		palette = append(palette, c)
	}
	few := image.NewPaletted(full.Bounds(), palette)
	draw.Draw(few, few.Bounds(), full, image.Point{}, draw.Src)
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, few); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
