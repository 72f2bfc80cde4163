package table

import "testing"

// A name or a text stays what it is in SQL, whatever quotes it contains.
func TestQuotes(t *testing.T) {
	for got, want := range map[string]string{Ident(`a "b"`): `"a ""b"""`, Ident(""): `""`, Literal("l'été"): "'l''été'", Literal(""): "''"} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
