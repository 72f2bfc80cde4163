package parquet

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"bilan/internal/table"
	"bilan/sources/parquettest"
)

// TestRowsTakenInPieces checks that rows are unchanged when another group takes them in pieces of any size.
func TestRowsTakenInPieces(t *testing.T) {
	columns := []table.Column{{Name: "i", Kind: table.Integer}, {Name: "t"}, {Name: "b", Kind: table.Bool}, {Name: "d", Kind: table.Date},
		{Name: "w", Kind: table.Decimal, Width: 38}}
	for round := range 40 {
		random := rand.New(rand.NewPCG(9, uint64(round)))
		want, got := written(t, columns), written(t, columns)
		for range 6 {
			part := NewGroup(columns, nil)
			nulls := random.IntN(3) * random.IntN(3)
			for range 1 + random.IntN(40) {
				seed := random.Uint64()
				putRow(want.w, rand.New(rand.NewPCG(seed, 1)), nulls)
				putRow(part, rand.New(rand.NewPCG(seed, 1)), nulls)
			}
			for left := part.Rows(); left > 0; {
				n := 1 + random.IntN(left)
				for i, c := range got.w.Columns {
					c.take(part.Columns[i], n)
				}
				left -= n
			}
		}
		if a, b := got.rows(t), want.rows(t); !slices.Equal(a, b) {
			t.Fatalf("round %d: %q, want %q", round, a, b)
		}
	}
}

// TestFullGroups checks that row groups have the engine's size, whatever the size of the pieces.
func TestFullGroups(t *testing.T) {
	columns := []table.Column{{Name: "i", Kind: table.Integer}}
	var sizes []int
	w := NewGroup(columns, func(c []*Column) error { sizes = append(sizes, c[0].rows); return nil })
	for range 4 {
		part := NewGroup(columns, nil)
		for i := range 100_000 {
			part.Columns[0].Int64(int64(i))
		}
		if err := w.Take(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if want := []int{groupRows, groupRows, groupRows, 400_000 - 3*groupRows}; !slices.Equal(sizes, want) {
		t.Errorf("groups of %v rows, want %v", sizes, want)
	}
}

func putRow(w *Group, random *rand.Rand, nulls int) {
	for _, c := range w.Columns {
		switch v := random.Uint64(); {
		case random.IntN(10) < nulls:
			c.Null()
		case c.Kind == table.Integer:
			c.Int64(int64(v))
		case c.Kind == table.Bool:
			c.Bool(v%2 == 0)
		case c.Kind == table.Date:
			c.Int32(int32(v % 20000))
		case c.Kind == table.Decimal:
			c.Int128(v, v)
		default:
			c.Text([]byte("text"[:v%5]))
		}
	}
}

// writing is a file with the group whose rows it gets.
type writing struct {
	path string
	p    *Writer
	w    *Group
}

func written(t *testing.T, columns []table.Column) writing {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.parquet")
	p, err := Create(path, "t", columns)
	if err != nil {
		t.Fatal(err)
	}
	return writing{path, p, NewGroup(columns, p.Add)}
}

func (w writing) rows(t *testing.T) []string {
	t.Helper()
	if err := w.w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := w.p.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(w.path)
	if err != nil {
		t.Fatal(err)
	}
	return parquettest.Rows(b)
}
