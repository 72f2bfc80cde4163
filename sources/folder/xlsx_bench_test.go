package folder

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"bilan/internal/config"

	"github.com/xuri/excelize/v2"
)

// BenchmarkXLSX types and writes a workbook of 50,000 orders.
func BenchmarkXLSX(b *testing.B) {
	dir := b.TempDir()
	f := excelize.NewFile()
	s, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	day, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
	start := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	_ = s.SetRow("A1", []any{"order", "day", "rep", "customer", "product", "quantity", "amount", "won"})
	for i := range 50_000 {
		_ = s.SetRow(fmt.Sprintf("A%d", i+2), []any{i + 1, excelize.Cell{StyleID: day, Value: start.AddDate(0, 0, i%300)}, fmt.Sprintf("R%03d", i%40),
			fmt.Sprintf("Société %d", i%5000), "Fauteuil réglable", i % 50, float64(i*37%2_500_000) / 100, i%3 == 0})
	}
	if err := s.Flush(); err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(dir, "t.xlsx")
	if err := f.SaveAs(path); err != nil {
		b.Fatal(err)
	}
	old := time.Unix(1, 0)
	if err := os.Chtimes(path, old, old); err != nil {
		b.Fatal(err)
	}
	folder, err := Open("x", config.Source{Files: dir}, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
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
