package build

import (
	"math/big"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/scope"
)

// story is a book with the figures of a small company: revenue by rep, a rate, counts, and a year of history.
func story(s *scope.Scope) *fakeBook {
	return &fakeBook{
		answer: func(a metric.Ask) metric.Answer {
			m := s.Metrics[a.Metric]
			out := metric.Answer{Total: at(m, a.Period, 1)}
			if a.By == "" {
				return out
			}
			for _, rep := range reps {
				f := at(m, a.Period, rep.share)
				if rep.target == "" {
					f = figure(m, f.AC, num("no target"), num("no target"), f.PY, f.PP)
				}
				out.Slices = append(out.Slices, metric.Slice{Key: rep.key, Label: rep.label, Unassigned: rep.key == "", Figure: f})
			}
			return out
		},
		pipeline: metric.Pipeline{
			Open: []metric.Stage{
				{Name: "Qualifié", Count: 41, Amount: num("612000"), Weighted: num("61200")},
				{Name: "Devis", Count: 18, Amount: num("298500.50"), Weighted: num("119400.20")},
				{Name: "Négociation", Count: 5, Amount: num("121000"), Weighted: num("90750")},
				{Name: "À relancer", Count: 2, Amount: num("8000"), Weighted: num("no data"), Unknown: true},
			},
			Total:   metric.Stage{Count: 66, Amount: num("1039500.50"), Weighted: num("271350.20")},
			Won:     metric.Stage{Count: 7, Amount: num("88200")},
			Lost:    metric.Stage{},
			Overdue: metric.Stage{Count: 3, Amount: num("24100")},
		},
		tables: map[string]*table.Table{"sections[5]": {
			Columns: []table.Column{{Name: "client"}, {Name: "commande_id", Kind: table.Integer}, {Name: "le", Kind: table.Date},
				{Name: "montant", Kind: table.Decimal, Scale: 2}, {Name: "marge", Kind: table.Real}, {Name: "paye", Kind: table.Bool}},
			Rows: [][]table.Cell{
				{"Bricolage du Nord", int64(10248), day(2026, 11, 9), decimal.RequireFromString("12450.5"), 0.314, true},
				{"Γιώργος 🛠", int64(10251), day(2026, 11, 12), decimal.RequireFromString("-80"), nil, false},
				{"Quincaillerie Martin", int64(10259), nil, decimal.RequireFromString("999.99"), 0.2, nil},
			},
		}},
	}
}

func day(y int, m time.Month, d int) time.Time { return period.NewDate(y, m, d).Time() }

var reps = []struct{ key, label, target, share string }{
	{"07", "Amélie Roux", "x", "0.31"},
	{"12", "Bastien Le Goff", "x", "0.27"},
	{"15", "Chloé Nguyen\nVan", "x", "0.2"},
	{"21", "Denis Petit", "x", "0.19"},
	{"33", "Élodie Weber", "", "0"},
	{"", "", "", "0.03"},
}

// at makes the figure of a metric in a period for a share of the company: for revenue, 20 000 € a day with a season,
// and a target a little above.
func at(m *metric.Metric, p period.Period, share any) metric.Figure {
	part := big.NewRat(1, 1)
	if s, ok := share.(string); ok {
		part = rat(s)
	}
	days := big.NewRat(int64(p.Start.Days(p.End)), 1)
	whole := big.NewRat(int64(p.Start.Days(p.Close)), 1)
	season := big.NewRat(int64(90+(p.Start.Time().YearDay()*7)%25), 100)
	amount := func(daily string, of *big.Rat) metric.Num {
		return metric.Of(new(big.Rat).Mul(new(big.Rat).Mul(rat(daily), of), part))
	}
	switch m.Name {
	case "conversion":
		return figure(m, metric.Of(new(big.Rat).Mul(rat("0.2741"), season)), num("0.28"), num("0.28"), num("0.262"), num("0.27"))
	case "complaints":
		ac := metric.Of(new(big.Rat).Mul(days, big.NewRat(2, 1)))
		return figure(m, ac, num("no target"), num("no target"), amount("1.5", days), num("0"))
	case "customers":
		return figure(m, num("1204"), num("no target"), num("no target"), num("no data"), num("no data"))
	}
	ac := metric.Of(new(big.Rat).Mul(amount("58914.37", days).Rat, season))
	return figure(m, ac, amount("61428.50", days), amount("61428.50", whole), amount("55000", days), amount("57000", days))
}

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
			s := scopeOf(t, tag, all()...)
			if tag == "en-GB" {
				s.Report.Title = "Sales follow-up"
				s.Metrics["revenue"].Label = "Revenue"
				s.Metrics["conversion"].Label = "Conversion rate"
			}
			trust := facts()
			trust.Fresh = []Fresh{{"orders", period.NewDate(2026, 11, 14)}, {"quotes", period.NewDate(2026, 11, 14)}, {"visits", period.Date{}}}
			trust.Aside = []Aside{{"orders.csv", 12, rat("3412.00"), false}, {"quotes.csv", 1, nil, true}, {"visits.csv", 0, nil, false}, {"returns.csv", 2, rat("77"), true}}
			trust.Unassigned = []UnmatchedAmount{{"revenue", "region", num("12000.40")}}
			trust.Controls = []Control{{"orders.amount", rat("0"), true}}
			doc, err := Document(s, story(s), trust, "")
			if err != nil {
				t.Fatal(err)
			}
			checkText(t, doc)
			golden(t, tag, doc)
		})
	}
}

// Document uses exactly the asks that Needs lists, and Needs lists each once.
func TestNeedsCoverBuild(t *testing.T) {
	s := scopeOf(t, "fr-FR", all()...)
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
	b := story(s)
	b.asked = map[metric.Ask]bool{}
	build(t, s, b)
	for a := range b.asked {
		if !known[a] {
			t.Errorf("used but not named: %+v", a)
		}
	}
	for a := range known {
		if !b.asked[a] {
			t.Errorf("named but not used: %+v", a)
		}
	}
	if len(needs.Pipelines) != 1 || needs.Pipelines[0].ID != "sections[4]" || len(needs.Tables) != 1 || needs.Tables[0].ID != "sections[5]" {
		t.Errorf("pipelines %+v, tables %+v", needs.Pipelines, needs.Tables)
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	s := scopeOf(t, "fr-FR", all()...)
	golden1, golden2 := build(t, s, story(s)), build(t, s, story(s))
	if a, b := scalarOf(golden1), scalarOf(golden2); a != b {
		t.Error("two builds of the same answers differ")
	}
}
