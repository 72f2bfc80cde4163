package parquet

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"bilan/internal/table"
)

// TestTextsWithNumbers writes and reads back few and many texts, short and long ones, directly and taken from other
// groups.
func TestTextsWithNumbers(t *testing.T) {
	columns := []table.Column{{Name: "t"}}
	for _, c := range []struct{ distinct, rows, part int }{{1, 10, 3}, {300, 5000, 700}, {9_000, 60_000, 20_000}, {70_000, 130_000, 30_000}, {200_000, 200_000, 9_000}} {
		random := rand.New(rand.NewPCG(1, uint64(c.rows)))
		direct, taken := written(t, columns), written(t, columns)
		part := NewGroup(columns, nil)
		want := []string{"columns"}
		for i := range c.rows {
			text := []byte(fmt.Sprintf("%0*d", random.IntN(2)*30, random.IntN(c.distinct)))
			if random.IntN(50) == 0 {
				direct.w.Columns[0].Null()
				part.Columns[0].Null()
				want = append(want, "|null")
			} else {
				direct.w.Columns[0].Text(text)
				part.Columns[0].Text(text)
				want = append(want, fmt.Sprintf("|%q", text))
			}
			if err := direct.w.EndRow(); err != nil {
				t.Fatal(err)
			}
			if i%c.part == c.part-1 || i == c.rows-1 {
				if err := taken.w.Take(part); err != nil {
					t.Fatal(err)
				}
				part.Reset()
			}
		}
		for name, w := range map[string]writing{"direct": direct, "taken": taken} {
			if got := w.rows(t); !slices.Equal(got[1:], want[1:]) {
				t.Errorf("%s: %d texts in %d rows are not read back", name, c.distinct, c.rows)
			}
		}
	}
}

// TestKeysOfTexts checks that texts with equal beginnings and ends are distinguished.
func TestKeysOfTexts(t *testing.T) {
	d := newDistinct()
	var keys []string
	for n := range 40 {
		base := []byte("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"[:n])
		keys = append(keys, string(base))
		for i := range base {
			other := slices.Clone(base)
			other[i] = '_'
			keys = append(keys, string(other))
		}
	}
	for i, k := range keys {
		if d.find([]byte(k)).size != 0 {
			t.Fatalf("%q is there already", k)
		}
		d.add([]byte(k), []byte(k), false)
		for j := range keys[:i+1] {
			if s := d.find([]byte(keys[j])); s.size == 0 || int(s.code) != j {
				t.Fatalf("%q is not found", keys[j])
			}
		}
	}
}
