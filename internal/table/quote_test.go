package table

import "testing"

// A quoted name or text has the same value in SQL, whatever quotes it contains.
func TestQuotes(t *testing.T) {
	for got, want := range map[string]string{Ident(`a "b"`): `"a ""b"""`, Ident(""): `""`, Literal("l'été"): "'l''été'", Literal(""): "''"} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
