package place

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/yamlfile"
)

// notes returns the notes of a file whose report has a grace that could not be read.
func notes() *Notes {
	r := yamlfile.NewReader(nil, nil)
	r.Files = []*yamlfile.File{{Name: "bilan.yaml"}}
	n := New(r)
	for i, path := range []string{"reports", "reports.weekly", "reports.weekly.grace", "reports.weekly.send", "reports.weekly.send.every", "reports.weekly.to", "reports.weekly.to[1]"} {
		n.Positions[path] = yamlfile.Position{File: "bilan.yaml", Line: i + 1, Column: 3}
	}
	n.Spoilt["reports.weekly.grace"] = true
	return n
}

// A path that is not written has the position of the nearest enclosing path or, without one, of the file.
func TestPos(t *testing.T) {
	n := notes()
	for path, line := range map[string]int{"reports.weekly.send.every": 5, "reports.weekly.send.at": 4, "reports.weekly.to[1]": 7, "reports.weekly.to[0]": 6, "reports.monthly": 1, "mail.from": 0} {
		if p := n.Pos(path); p.Line != line || p.File != "bilan.yaml" {
			t.Errorf("%s: %+v, want line %d", path, p, line)
		}
	}
	if p := (*Text)(nil).Pos("reports"); p != (yamlfile.Position{}) {
		t.Errorf("a text that knows nothing: %+v", p)
	}
}

// A value that could not be read has one mistake. No other is recorded at it, below it, or about it.
func TestUnreadableValuesHaveOneMistake(t *testing.T) {
	n := notes()
	n.AddMistake("reports.weekly.grace", "is too long", "")
	n.AddMistake("reports.weekly.grace.days", "is too long", "")
	if len(n.Found) != 0 {
		t.Errorf("%v", n.Found)
	}
	n.AddMistake("reports.weekly.send", "is never", "write every: week")
	if len(n.Found) != 1 || n.Found[0].Line != 4 || n.Found[0].Path != "reports.weekly.send" {
		t.Errorf("%v", n.Found)
	}
	for path, want := range map[string]bool{"reports.weekly.send": true, "reports.weekly": false, "reports": false, "reports.weekly.grace": false, "reports.weekly.gra": true} {
		if n.AllLegible(path) != want {
			t.Errorf("%s is sound: %v", path, !want)
		}
	}
	if !n.Legible("reports.weekly") || n.Legible("reports.weekly.grace.days") {
		t.Error("what is around an unreadable value is legible, what is below it is not")
	}
}

// A mistake about a derived path shows the path in the YAML that it comes from.
func TestDerivedPathsAreToldAsWritten(t *testing.T) {
	n := notes()
	n.DerivedFrom["metrics.ordered"] = "sales.orders"
	n.AddMistake("metrics.ordered.value", "is no aggregate", "")
	if n.Found[0].Path != "sales.orders" {
		t.Error(n.Found[0].Path)
	}
}

func TestTwiceAndOnly(t *testing.T) {
	n := notes()
	n.CheckDuplicates("reports.weekly.to", []string{"a", "b", "a", "a"})
	n.CheckNeeds("reports.weekly", "grace", "send", false) // not recorded, because grace could not be read
	n.CheckNeeds("reports.weekly", "to", "send", true)
	n.CheckNeeds("reports.weekly", "cc", "send", false) // not recorded, because cc is not written
	n.CheckNeeds("reports.weekly", "to", "send", false)
	var got []string
	for _, m := range n.Found {
		got = append(got, m.Path+" "+m.Message)
	}
	if want := []string{`reports.weekly.to[2] "a" is written twice`, `reports.weekly.to[3] "a" is written twice`, `reports.weekly.to has no effect without "send"`}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// text returns a file with a query in folded style.
func text() *Text {
	t := &Text{root: "bilan.yaml", positions: map[string]yamlfile.Position{"datasets.orders.query": {File: "bilan.yaml", Line: 2, Column: 10}}, files: map[string][]yamlfile.MaskedLine{}}
	for line := range strings.SplitSeq("datasets:\n  query: select amount,\n    amounts, amount\n    from orders", "\n") {
		t.files["bilan.yaml"] = append(t.files["bilan.yaml"], yamlfile.MaskedLine{Text: []rune(line)})
	}
	return t
}

// AtOffset finds a word of a folded text in the file's lines: the same occurrence, and never inside a longer word.
func TestAtOffset(t *testing.T) {
	folded := "select amount, amounts, amount from orders"
	for word, want := range map[string][2]int{"select": {2, 10}, "amount,": {2, 17}, "amounts": {3, 5}, "amount from": {3, 14}, "orders": {4, 10}} {
		m := text().AtOffset("datasets.orders.query", folded, strings.Index(folded, word), "is wrong", "")
		if m.Line != want[0] || m.Column != want[1] {
			t.Errorf("%s: %d:%d, want %v", word, m.Line, m.Column, want)
		}
	}
	if m := text().AtOffset("datasets.orders.query", folded, -1, "is wrong", ""); m.Line != 2 || m.Column != 10 {
		t.Errorf("without an offset: %+v", m)
	}
}

// The carets are below the word, also in a line that is too long to be shown.
func TestExcerpt(t *testing.T) {
	if got, want := text().Excerpt(yamlfile.Position{File: "bilan.yaml", Line: 3, Column: 5}), "    3 |     amounts, amount\n      |     ^^^^^^^"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	long := &Text{files: map[string][]yamlfile.MaskedLine{"f": {{Text: []rune("query: " + strings.Repeat("x ", 100) + "amount, day")}}}}
	first, second, _ := strings.Cut(long.Excerpt(yamlfile.Position{File: "f", Line: 1, Column: 208}), "\n")
	at := strings.Index(second, "^")
	if !strings.Contains(first, "…") || len([]rune(first)) > excerptWidth+8 || string([]rune(first)[at:at+6]) != "amount" || strings.Count(second, "^") != 6 {
		t.Errorf("%s\n%s", first, second)
	}
	if got := text().Excerpt(yamlfile.Position{File: "bilan.yaml", Line: 9, Column: 1}); got != "" {
		t.Errorf("of a line that is not there: %q", got)
	}
}

func TestPaths(t *testing.T) {
	for got, want := range map[string]string{Join("a", "b"): "a.b", Join("", "b"): "b", Join("a", ""): "a", Index("a.b", 2): "a.b[2]", QuoteName("rep_1-é"): "rep_1-é", QuoteName("a.b"): `"a.b"`} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// A reader gets the text in his language or, without one, in the file's language or, without that, the first one.
func TestTranslations(t *testing.T) {
	tr := Translation{Path: "reports.weekly.title", Languages: []string{"de", "fr"}, Texts: map[string]string{"de": "Woche", "fr": "Semaine"}}
	for _, c := range [][3]string{{"fr", "de", "Semaine"}, {"en", "fr", "Semaine"}, {"en", "es", "Woche"}} {
		if got := tr.ForLanguage(c[0], c[1]); got != c[2] {
			t.Errorf("%v: %s", c, got)
		}
	}
	n := notes()
	n.Translations = []Translation{tr}
	var got []string
	for path, text := range n.EachLanguage("reports.weekly.title", "") {
		got = append(got, path+" "+text)
	}
	for path, text := range n.EachLanguage("reports.weekly.note", "own") {
		got = append(got, path+" "+text)
	}
	if want := []string{"reports.weekly.title.de Woche", "reports.weekly.title.fr Semaine", "reports.weekly.note own"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
