package build

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// The headline of an open period gives the actual and the landing, each against its own target, in all languages.
func TestHeadlineLands(t *testing.T) {
	for tag, want := range map[string]string{
		"fr-FR": "Chiffre d’affaires HT : 2,31 M€ en novembre 2026 (cumul au 15 nov.), 4,1 % sous l’objectif à ce jour (2,41 M€) ; atterrissage prévu à 4,75 M€, soit 1,0 % sous l’objectif",
		"en-GB": "Chiffre d’affaires HT: €2.31m in November 2026 (to 15 Nov), 4.1% below target to date (€2.41m); expected to land at €4.75m, 1.0% below target",
		"de-DE": "; Hochrechnung 4,75 Mio. €, 1,0 % unter Plan",
		"es-ES": "; proyección 4,75 M €, un 1,0 % por debajo del objetivo",
		"it-IT": "; proiezione 4,75 Mln €, 1,0% sotto l’obiettivo",
		"nl-NL": "; eindprognose € 4,75 mln., 1,0% onder het doel",
		"pt-PT": "; projeção 4,75 M €, 1,0% abaixo do objetivo",
	} {
		s := sectiontest.Monthly(t, tag)
		m := sectiontest.Revenue()
		f := sectiontest.Figure(m, sectiontest.Num("2310000"), sectiontest.Num("2410000"), sectiontest.Num("4800000"), sectiontest.Num("1"), sectiontest.Num("1"))
		f.Outlook = metric.Outlook{Remaining: 11, Landing: sectiontest.Num("4900000"), LandingForecast: sectiontest.Num("4750000")}
		if got := sectiontest.PlainSpaces(headline(s, &sectiontest.Book{}, m, &f, s.Periods[0])); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q\nwant %q", tag, got, want)
		}
		f.Outlook.Remaining = 0
		if got := headline(s, &sectiontest.Book{}, m, &f, s.Periods[0]); strings.Contains(got, "4,75") || strings.Contains(got, "4.75") {
			t.Errorf("%s: nothing is left and it lands: %q", tag, got)
		}
	}
}

// A landing at the pace of the last 12 months is named so in the headline.
func TestLandingSaysItsMethod(t *testing.T) {
	for tag, want := range map[string]string{
		"fr-FR": "au rythme des 12 derniers mois", "en-GB": "at the pace of the last 12 months", "de-DE": "im Tempo der letzten 12 Monate",
		"es-ES": "al ritmo de los últimos 12 meses", "it-IT": "al ritmo degli ultimi 12 mesi", "nl-NL": "in het tempo van de laatste 12 maanden",
		"pt-PT": "ao ritmo dos últimos 12 meses",
	} {
		s := sectiontest.Monthly(t, tag, section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue"}}})
		for method, told := range map[metric.LandingMethod]bool{metric.MonthShape: true, metric.RunRate: false} {
			f := sectiontest.Figure(s.Metrics["revenue"], sectiontest.Num("2310000"), sectiontest.Num("2410000"), sectiontest.Num("4800000"), sectiontest.Num("1"), sectiontest.Num("1"))
			f.Outlook = metric.Outlook{Elapsed: 9, Remaining: 11, Landing: sectiontest.Num("4900000"), Method: method}
			doc := build(t, s, &sectiontest.Book{Answers: func(metric.Ask) metric.Answer { return metric.Answer{Total: f} }})
			if strings.Contains(sectiontest.PlainSpaces(doc.Headline), want) != told {
				t.Errorf("%s, %s: %q", tag, method, doc.Headline)
			}
		}
	}
}

func TestHeadlineLandsWithoutATarget(t *testing.T) {
	s, m := sectiontest.Monthly(t, "fr-FR"), sectiontest.Revenue()
	for pl, want := range map[string]string{"no target": "; atterrissage prévu à 12,0 k€", "0": "; atterrissage prévu à 12,0 k€", "12000": "; atterrissage prévu à 12,0 k€, à l’objectif",
		"10000": "; atterrissage prévu à 12,0 k€, soit 20,0 % au-dessus de l’objectif"} {
		f := sectiontest.Figure(m, sectiontest.Num("5000"), sectiontest.Num(pl), sectiontest.Num(pl), sectiontest.Num("4000"), sectiontest.Num("1"))
		f.Outlook = metric.Outlook{Remaining: 11, Landing: sectiontest.Num("12000")}
		if got := sectiontest.PlainSpaces(headline(s, &sectiontest.Book{}, m, &f, s.Periods[0])); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q, want %q", pl, got, want)
		}
	}
}

// A rolling period is always called rolling. A period of the same days with another name is not.
func TestRollingInWords(t *testing.T) {
	for _, c := range []struct{ text, when, full, short string }{
		{"rolling 12 months", "sur 12 mois glissants au 15 nov. 2026", "12 mois glissants (16 nov. 2025 – 15 nov. 2026)", "12 mois glissants"},
		{"rolling 13 weeks", "sur 13 semaines glissantes au 15 nov. 2026", "13 semaines glissantes (17 août – 15 nov. 2026)", "13 semaines glissantes"},
		{"last 13 weeks", "du 17 août 2026 au 15 nov. 2026", "17 août – 15 nov. 2026", "17 août – 15 nov. 2026"},
		{"quarter to date", "au T4 2026 (cumul au 15 nov.)", "cumul T4 2026 (1er oct. – 15 nov. 2026)", "cumul T4"},
		{"year to date", "en 2026 (cumul au 15 nov.)", "cumul 2026 (1er janv. – 15 nov. 2026)", "cumul 2026"},
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue"}, Period: period.MustPhrase(c.text)}})
		p := s.Resolve(period.MustPhrase(c.text))
		if got := []string{sectiontest.PlainSpaces(s.When(p)), sectiontest.PlainSpaces(s.Period(p)), sectiontest.PlainSpaces(s.Short(p))}; !slices.Equal(got, []string{c.when, c.full, c.short}) {
			t.Errorf("%s: %q", c.text, got)
		}
		s.Report.Sections, s.Report.Periods, s.Periods = nil, []period.Phrase{period.MustPhrase(c.text)}, []period.Period{p}
		if got := sectiontest.PlainSpaces(s.When(p)); got != c.when {
			t.Errorf("%s as the report's: %q", c.text, got)
		}
	}
}

// The sparkline of a period that ends inside a month ends with the previous month.
func TestSparklineOfARollingSpan(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR")
	p := s.Resolve(period.MustPhrase("rolling 12 months"))
	list := s.FinishedPeriods(p)
	if last := list[len(list)-1]; s.Calendar.ID(last) != "2026-10" || len(list) != 13 {
		t.Errorf("%d periods, the last is %s", len(list), s.Calendar.ID(last))
	}
}
