package locale

import (
	"slices"
	"testing"
)

// Headings without a year get the given year, and the next one when the months begin again. Headings with a year keep
// it.
func TestHeadings(t *testing.T) {
	days := func(list []Heading) (all [][2]int32) {
		for _, h := range list {
			all = append(all, [2]int32{h.Year, h.Month})
		}
		return all
	}
	for _, c := range []struct {
		texts       []string
		year        int
		want        [][2]int32
		stray       string
		undated, ok bool
	}{
		{[]string{"Nov.", "Déc.", "Janv."}, 2025, [][2]int32{{2025, 11}, {2025, 12}, {2026, 1}}, "", true, true},
		{[]string{"Oct", "Janv"}, 0, [][2]int32{{0, 10}, {1, 1}}, "", true, true},
		{[]string{"avr-26", "2026-05"}, 0, [][2]int32{{2026, 4}, {2026, 5}}, "", false, true},
		{[]string{"T3", "T4", "T1"}, 2026, [][2]int32{{2026, 7}, {2026, 10}, {2027, 1}}, "", true, true},
		{[]string{"Oct", "Total"}, 2026, [][2]int32{{2026, 10}, {0, 0}}, "Total", true, true},
		{[]string{"Nord", "Sud"}, 2026, [][2]int32{{0, 0}, {0, 0}}, "Nord", false, false},
	} {
		got, stray, undated, ok := Headings(c.texts, c.year)
		if !slices.Equal(days(got), c.want) || stray != c.stray || undated != c.undated || ok != c.ok {
			t.Errorf("%v: %v, %q, %v, %v", c.texts, days(got), stray, undated, ok)
		}
	}
}
