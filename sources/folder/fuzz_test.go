package folder

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"bilan/internal/config"

	"golang.org/x/text/encoding/charmap"
)

// FuzzPrepare checks that any bytes in any dialect are a table or an error, never a panic, and that preparing them
// twice gives the same bytes.
func FuzzPrepare(f *testing.F) {
	f.Add([]byte("a;b\n1;2,5\n"), "fr", "", uint8(0))
	f.Add([]byte("sep=,\na,b\n\"x\n\",1%\n"), "", "skip", uint8(1))
	f.Add([]byte("\xff\xfea\x00;\x00\n\x001\x00"), "", "", uint8(0))
	f.Add([]byte("a;janv;févr\n1;2;3\n"), "de", "skip", uint8(2))
	f.Add([]byte(`{"a": [1], "b": "2026-01-01"}`), "", "", uint8(4))
	f.Fuzz(func(t *testing.T, text []byte, locale, bad string, more uint8) {
		dir := t.TempDir()
		name := "t.csv"
		if more&4 != 0 {
			name = "t.json"
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
		src := config.Source{Files: dir, CSV: config.Dialect{Locale: locale, BadRows: bad}}
		src.CSV.Footer = int(more & 1)
		if more&2 != 0 {
			src.Tables = map[string]config.FileTable{"t": {File: name, Wide: config.Wide{Columns: "janv..févr", Into: "m", Value: "v", Year: 2026}}}
		}
		old := time.Unix(1, 0) // a file that was just written is not read at once
		if err := os.Chtimes(filepath.Join(dir, name), old, old); err != nil {
			t.Fatal(err)
		}
		folder, err := Open("x", src, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer folder.Close()
		first, err := folder.Prepare(t.Context(), "t", dir)
		second, again := folder.Prepare(t.Context(), "t", dir)
		if fmt.Sprint(err) != fmt.Sprint(again) {
			t.Fatalf("%v, then %v", err, again)
		}
		if err != nil {
			return
		}
		a, _ := os.ReadFile(first.Files[0].Path)
		b, _ := os.ReadFile(second.Files[0].Path)
		if !bytes.Equal(a, b) {
			t.Fatal("two preparations differ")
		}
	})
}

// frenchCSV is an export as old CRM programs write it: semicolons, decimal commas, some with a space between thousands,
// the day first, accents.
func frenchCSV(rows int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	customers := []string{"Société Générale", "Café de la Gare", "Boulangerie Müller", "Ets Lefèvre & Fils", "Hôtel du Nord"}
	products := []string{`"Écran 27"""`, "Clavier azerty", "Câble HDMI", "Fauteuil réglable"}
	var b bytes.Buffer
	b.WriteString("N° commande;Date;Commercial;Client;Produit;Qté;Montant HT;Statut\r\n")
	for i := range rows {
		cents := random.IntN(2_500_000)
		amount := fmt.Sprintf("%d,%02d", cents/100, cents%100)
		if cents >= 100_000 {
			amount = fmt.Sprintf("%d %03d,%02d", cents/100_000, cents/100%1000, cents%100)
		}
		fmt.Fprintf(&b, "%d;%02d/%02d/%d;R%03d;%s %d;%s;%d;%s;Gagné\r\n", i+1, 1+random.IntN(28), 1+random.IntN(12), 2023+random.IntN(4),
			random.IntN(40), customers[random.IntN(len(customers))], random.IntN(5000), products[random.IntN(len(products))], 1+random.IntN(50), amount)
	}
	text, err := charmap.Windows1252.NewEncoder().Bytes(b.Bytes())
	if err != nil {
		panic(err)
	}
	return text
}

// BenchmarkPrepare decodes, types and writes a French file.
func BenchmarkPrepare(b *testing.B) {
	dir := b.TempDir()
	text := frenchCSV(200_000)
	if err := os.WriteFile(filepath.Join(dir, "t.csv"), text, 0o600); err != nil {
		b.Fatal(err)
	}
	folder, err := Open("x", config.Source{Files: dir}, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		out := filepath.Join(dir, "out")
		if err := os.Mkdir(out, 0o700); err != nil {
			b.Fatal(err)
		}
		if _, err := folder.Prepare(b.Context(), "t", out); err != nil {
			b.Fatal(err)
		}
		if err := os.RemoveAll(out); err != nil {
			b.Fatal(err)
		}
	}
}
