package section

import (
	"reflect"
	"slices"
	"testing"

	"bilan/internal/config/figure"
)

func TestParseSays(t *testing.T) {
	text := func(s string) SentencePart { return SentencePart{Text: s} }
	for says, want := range map[string][]SentencePart{
		"":                 nil,
		"nothing":          {text("nothing")},
		"{rows} deals":     {{Value: Value{Rows: true}}, text(" deals")},
		"{amount.total}":   {{Value: Value{Column: "amount", Total: true}}},
		"of {label}, open": {text("of "), {Value: Value{Column: "label"}}, text(", open")},
		"[late:day|{late} days]": {{Value: Value{Column: "late"}, Agrees: true, One: []SentencePart{text("day")},
			More: []SentencePart{{Value: Value{Column: "late"}}, text(" days")}}},
		"deal[rows:|s]": {text("deal"), {Value: Value{Rows: true}, Agrees: true, More: []SentencePart{text("s")}}},
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
