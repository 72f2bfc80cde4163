package deals

import (
	"strings"
	"testing"
	"time"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/forecast"
	"bilan/report/foresight"
	"bilan/report/metric"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// foreseen is a book with the same forecast and the same target for each period.
func foreseen(s *scope.Scope, fs foresight.Foresight, target metric.Num) *sectiontest.Book {
	return &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		own := fs
		f := metric.Figure{Metric: s.Metrics[a.Metric], Period: a.Period, AC: metric.NoNum(metric.NotYet), PL: target, PY: sectiontest.Num("742000"), Foresight: &own}
		if own.IsForecast() {
			f.FC.Whole = metric.NumOf(own.Value)
		}
		return metric.Answer{Total: f}
	}}
}

func TestMonthsAheadInWords(t *testing.T) {
	month := foresight.Foresight{Basis: forecast.Smooth, Months: 60, Value: sectiontest.Rat("800000"), Low: sectiontest.Rat("690000"), High: sectiontest.Rat("910000"), Error: sectiontest.Rat("0.86")}
	bare := month
	bare.Low, bare.High = nil, nil
	for _, test := range []struct {
		tag    string
		fs     foresight.Foresight
		target string
		want   string
	}{
		{"fr-FR", month, "800000", "Novembre 2026 : de 690 k€ à 910 k€, 8 fois sur 10 ; objectif 800 k€, atteignable."},
		{"fr-FR", month, "1050000", "Novembre 2026 : de 690 k€ à 910 k€, 8 fois sur 10 ; objectif 1,05 M€, hors de portée sans 140 k€ de plus."},
		{"fr-FR", month, "690000", "Novembre 2026 : de 690 k€ à 910 k€, 8 fois sur 10 ; objectif 690 k€, qui devrait être dépassé."},
		{"en-GB", month, "no target", "November 2026: from €690k to €910k, 8 times in 10."},
		{"fr-FR", bare, "800000", "Novembre 2026 : environ 800 k€ ; objectif 800 k€."},
		{"fr-FR", foresight.Foresight{Basis: forecast.LastYear, Reason: forecast.Short, Months: 17, Value: sectiontest.Rat("742000")}, "800000", "Novembre 2026 : historique trop court (17 mois) ; N-1 : 742 k€."},
		{"fr-FR", foresight.Foresight{Reason: forecast.Short, Months: 9}, "800000", "Novembre 2026 : historique trop court (9 mois)."},
		{"fr-FR", foresight.Foresight{Reason: forecast.Negative, Months: 50}, "800000", "Novembre 2026 : pas de prévision, car un mois passé est négatif."},
	} {
		s := sectiontest.Scope(t, test.tag, section.Section{Forecast: &section.Forecast{Metric: "revenue"}})
		sections := maker.Sections(t, s, foreseen(s, test.fs, sectiontest.Num(test.target)))
		if got := sectiontest.PlainSpaces(sections[0].Blocks[0].Text.Paragraphs[0].Runs[0].Text); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
		if tables := len(sections[0].Blocks) - 1; (tables > 0) != test.fs.IsForecast() {
			t.Errorf("%s: %d tables", test.want, tables)
		}
	}
}

func TestMonthsAheadAsATable(t *testing.T) {
	fs := foresight.Foresight{Basis: forecast.Smooth, Months: 60, Value: sectiontest.Rat("800000"), Low: sectiontest.Rat("690000"), High: sectiontest.Rat("910000"), Error: sectiontest.Rat("0.86"), Method: forecast.Mixed}
	s := sectiontest.Scope(t, "fr-FR", section.Section{Forecast: &section.Forecast{Metric: "revenue", Ahead: period.Span{N: 2, Unit: period.Month}, Deals: &section.ForecastDeals{Dataset: "deals", Close: "close", Amount: "amount", Probability: "p"}}})
	fs.Cleaned = []period.Period{s.Calendar.Containing(period.Month, period.NewDate(2026, 3, 1))}
	book := foreseen(s, fs, sectiontest.Num("850000"))
	at := func(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, time.UTC) }
	book.Tables = map[string]*table.Table{"sections[0]": {Rows: [][]table.Cell{
		{at(11, 2), int64(5000), int64(50)}, {at(11, 20), int64(40000), int64(100)}, {at(12, 4), int64(100000), int64(50)}, {at(12, 5), int64(20000), nil},
	}}}
	sections := maker.Sections(t, s, book)
	grid := sections[0].Blocks[1].Table
	var lines []string
	for _, row := range grid.Rows {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, sectiontest.PlainSpaces(c.Text))
		}
		lines = append(lines, strings.Join(cells, " | "))
	}
	want := "Novembre 2026 | 800 | 690 à 910 | 850 | ▼ −50 | 742 | 40 (40 à 40)\nDécembre 2026 | 800 | 690 à 910 | 850 | ▼ −50 | 742 | 50 (0 à 100)\nTotal | 800 | 690 à 910 | 850 | ▼ −50 | 742 | 90 (40 à 140)"
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !grid.Rows[0].Cells[1].Forecast || grid.Rows[2].Kind != report.Total {
		t.Error("what is expected is not hatched, or the sum is no total")
	}
	notes := sectiontest.PlainSpaces(strings.Join(sections[0].Footnotes, "\n"))
	for _, want := range []string{"sur 60 mois", "86 %", "jusqu’au 15 novembre 2026, prolongé par la moyenne", "mars 2026", "à signer", "À signer en novembre 2026 : 40,0 k€ pour 850 k€ à trouver, soit 0,0 fois le manque", "1 affaire ouverte (5 000 €) a dépassé"} {
		if !strings.Contains(notes, want) {
			t.Errorf("%q is not in the notes:\n%s", want, notes)
		}
	}
}

// A sentence gives the gap of the open month in money, in sales, and in the quotes that they need.
func TestMissingInMoneySalesAndQuotes(t *testing.T) {
	for tag, want := range map[string]string{
		"fr-FR": "Il manque encore 413 k€ pour atteindre l’objectif du mois, soit environ 55 ventes et 145 devis.",
		"en-GB": "Still needed for the month’s target: €413k, about 55 sales and 145 devis.",
	} {
		s := sectiontest.Scope(t, tag, section.Section{Forecast: &section.Forecast{Metric: "revenue", Ahead: period.Span{N: 2, Unit: period.Month}, PerSale: []string{"quotes_per_sale"}}})
		formula, err := metric.ParseFormula("quotes / sales")
		if err != nil {
			t.Fatal(err)
		}
		s.Metrics["quotes"] = &metric.Metric{Name: "quotes", Label: "Devis", Date: "day", AddsUp: true}
		s.Metrics["quotes_per_sale"] = &metric.Metric{Name: "quotes_per_sale", Label: "Devis par vente", Date: "day", Formula: formula}
		book := &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
			if a.Metric == "quotes_per_sale" {
				if a.Period.Start != period.NewDate(2025, 11, 1) || a.Period.End != period.NewDate(2026, 11, 1) {
					t.Errorf("the rate is asked of %v", a.Period)
				}
				return metric.Answer{Total: metric.Figure{Metric: s.Metrics[a.Metric], AC: sectiontest.Num("2.63")}}
			}
			f := sectiontest.Figure(s.Metrics["revenue"], sectiontest.Num("387000"), sectiontest.Num("400000"), sectiontest.Num("800000"), sectiontest.Num("310000"), sectiontest.Num("no data"))
			f.Period = a.Period
			if a.Period.Open() {
				f.Outlook = metric.Outlook{Elapsed: 10, Remaining: 11, GapToGo: sectiontest.Num("413000"), MoreSales: sectiontest.Num("54.8")}
			}
			return metric.Answer{Total: f}
		}}
		maker.UsesItsNeeds(t, s, book)
		sec := maker.First(t, s, book)
		if got := sectiontest.PlainSpaces(sec.Blocks[0].Text.Paragraphs[0].Runs[0].Text); !strings.HasSuffix(got, want) {
			t.Errorf("%q does not end with %q", got, want)
		}
	}
}

func TestSectionsNameWhatIsWrong(t *testing.T) {
	for want, c := range map[string]section.Section{
		`forecast.metric: no metric is called "x"`:         {Forecast: &section.Forecast{Metric: "x"}},
		`funnel.stages[0].metric: no metric is called "x"`: {Funnel: &section.Funnel{Stages: []section.FunnelStage{{Metric: "x"}}}},
		`funnel.stages[0].amount: no metric is called "x"`: {Funnel: &section.Funnel{Stages: []section.FunnelStage{{Metric: "revenue", Amount: "x"}}}},
	} {
		if err := maker.Error(sectiontest.Scope(t, "fr-FR", c)); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}
