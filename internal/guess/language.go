package guess

import (
	"slices"
	"strings"

	"bilan/internal/table"
)

// French reports whether the names of columns are French rather than English.
func French(columns []table.Column) bool {
	n := 0
	for _, c := range columns {
		if c.Name != strings.Map(func(r rune) rune {
			if strings.ContainsRune("éèêàçôûîÉÈÀ°", r) {
				return -1
			}
			return r
		}, c.Name) {
			return true
		}
		for w := range strings.FieldsSeq(normalName(c.Name)) {
			if slices.Contains(words().French, w) || slices.Contains(words().French, strings.TrimSuffix(w, "s")) {
				n++
			}
		}
	}
	return n > 0 && n*3 >= len(columns) || n > 3 && n*5 >= len(columns)
}

// SaysThousands reports whether a name or title says that amounts are in thousands.
func SaysThousands(text string) bool { return saysThousands(text) }

// SaysDate reports whether a column's name says that it contains dates.
func SaysDate(name string) bool {
	text := normalName(name)
	for _, w := range []string{"date", "jour", "day", "datum"} {
		if containsPhrase(text, w) {
			return true
		}
	}
	return false
}

// IsSalesTable reports whether a table's name contains a word for sales or for an entity of the sales model.
func IsSalesTable(name string) bool {
	t := &Table{Name: name, Origin: name}
	if nameFit(t, words().Lines.Tables) > 0 {
		return true
	}
	for _, e := range words().Entities {
		if nameFit(t, e.Tables) > 0 {
			return true
		}
	}
	return false
}

// Scalar writes a text as a YAML scalar on one line.
func Scalar(text string) string { return scalar(text) }

// FlowScalar writes a text as a YAML scalar within a list in brackets.
func FlowScalar(text string) string {
	return strings.TrimSuffix(strings.TrimPrefix(flow([]string{text}), "["), "]")
}

// Flow writes a YAML list on one line.
func Flow(values []string) string { return flow(values) }

// NormalName returns a name in the form in which names are compared.
func NormalName(name string) string { return normalName(name) }
