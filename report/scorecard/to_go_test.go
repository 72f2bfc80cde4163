package scorecard

import (
	"slices"
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/sectiontest"
)

// A card shows the gap to go: for money with the number of sales needed, rounded up, in the plural of the language; for
// a count as a count.
func TestCardsSayWhatIsLeft(t *testing.T) {
	for tag, want := range map[string][3]string{
		"fr-FR": {"reste 12,0 k€: 1 205 ventes", "reste 12,0 k€: 1 vente", "reste à faire: 12 000"},
		"en-GB": {"to go €12.0k: 1,205 sales", "to go €12.0k: 1 sale", "still to go: 12,000"},
		"de-DE": {"offen 12,0 Tsd. €: 1.205 Verkäufe", "offen 12,0 Tsd. €: 1 Verkauf", "noch offen: 12.000"},
		"es-ES": {"pendiente 12,0 mil €: 1205 ventas", "pendiente 12,0 mil €: 1 venta", "pendiente: 12.000"},
		"it-IT": {"mancano 12,0K €: 1205 vendite", "mancano 12,0K €: 1 vendita", "mancano: 12.000"},
		"nl-NL": {"nog € 12,0K te gaan: 1.205 verkopen", "nog € 12,0K te gaan: 1 verkoop", "nog te gaan: 12.000"},
		"pt-PT": {"em falta 12,0 mil €: 1205 vendas", "em falta 12,0 mil €: 1 venda", "em falta: 12 000"},
	} {
		s := sectiontest.Monthly(t, tag)
		line := func(m *metric.Metric, sales string) (string, []string) {
			f := sectiontest.Figure(m, sectiontest.Num("5000"), sectiontest.Num("9000"), sectiontest.Num("17000"), sectiontest.Num("1"), sectiontest.Num("1"))
			f.Outlook = metric.Outlook{Remaining: 11, Landing: sectiontest.Num("12000"), GapToGo: sectiontest.Num("12000"), MoreSales: sectiontest.Num(sales)}
			sh := notation.NewSheet(s)
			list := missingAmount(s, sh, m, &f, s.Periods[0])
			var sec report.Section
			sh.Explain(&sec)
			return sectiontest.PlainSpaces(list[0].Label + ": " + list[0].Text), sec.Footnotes
		}
		visits := *sectiontest.Complaints()
		visits.LowerBetter = false
		for i, c := range []struct {
			m     *metric.Metric
			sales string
		}{{sectiontest.Revenue(), "1204.01"}, {sectiontest.Revenue(), "0.2"}, {&visits, "12000"}} {
			got, notes := line(c.m, c.sales)
			if got != want[i] || (len(notes) == 1) != (c.m.Unit == metric.Currency) {
				t.Errorf("%s: %q, want %q; notes %q", tag, got, want[i], notes)
			}
		}
	}
}

// A card shows no gap to go if it is zero or unknown, or if the metric should be low. It shows no number of sales if
// that is unknown or too large.
func TestNothingLeftToSay(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR")
	for _, c := range []struct {
		m          *metric.Metric
		gap, sales string
		lines      []string
	}{
		{sectiontest.Revenue(), "0", "0", nil}, {sectiontest.Revenue(), "no target", "no target", nil}, {sectiontest.Complaints(), "10", "10", nil},
		{sectiontest.Revenue(), "1000", "÷0", []string{"1 000 €"}}, {sectiontest.Revenue(), "1000", "-3", []string{"1 000 €"}}, {sectiontest.Revenue(), "1000", "1" + strings.Repeat("0", 20), []string{"1 000 €"}},
	} {
		f := sectiontest.Figure(c.m, sectiontest.Num("5000"), sectiontest.Num("9000"), sectiontest.Num("17000"), sectiontest.Num("1"), sectiontest.Num("1"))
		f.Outlook = metric.Outlook{Remaining: 11, Landing: sectiontest.Num("12000"), GapToGo: sectiontest.Num(c.gap), MoreSales: sectiontest.Num(c.sales)}
		var got []string
		for _, l := range missingAmount(s, notation.NewSheet(s), c.m, &f, s.Periods[0]) {
			got = append(got, sectiontest.PlainSpaces(l.Text))
		}
		if !slices.Equal(got, c.lines) {
			t.Errorf("%s to go, %s sales: %q, want %q", c.gap, c.sales, got, c.lines)
		}
	}
}
