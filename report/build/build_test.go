package build

import (
	"reflect"
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

func all() []section.Section {
	no := 2
	return []section.Section{
		{Scorecard: &section.Scorecard{Metrics: []string{"revenue", "conversion", "complaints", "customers"}}},
		{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep"}},
		{Trend: &section.Trend{Metric: "revenue", Last: period.Span{N: 6, Unit: period.Week}, Compare: scalar.StringList{"target", "last_year"}}},
		{Trend: &section.Trend{Metric: "conversion", Last: period.Span{N: 6, Unit: period.Month}, Compare: scalar.StringList{"last_year"}}},
		{Pipeline: &section.Pipeline{Dataset: "opportunities", ID: "id", Stage: "stage", Stages: []string{"Qualifié", "Devis", "Négociation"},
			Won: scalar.StringList{"Gagné"}, Lost: scalar.StringList{"Perdu"}, Amount: "amount", Close: "close_on", Probability: "p"}},
		{Table: &section.Table{Title: "Commandes", Query: "select * from orders where d >= :period_start", Columns: []section.TableColumn{
			{Column: "client", Label: "Client"}, {Column: "commande_id", Label: "Commande"}, {Column: "le", Label: "Date"},
			{Column: "montant", Label: "Montant", Unit: "currency", Total: true}, {Column: "marge", Label: "Marge", Unit: "percent", Decimals: &no},
			{Column: "paye", Label: "Payé"}}}},
		{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Period: period.MustPhrase("month to date"), Compare: "last_year", Limit: 2}},
		{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Period: period.MustPhrase("month to date")}},
		{Text: &section.Text{Title: "Commentaire", Body: "## Faits\n\n**Grand compte** perdu en octobre, *voir* [le plan](https://lenoir.example/plan).\n\n" +
			"1. relancer\n2. visiter\n   - Lille\n\n<b>fin</b> [piège](javascript:alert(1))"}},
	}
}

func TestBuildGolden(t *testing.T) {
	for _, tag := range []string{"fr-FR", "en-GB"} {
		t.Run(tag, func(t *testing.T) {
			s := sectiontest.Scope(t, tag, all()...)
			if tag == "en-GB" {
				s.Report.Title = "Sales follow-up"
				s.Metrics["revenue"].Label = "Revenue"
				s.Metrics["conversion"].Label = "Conversion rate"
			}
			trust := facts()
			trust.Fresh = []Fresh{{"orders", period.NewDate(2026, 11, 14)}, {"quotes", period.NewDate(2026, 11, 14)}, {"visits", period.Date{}}}
			trust.Aside = []Aside{{"orders.csv", 12, sectiontest.Rat("3412.00"), false}, {"quotes.csv", 1, nil, true}, {"visits.csv", 0, nil, false}, {"returns.csv", 2, sectiontest.Rat("77"), true}}
			trust.Unassigned = []UnmatchedAmount{{"revenue", "region", sectiontest.Num("12000.40")}}
			trust.Controls = []Control{{"orders.amount", sectiontest.Rat("0"), true}}
			doc, err := Document(s, sectiontest.Story(s), trust, "")
			if err != nil {
				t.Fatal(err)
			}
			sectiontest.CheckText(t, doc)
			sectiontest.Golden(t, tag, doc)
		})
	}
}

// Document uses exactly the asks that Needs lists, and Needs lists each once.
func TestNeedsCoverBuild(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", all()...)
	needs, err := Needs(s)
	if err != nil {
		t.Fatal(err)
	}
	known := map[metric.Ask]bool{}
	for _, a := range needs.Asks {
		if known[a] {
			t.Errorf("asked twice: %+v", a)
		}
		known[a] = true
	}
	b := sectiontest.Story(s)
	b.Asked = map[metric.Ask]bool{}
	build(t, s, b)
	for a := range b.Asked {
		if !known[a] {
			t.Errorf("used but not named: %+v", a)
		}
	}
	for a := range known {
		if !b.Asked[a] {
			t.Errorf("named but not used: %+v", a)
		}
	}
	if len(needs.Pipelines) != 1 || needs.Pipelines[0].ID != "sections[4]" || len(needs.Tables) != 1 || needs.Tables[0].ID != "sections[5]" {
		t.Errorf("pipelines %+v, tables %+v", needs.Pipelines, needs.Tables)
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", all()...)
	one, other := build(t, s, sectiontest.Story(s)), build(t, s, sectiontest.Story(s))
	if !reflect.DeepEqual(one, other) {
		t.Error("two builds of the same answers differ")
	}
}
