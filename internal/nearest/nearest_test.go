package nearest

import (
	"strings"
	"testing"
)

func TestWord(t *testing.T) {
	for _, c := range []struct{ word, among, want string }{
		{"scroecard", "scorecard trend table", "scorecard"},
		{"Equipe", "rep équipe region", "équipe"},
		{"order_date", "order-date paid_on", "order-date"},
		{"order", "orders quotas reps", "orders"},
		{"amont", "amount quota", "amount"},
		{"montant", "montant_ht jour", "montant_ht"},
		{"revenue_2026", "revenue orders", "revenue"},
		{"xyz", "orders quotas", ""},
		{"co", "no on", ""},
		{"CO", "co no", "co"},
		{"amount", "amount_net amount_gross", ""}, // two words contain it
		{"", "orders", ""},
		{strings.Repeat("x", 70), "orders", ""},
	} {
		if got := Word(c.word, strings.Fields(c.among)); got != c.want {
			t.Errorf("Word(%q, %s) = %q, want %q", c.word, c.among, got, c.want)
		}
	}
	keys := strings.Fields("metric metrics dataset date value target_table")
	for word, want := range map[string]string{"metrc": "metric", "metircs": "metrics", "Dataset": "dataset", "targettable": "target_table",
		"target-table": "target_table", "val": "value", "zzzzzzzz": "", "dâte": "date"} {
		if got := Word(word, keys); got != want {
			t.Errorf("Word(%q) = %q, want %q", word, got, want)
		}
	}
	if got := Word("orders", nil); got != "" {
		t.Errorf("without words: %q", got)
	}
}

func TestHint(t *testing.T) {
	if got := Hint("trand", []string{"trend", "table"}); got != `did you mean "trend"?` {
		t.Error(got)
	}
	if got := Hint("xyz", []string{"trend", "table"}); got != "known: trend, table" {
		t.Error(got)
	}
	if got := Hint("xyz", make([]string, mostListed+1)); got != "" {
		t.Errorf("of too many words: %q", got)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"abcd", "abdc", 1}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"Élan", "elan", 0}, {"a-b", "a b", 0}} {
		if got := Distance(c.a, c.b); got != c.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
