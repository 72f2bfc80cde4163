package build

import (
	"testing"

	"bilan/internal/period"
	"bilan/report"
	"bilan/report/sectiontest"
)

func TestPeriodsInWords(t *testing.T) {
	for _, c := range []struct{ tag, id, name, when, full, short string }{
		{"fr-FR", "2026-W46", "semaine 46", "en semaine 46", "semaine 46 (9–15 nov. 2026)", "S46"},
		{"fr-FR", "2026-11", "novembre 2026", "en novembre 2026", "novembre 2026", "nov."},
		{"fr-FR", "2026-11..2026-11-15", "novembre 2026", "en novembre 2026 (cumul au 15 nov.)", "cumul novembre 2026 (1er–15 nov. 2026)", "cumul nov."},
		{"fr-FR", "2026-Q3", "T3 2026", "au T3 2026", "T3 2026", "T3"},
		{"fr-FR", "2026", "2026", "en 2026", "2026", "2026"},
		{"fr-FR", "2026..2026-11-15", "2026", "en 2026 (cumul au 15 nov.)", "cumul 2026 (1er janv. – 15 nov. 2026)", "cumul 2026"},
		{"fr-FR", "2026..2026-10-31", "2026", "en 2026 (cumul au 31 oct.)", "2026 à fin octobre (1er janv. – 31 oct. 2026)", "2026 à fin oct."},
		{"fr-FR", "2026-Q4..2026-11-30", "T4 2026", "au T4 2026 (cumul au 30 nov.)", "T4 2026 à fin novembre (1er oct. – 30 nov. 2026)", "T4 à fin nov."},
		{"en-GB", "2026..2026-10-31", "2026", "in 2026 (to 31 Oct)", "2026 to October (1 Jan – 31 Oct 2026)", "2026 to Oct"},
		{"de-DE", "2026..2026-10-31", "2026", "im Jahr 2026 (bis 31. Okt.)", "2026 bis Ende Oktober (1. Jan. – 31. Okt. 2026)", "2026 bis Ende Okt"},
		{"es-ES", "2026..2026-10-31", "2026", "en 2026 (hasta el 31 oct)", "2026 hasta fin de octubre (1 ene – 31 oct 2026)", "2026 hasta fin de oct"},
		{"it-IT", "2026..2026-10-31", "2026", "nel 2026 (fino al 31 ott)", "2026 a fine ottobre (01 gen – 31 ott 2026)", "2026 a fine ott"},
		{"nl-NL", "2026..2026-10-31", "2026", "in 2026 (t/m 31 okt)", "2026 t/m oktober (1 jan – 31 okt 2026)", "2026 t/m okt"},
		{"pt-PT", "2026..2026-10-31", "2026", "em 2026 (até 31/10)", "2026 até ao fim de outubro (01/01/2026 – 31/10/2026)", "2026 até ao fim de out."},
		{"fr-FR", "2026-11-16", "16 novembre 2026", "le 16 novembre 2026", "16 novembre 2026", "16 nov."},
		{"fr-FR", "2026-W44..2026-W46", "26 oct. – 15 nov. 2026", "du 26 oct. 2026 au 15 nov. 2026", "26 oct. – 15 nov. 2026", "26 oct. – 15 nov. 2026"},
		{"en-GB", "2026-W46", "week 46", "in week 46", "week 46 (9 – 15 Nov 2026)", "W46"},
		{"en-US", "2026-11..2026-11-15", "November 2026", "in November 2026 (to Nov 15)", "November 2026 to date (Nov 1 – 15, 2026)", "Nov to date"},
		{"en-US", "2026-Q3", "Q3 2026", "in Q3 2026", "Q3 2026", "Q3"},
	} {
		s := sectiontest.Scope(t, c.tag)
		p, err := s.Calendar.ParsePeriod(c.id)
		if err != nil {
			t.Fatal(err)
		}
		for what, pair := range map[string][2]string{
			"name": {s.PeriodName(p), c.name}, "when": {s.When(p), c.when}, "period": {s.Period(p), c.full}, "short": {s.Short(p), c.short},
		} {
			if got := sectiontest.PlainSpaces(pair[0]); got != pair[1] {
				t.Errorf("%s %s: %s = %q, want %q", c.tag, c.id, what, got, pair[1])
			}
		}
	}
}

func TestFiscalPeriodsInWords(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR")
	cal, err := period.NewCalendar(period.Options{FiscalYearStarts: "april"})
	if err != nil {
		t.Fatal(err)
	}
	s.Calendar = cal
	for unit, want := range map[period.Unit]string{
		period.Year:    "exercice 2027 (1er avr. 2026 – 31 mars 2027)",
		period.Quarter: "T3 de l’exercice 2027 (1er oct. – 31 déc. 2026)",
		period.Month:   "novembre 2026",
	} {
		if got := sectiontest.PlainSpaces(s.Period(cal.Containing(unit, period.NewDate(2026, 11, 16)))); got != want {
			t.Errorf("%s: %q, want %q", unit, got, want)
		}
	}
}

func TestGroups(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR")
	for _, c := range []struct {
		n    int
		unit period.Unit
		want []report.TimeGroup
	}{
		{5, period.Week, []report.TimeGroup{{Label: "oct. 2026", First: 0}, {Label: "nov.", First: 3}}},
		{13, period.Month, []report.TimeGroup{{Label: "2025", First: 0}, {Label: "2026", First: 2}}},
		{3, period.Year, nil},
		{20, period.Day, []report.TimeGroup{{Label: "oct. 2026", First: 0}, {Label: "nov.", First: 5}}},
	} {
		got := s.AxisGroups(s.Calendar.Last(c.n, c.unit, period.NewDate(2026, 11, 16)))
		if len(got) != len(c.want) {
			t.Errorf("%d %ss: %v, want %v", c.n, c.unit, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%d %ss: %v, want %v", c.n, c.unit, got, c.want)
			}
		}
	}
}
