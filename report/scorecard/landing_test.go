package scorecard

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/forecast"
	"bilan/report/foresight"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// The card of an open month shows its landing with the range.
func TestACardLandsByWhatIsForeseen(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue"}, Period: period.MustPhrase("month to date")}})
	sections := maker.Sections(t, s, &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		f := sectiontest.Figure(s.Metrics[a.Metric], sectiontest.Num("300000"), sectiontest.Num("380000"), sectiontest.Num("800000"), sectiontest.Num("310000"), sectiontest.Num("no data"))
		f.Period = a.Period
		f.Outlook = metric.Outlook{Elapsed: 10, Remaining: 11, Landing: sectiontest.Num("760000"), Method: forecast.Mixed}
		f.Foresight = &foresight.Foresight{Basis: forecast.Smooth, Months: 60, Value: sectiontest.Rat("760000"), Low: sectiontest.Rat("700000"), High: sectiontest.Rat("820000"), Method: forecast.Mixed}
		return metric.Answer{Total: f}
	}})
	var card []string
	for _, l := range sections[0].Blocks[0].Cards.Cards[0].Lines {
		card = append(card, sectiontest.PlainSpaces(l.Label+": "+l.Text))
	}
	all := strings.Join(append(card, sections[0].Footnotes...), "\n")
	for _, want := range []string{"8 fois sur 10: 700 k€ à 820 k€", "atterrissage 760 k€: ▼ −5,0 %", "prolongé par la moyenne de la prévision et du rythme actuel"} {
		if !strings.Contains(sectiontest.PlainSpaces(all), want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
}

// A landing at the pace of the last 12 months is named so on the card and in a footnote.
func TestLandingSaysItsMethod(t *testing.T) {
	for tag, want := range map[string]string{
		"fr-FR": "au rythme des 12 derniers mois", "en-GB": "at the pace of the last 12 months", "de-DE": "im Tempo der letzten 12 Monate",
		"es-ES": "al ritmo de los últimos 12 meses", "it-IT": "al ritmo degli ultimi 12 mesi", "nl-NL": "in het tempo van de laatste 12 maanden",
		"pt-PT": "ao ritmo dos últimos 12 meses",
	} {
		for method, told := range map[metric.LandingMethod]bool{metric.MonthShape: true, metric.RunRate: false} {
			s := sectiontest.Monthly(t, tag, cards("revenue"))
			f := sectiontest.Figure(s.Metrics["revenue"], sectiontest.Num("2310000"), sectiontest.Num("2410000"), sectiontest.Num("4800000"), sectiontest.Num("1"), sectiontest.Num("1"))
			f.Outlook = metric.Outlook{Elapsed: 9, Remaining: 11, Landing: sectiontest.Num("4900000"), Method: method}
			sec := maker.First(t, s, &sectiontest.Book{Answers: func(metric.Ask) metric.Answer { return metric.Answer{Total: f} }})
			for place, text := range map[string]string{"card": sec.Blocks[0].Cards.Cards[0].Lines[2].Label, "footnotes": strings.Join(sec.Footnotes, " ")} {
				if strings.Contains(sectiontest.PlainSpaces(text), want) != told {
					t.Errorf("%s, %s, %s: %q", tag, method, place, text)
				}
			}
		}
	}
}

// A card has no landing if no business day remains.
func TestNoLandingWithoutDaysLeft(t *testing.T) {
	for remaining, told := range map[int]bool{0: false, 1: true} {
		s := sectiontest.Monthly(t, "fr-FR", cards("revenue"))
		f := sectiontest.Figure(s.Metrics["revenue"], sectiontest.Num("2310000"), sectiontest.Num("2410000"), sectiontest.Num("4800000"), sectiontest.Num("1"), sectiontest.Num("1"))
		f.Outlook = metric.Outlook{Elapsed: 20, Remaining: remaining, Landing: sectiontest.Num("4900000")}
		lines := maker.First(t, s, &sectiontest.Book{Answers: func(metric.Ask) metric.Answer { return metric.Answer{Total: f} }}).Blocks[0].Cards.Cards[0].Lines
		if got := slices.ContainsFunc(lines, func(l report.CardLine) bool { return strings.Contains(l.Label, "atterrissage") }); got != told {
			t.Errorf("%d days left: lines %+v", remaining, lines)
		}
	}
}
