package sales

import (
	"slices"
	"testing"

	"bilan/internal/locale"
	"bilan/internal/sales/mapping"
)

// Every figure, under each of its definitions, and every dimension has a label in every language. There are no other
// labels.
func TestWords(t *testing.T) {
	used := []string{"unnamed stages"}
	for _, choice := range []mapping.Definitions{{}, {Revenue: "invoiced", Conversion: "issued"}} {
		m := all()
		m.Invoices = mapping.Invoices{From: []string{"i"}, ID: "id", Day: "day", Amount: "amount"}
		m.Definitions = choice
		for _, c := range catalogue {
			c = NewModel(m, "EUR").withDefinitions(c)
			for _, language := range locale.Languages() {
				if c.LabelIn(language) == "" {
					t.Errorf("%s has no name in %s", c.Name, language)
				}
			}
			used = append(used, c.Name, c.words)
		}
	}
	for key, texts := range loadLabels().Figures {
		if !slices.Contains(used, key) || len(texts) != len(locale.Languages()) {
			t.Errorf("%s: used %v, %d languages", key, slices.Contains(used, key), len(texts))
		}
	}
	for _, d := range canonicalDimensions {
		for _, language := range locale.Languages() {
			if d.LabelIn(language) == "" {
				t.Errorf("%s has no name in %s", d.Name, language)
			}
		}
	}
}
