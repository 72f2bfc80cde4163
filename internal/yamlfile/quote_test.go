package yamlfile

import (
	"strings"
	"testing"
)

func TestOpenQuote(t *testing.T) {
	for _, c := range []struct {
		name, text string
		line, at   int
	}{
		{"closed", "a: \"b\"\nc: 'd'", 0, 0},
		{"swallows a key", "a: \"b\nc: d\ne: \"f\"", 1, 3},
		{"never closed", "a: \"b\nc: d", 1, 3},
		{"single", "a: 'it''s\nc: d'", 1, 3},
		{"escaped", `a: "b\"` + "\nc: d\"", 1, 3},
		{"a text over lines", "a: \"b\n  note: c\"\nd: e", 0, 0},
		{"a text over lines of a list", "- title: \"b\n    c: d\"\n- e: f", 0, 0},
		{"in brackets", "a: {b: \"c,\n    d: e}\nf: \"g\"", 1, 7},
		{"list items", "- \"a\n- b: c", 1, 2},
		{"block of text", "a: |\n  \"b\nc: d", 0, 0},
		{"block in a list", "- a: >-  # why\n    'b\n  c: \"d\n  e: f", 3, 5},
		{"comment", "# it's \"\na: b # don't\nc: d", 0, 0},
		{"within a word", "a: d'abord\nb: 5\"\nc: d, 'e", 0, 0},
		{"after a comma of brackets", "a: [b, 'c]\nd: e'", 1, 7},
	} {
		lines := strings.Split(c.text, "\n")
		if line, at := openQuote(lines, len(lines)); line != c.line || at != c.at {
			t.Errorf("%s: %d:%d, want %d:%d", c.name, line, at, c.line, c.at)
		}
	}
}
