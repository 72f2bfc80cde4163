package section

import (
	"reflect"
	"slices"
	"testing"

	"bilan/internal/config/figure"
)

func TestParseSays(t *testing.T) {
	text := func(s string) Phrase { return Phrase{Text: s} }
	for says, want := range map[string][]Phrase{
		"":                 nil,
		"nothing":          {text("nothing")},
		"{rows} deals":     {{Of: Value{Rows: true}}, text(" deals")},
		"{amount.total}":   {{Of: Value{Column: "amount", Total: true}}},
		"of {label}, open": {text("of "), {Of: Value{Column: "label"}}, text(", open")},
		"[late:day|{late} days]": {{Of: Value{Column: "late"}, Agrees: true, One: []Phrase{text("day")},
			More: []Phrase{{Of: Value{Column: "late"}}, text(" days")}}},
		"deal[rows:|s]": {text("deal"), {Of: Value{Rows: true}, Agrees: true, More: []Phrase{text("s")}}},
	} {
		if got := parseSays(says); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", says, got, want)
		}
	}
}

func TestSaysColumns(t *testing.T) {
	c := Table{Says: "{rows} [rows:deal|deals of {rep}] ({amount.total}), {label} [late:day|days]"}
	c.fillIn(figure.Set{})
	if got := c.SaysColumns(); !slices.Equal(got, []string{"rep", "amount", "label", "late"}) {
		t.Errorf("%q", got)
	}
}

// A brace or bracket without a value is refused, because it would be printed.
func TestStrayBrackets(t *testing.T) {
	for says, want := range map[string]string{
		"{rows} [rows:deal|deals]": "", "{rows": "{", "rows}": "}", "[rows:deal]": "[", "[rows:deal|deals": "[", "{} deals": "{", "[rows:{a|b]": "{", "none": "",
	} {
		if got := strayBracket(parseSays(says)); got != want {
			t.Errorf("%s: %q, want %q", says, got, want)
		}
	}
}
