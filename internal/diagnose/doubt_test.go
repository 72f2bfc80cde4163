package diagnose

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"
	"time"

	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/report/metric"
	"bilan/report/scope"
)

// Each check has a sentence in the report's language.
func TestDoubtsInTheReportsLanguage(t *testing.T) {
	day := func(d int) period.Date { return period.NewDate(2026, 11, d) }
	half := big.NewRat(1, 2)
	for _, c := range []struct {
		said   ReaderText
		fr, en string
	}{
		{Say("rows", Count(0), Condition(">= 1")), "CA HT : 0 ligne, ≥ 1 attendues", "CA HT: 0 rows, ≥ 1 expected"},
		{Say("rows", Count(1200), Condition("10..20")), "CA HT : 1 200 lignes, 10–20 attendues", "CA HT: 1,200 rows, 10–20 expected"},
		{Say("fresh", day(1), Days(14), day(15), Days(3)), "CA HT : dernières données du 01/11/2026, soit 14 jours avant le 15/11/2026 (3 jours au plus)",
			"CA HT: newest data of 01/11/2026, 14 days before 15/11/2026 (at most 3 days)"},
		{Say("undated", "le", day(16)), "CA HT : aucune ligne n’a de date avant le 16/11/2026 (le)", "CA HT: no row has a date before 16/11/2026 (le)"},
		{Say("unique", "id", "7 ×2"), "CA HT : id en double (7 ×2)", "CA HT: id more than once (7 ×2)"},
		{Say("not_null", Count(2), "amount"), "CA HT : amount est vide sur 2 lignes", "CA HT: amount is empty in 2 rows"},
		{Say("sum", "amount", big.NewRat(3, 2), big.NewRat(1, 1), half), "CA HT : la somme de amount est 1,50, le total de contrôle 1,00, l’écart 0,50",
			"CA HT: amount sums to 1.50, the control total is 1.00, the gap 0.50"},
		{Say("no_rows", "7"), "CA HT : des lignes qui ne devraient pas exister (7)", "CA HT: rows that must not be there (7)"},
		{Say("no_rows.say", "devis sans client", "7"), "CA HT : devis sans client (7)", "CA HT: devis sans client (7)"},
		{Say("closed", Count(1), Months{month(9)}), "septembre 2026 n’est pas clôturé", "September 2026 is not closed"},
		{Say("closed", Count(2), Months{month(9), month(10)}), "septembre 2026 et octobre 2026 ne sont pas clôturés", "September 2026 and October 2026 are not closed"},
		{Say("empty", month(10)), "CA HT : aucune ligne en octobre 2026", "CA HT: no row in October 2026"},
	} {
		for tag, want := range map[string]string{"fr-FR": c.fr, "en-GB": c.en} {
			got := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(Tell(told(t, tag), Doubt{Dataset: "orders", Said: c.said}))
			if got != want {
				t.Errorf("%s %s: %q, want %q", tag, c.said.key, got, want)
			}
		}
	}
}

func calendar() *period.Calendar {
	cal, err := period.NewCalendar(period.Options{})
	if err != nil {
		panic(err)
	}
	return cal
}

func month(n time.Month) period.Period {
	return calendar().Containing(period.Month, period.NewDate(2026, n, 1))
}

// told returns a plan with a language, a calendar and two metrics, as the sentences of doubts need them.
func told(t *testing.T, tag string) *plans.Plan {
	t.Helper()
	loc, err := locale.For(tag)
	if err != nil {
		t.Fatal(err)
	}
	return &plans.Plan{
		Scope: &scope.Scope{Locale: loc, Calendar: calendar()},
		Model: &metric.Model{Metrics: map[string]*metric.Metric{
			"a": {Name: "a", Label: "Commandes", Dataset: "orders"}, "b": {Name: "b", Label: "CA HT", Dataset: "orders"}}},
		Needs: scope.Needs{Asks: []metric.Ask{{Metric: "b"}, {Metric: "a"}}},
	}
}

// The JSON form of a doubt contains what consoles print, but not the sentence for readers.
func TestDoubtForPrograms(t *testing.T) {
	text, err := json.Marshal(Doubt{Dataset: "orders", Check: "rows", Message: "0 rows", Said: Say("rows", Count(0)), Hint: "look", Figures: true, names: []string{"a"}})
	if want := `{"Dataset":"orders","Metric":"","Check":"rows","Path":"","Message":"0 rows"}`; err != nil || string(text) != want {
		t.Errorf("%s, %v", text, err)
	}
}
