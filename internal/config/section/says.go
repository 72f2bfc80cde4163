package section

import (
	"regexp"
	"strings"
)

// SentencePart is a part of the sentence in a table's key says: a text, a value, or words that agree with a number.
type SentencePart struct {
	Text      string // the text of a part that is only text
	Value     Value  // the value that is printed, or that One and More agree with
	Agrees    bool
	One, More []SentencePart // the words for one, and for any other number
}

// Value is a value in a table's sentence: the number of rows, a column's total, or a column's value in the first row.
// The zero Value means none.
type Value struct {
	Rows   bool
	Column string
	Total  bool
}

// saysPart matches a value in braces, or in square brackets a value with the words that agree with it.
var saysPart = regexp.MustCompile(`\{([^{}]+)\}|\[([^\[\]:|]+):([^\[\]|]*)\|([^\[\]|]*)\]`)

// parseSays divides a table's sentence into its parts.
func parseSays(text string) (list []SentencePart) {
	add := func(text string) {
		if text != "" {
			list = append(list, SentencePart{Text: text})
		}
	}
	last := 0
	for _, m := range saysPart.FindAllStringSubmatchIndex(text, -1) {
		add(text[last:m[0]])
		last = m[1]
		if m[2] >= 0 {
			list = append(list, SentencePart{Value: parseValue(text[m[2]:m[3]])})
			continue
		}
		list = append(list, SentencePart{Value: parseValue(text[m[4]:m[5]]), Agrees: true, One: parseSays(text[m[6]:m[7]]), More: parseSays(text[m[8]:m[9]])})
	}
	add(text[last:])
	return list
}

func parseValue(name string) Value {
	if name == "rows" {
		return Value{Rows: true}
	}
	column, total := strings.CutSuffix(name, ".total")
	return Value{Column: column, Total: total}
}

// String returns the value's name in the YAML.
func (v Value) String() string {
	switch {
	case v.Rows:
		return "rows"
	case v.Total:
		return v.Column + ".total"
	}
	return v.Column
}

// strayBracket returns the first brace or bracket in the texts of a sentence; "" if there is none.
func strayBracket(list []SentencePart) string {
	for _, p := range list {
		if i := strings.IndexAny(p.Text, "{}[]"); i >= 0 {
			return p.Text[i : i+1]
		}
		if sign := strayBracket(append(p.One[:len(p.One):len(p.One)], p.More...)); sign != "" {
			return sign
		}
	}
	return ""
}

// SaysColumns lists the columns that the table's sentence names, in its order.
func (t *Table) SaysColumns() []string { return columnsOf(t.Sentence) }

func columnsOf(list []SentencePart) (names []string) {
	for _, p := range list {
		if p.Value.Column != "" {
			names = append(names, p.Value.Column)
		}
		names = append(append(names, columnsOf(p.One)...), columnsOf(p.More)...)
	}
	return names
}
