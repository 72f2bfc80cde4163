package replaced

import (
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/section"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/correction"
	"bilan/report/metric"
	"bilan/report/record"
	"bilan/report/scope"

	"github.com/shopspring/decimal"
)

func scopeOf(t *testing.T, tag string) *scope.Scope {
	t.Helper()
	cal, err := period.NewCalendar(period.Options{})
	if err != nil {
		t.Fatal(err)
	}
	words, err := locale.For(tag)
	if err != nil {
		t.Fatal(err)
	}
	return &scope.Scope{
		Locale: words, Calendar: cal, Periods: []period.Period{cal.Containing(period.Week, period.NewDate(2026, 11, 9))},
		Metrics: map[string]*metric.Metric{
			"revenue": {Name: "revenue", Label: "Chiffre d’affaires", Unit: metric.Currency, Currency: "EUR"},
			"orders":  {Name: "orders", Label: "Commandes"},
		},
		Report: config.Report{Sections: []section.Section{
			{Scorecard: &section.Scorecard{Metrics: []string{"revenue", "orders"}}},
			{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep"}},
		}},
	}
}

// figure parses "metric period ac pl". A member's figure has ":rep" after the metric.
func figure(text string) record.Figure {
	words := append(strings.Fields(text), "", "")
	name, rep, of := strings.Cut(words[0], ":")
	f := record.Figure{Key: record.Key{Metric: name, Period: words[1], To: "2026-11-15"}, AC: words[2], PL: words[3]}
	if of {
		f.By, f.Member, f.Label = "rep", rep, rep
	}
	return f
}

func set(figures ...string) (s record.Set) {
	for _, text := range figures {
		s = append(s, figure(text))
	}
	return s.With(nil)
}

func held(t *testing.T, s record.Set) *correction.Edition {
	t.Helper()
	b, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return &correction.Edition{Record: b, Lists: "x"}
}

func exact(v string) *report.Exact { return &report.Exact{Value: decimal.RequireFromString(v).Rat()} }

// document is the document with some figures of the scope's report.
func document() *report.Document {
	return &report.Document{Subject: "Hebdo", Sections: []report.Section{
		{Blocks: []report.Block{{Cards: &report.Cards{Cards: []report.Card{{Value: "220 k€", Exact: exact("220000")}, {Value: "30", Exact: exact("30")}}}}}},
		{Blocks: []report.Block{{Table: &report.Table{Rows: []report.Row{
			{Cells: []report.Cell{{Text: "Brès"}, {Text: "100", Exact: exact("100000")}, {Text: "90", Exact: exact("90000")}}},
			{Cells: []report.Cell{{Text: "Müller"}, {Text: "100", Exact: exact("100000")}}},
			{Kind: report.Total, Cells: []report.Cell{{Text: "Total"}, {Text: "220", Exact: exact("220000")}}},
		}}}}},
	}}
}

func TestMark(t *testing.T) {
	was := held(t, set("revenue 2026-W46 212000", "orders 2026-W46 30", "revenue:Brès 2026-W46 92000", "revenue:Müller 2026-W46 100000"))
	d, err := was.Compare(set("revenue 2026-W46 220000", "orders 2026-W46 30", "revenue:Brès 2026-W46 100000", "revenue:Müller 2026-W46 100000"), "y")
	if err != nil {
		t.Fatal(err)
	}
	doc := document()
	c := &correction.Correction{Version: 2, Why: "une commande\noubliée"}
	told := Mark(c, scopeOf(t, "fr-FR"), doc, time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC), d)
	plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace
	if got := plain(doc.Subject + " | " + doc.Replaces); got != "Annule et remplace : Hebdo | Version 2 : annule et remplace celle du 16/11/2026 08:00. Motif : une commande oubliée" {
		t.Error(got)
	}
	want := []string{"Chiffre d’affaires, semaine 46 : 220 k€ au lieu de 212 k€ (+8 k€).", "Des lignes de tableaux ont changé."}
	if got := plain(strings.Join(told, "\n")); got != strings.Join(want, "\n") {
		t.Error(got)
	}
	if len(doc.Sections) != 3 || doc.Sections[0].Title != "Chiffres modifiés" {
		t.Fatalf("%+v", doc.Sections[0])
	}
	cards, rows := doc.Sections[1].Blocks[0].Cards.Cards, doc.Sections[2].Blocks[0].Table.Rows
	if lines := cards[0].Lines; len(lines) != 1 || plain(lines[0].Label) != "avant : 212 k€" || len(cards[1].Lines) > 0 {
		t.Errorf("%+v", cards)
	}
	if got := rows[0].Cells[1].Text + rows[0].Cells[2].Text + rows[1].Cells[1].Text + rows[2].Cells[1].Text; got != "100*90100220*" {
		t.Error(got)
	}
	if notes := doc.Sections[2].Notes(); len(notes) != 1 || plain(notes[0]) != "* avant : Brès 92,0 k€ · Total 212 k€" {
		t.Error(notes)
	}
}

// Every language has the texts of the sentences.
func TestSentencesInAllLanguages(t *testing.T) {
	d, err := held(t, set("revenue 2026-W46 212000 1000", "orders:Brès 2026-W46 3")).Compare(set("revenue 2026-W46 220000 2000", "orders:Brès 2026-W46 4"), "x")
	if err != nil {
		t.Fatal(err)
	}
	for tag, want := range map[string]string{
		"en-GB": "Chiffre d’affaires, week 46: €220k instead of €212k (+€8k).", "fr-FR": "semaine 46 : 220 k€ au lieu de 212 k€ (+8 k€).",
		"de-DE": "statt", "es-ES": "en lugar de", "it-IT": "invece di", "nl-NL": "in plaats van", "pt-PT": "em vez de",
	} {
		list := sentences(scopeOf(t, tag), d)
		if len(list) != 3 || !strings.Contains(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(list[0]), want) || !strings.Contains(list[2], "Brès") {
			t.Errorf("%s: %q", tag, list)
		}
	}
}
