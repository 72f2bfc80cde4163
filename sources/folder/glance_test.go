package folder

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/table"
	"bilan/sources/input"
	"bilan/sources/preparation"
)

// prepareWith prepares a file. It plans the columns from the first sample rows, or from all rows if sample is 0.
func prepareWith(ctx context.Context, t *testing.T, path string, d config.Dialect, sample int64) (*preparation.Preparation, []byte, error) {
	t.Helper()
	folder, err := Open("x", config.Source{Files: filepath.Dir(path), CSV: d}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	opened, err := folder.openAll(ctx, folder.tables["t"])
	if err != nil {
		t.Fatal(err)
	}
	defer input.CloseAll(opened)
	p, err := folder.preparation(folder.tables["t"], opened, folder.log)
	if err != nil {
		return nil, nil, err
	}
	var files []table.File
	if sample > 0 {
		p.Sample = sample
		files, err = p.Run(ctx, t.TempDir())
	} else if err = p.Decide(ctx); err == nil {
		files, err = p.Write(ctx, t.TempDir())
	}
	if err != nil {
		return p, nil, err
	}
	b, err := os.ReadFile(files[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	return p, b, nil
}

// kinds are cells that occur together, each with odd cells that occur among them.
var kinds = []struct{ usual, odd []string }{
	{[]string{"1", "20", "300"}, []string{"1 234", "0412", "1,5", "1.5", "1,234", "1.234", "12 €", "12 %", "x", "12E3", "1E+3", "+5", "12345678901234567890", "-"}},
	{[]string{"1,5", "2,25", "-3,1", "1 000,5"}, []string{"1,2345", "1.5", "1.234", "12", "12,5 €", "12,5 $", "5 %", "n.c.", "007,5", "1234567890123456,78", ""}},
	{[]string{"1.5", "2.25"}, []string{"1,5", "1,234", "1,234.5", "12", "x"}},
	{[]string{"12 %", "5 %", "0"}, []string{"12", "12,5 %", "1,234 %"}},
	{[]string{"12 €", "5 €"}, []string{"12", "12 $", "12,5 €"}},
	{[]string{"01/02/2026", "03/04/2026"}, []string{"31/12/2026", "12/31/2026", "2026-01-01", "01/02/2026 10:00", "32/01/2026", "x"}},
	{[]string{"31/12/2026", "01/02/2026"}, []string{"12/31/2026", "2026-01-01", "31/12/2026 10:00", "x"}},
	{[]string{"2026-01-01", "2026-12-31"}, []string{"01/02/2026", "31/12/2026", "2026-01-01 10:00", "2026-01-01T10:00Z", "20260101"}},
	{[]string{"2026-01-01 10:00", "2026-01-01"}, []string{"2026-01-01T10:00Z", "x"}},
	{[]string{"true", "false"}, []string{"1", "x", "oui"}},
	{[]string{"a", "b", "été"}, []string{"1", "1,5", "31/12/2026", "true"}},
	{[]string{"", "-"}, []string{"1", "x", "31/12/2026", "1,234"}},
	{[]string{"012", "7"}, []string{"x", "1,5"}},
	{[]string{"1,234", "5,678"}, []string{"1,5", "1.5", "1,234,567"}},
}

// randomFile makes rows with a few odd cells.
func randomFile(random *rand.Rand) string {
	columns := make([]int, 1+random.IntN(3))
	var b strings.Builder
	for i := range columns {
		columns[i] = random.IntN(len(kinds))
		fmt.Fprintf(&b, "c%d\t", i)
	}
	b.WriteString("\n")
	rows, oddities := 5+random.IntN(60), random.IntN(4)
	for range rows {
		for _, k := range columns {
			from := kinds[k].usual
			if random.IntN(rows) < oddities {
				from = kinds[k].odd
			}
			b.WriteString(from[random.IntN(len(from))] + "\t")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestFirstLookAgreesWithFullLook checks that a plan from the first rows gives the same result as one from all rows,
// with one exception: a column that begins as plain text remains text.
func TestFirstLookAgreesWithFullLook(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	const rounds = 600
	same, text := 0, 0
	for range rounds {
		path := filepath.Join(t.TempDir(), "t.csv")
		content := randomFile(random)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		d := config.Dialect{Delimiter: "tab", BadRows: []string{"", "skip"}[random.IntN(2)], Decimal: []string{"", "", ","}[random.IntN(3)]}
		full, want, fullErr := prepareWith(t.Context(), t, path, d, 0)
		glanced, got, err := prepareWith(t.Context(), t, path, d, int64(1+random.IntN(8)))
		if fmt.Sprint(err) == fmt.Sprint(fullErr) && bytes.Equal(got, want) {
			same++
			continue
		}
		if fullErr == nil && err != nil {
			t.Fatalf("only the first look fails: %v\n%s", err, content)
		}
		plainText := false
		for i, g := range glanced.Plans {
			plainText = plainText || g.Kind == table.Text
			if f := full.Plans[i]; fullErr == nil && g.Column != f.Column && g.Kind != table.Text {
				t.Fatalf("column %d is %v, from all cells %v\n%s", i, g.Column, f.Column, content)
			}
		}
		if !plainText {
			t.Fatalf("%v, from all cells %v\n%s", err, fullErr, content)
		}
		text++
	}
	t.Logf("%d the same, %d with a column that stays text", same, text)
	if same < rounds*9/10 {
		t.Errorf("only %d of %d files are read alike", same, rounds)
	}
}
