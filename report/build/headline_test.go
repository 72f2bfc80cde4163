package build

import (
	"strings"
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

func TestHeadline(t *testing.T) {
	rate, count, state := sectiontest.Conversion(), sectiontest.Complaints(), sectiontest.Customers()
	for _, c := range []struct {
		m           *metric.Metric
		ac, pl, py  string
		fr, subject string
	}{
		{sectiontest.Revenue(), "412000", "430000", "398000", "Chiffre d’affaires HT : 412 k€ en semaine 46, 4,2 % sous l’objectif (430 k€)",
			"Suivi des ventes : Chiffre d’affaires HT S46 412 k€ · 96 % de l’objectif ▼"},
		{sectiontest.Revenue(), "430000", "430000", "1", "Chiffre d’affaires HT : 430 k€ en semaine 46, au niveau de l’objectif (430 k€)",
			"Suivi des ventes : Chiffre d’affaires HT S46 430 k€ · 100 % de l’objectif"},
		{sectiontest.Revenue(), "429900", "430000", "1", "Chiffre d’affaires HT : 430 k€ en semaine 46, 100 € sous l’objectif (430 k€)",
			"Suivi des ventes : Chiffre d’affaires HT S46 430 k€ · 99 % de l’objectif ▼"},
		{sectiontest.Revenue(), "430000.004", "430000", "1", "Chiffre d’affaires HT : 430 k€ en semaine 46, au niveau de l’objectif (430 k€)",
			"Suivi des ventes : Chiffre d’affaires HT S46 430 k€ · 100 % de l’objectif ▲"},
		{sectiontest.Revenue(), "412000", "no target", "398000", "Chiffre d’affaires HT : 412 k€ en semaine 46, 3,5 % au-dessus de l’an dernier (398 k€)",
			"Suivi des ventes : Chiffre d’affaires HT S46 412 k€ · ▲ +3,5 % vs N-1"},
		{sectiontest.Revenue(), "412000", "no target", "no data", "Chiffre d’affaires HT : 412 k€ en semaine 46", "Suivi des ventes : Chiffre d’affaires HT S46 412 k€"},
		{sectiontest.Revenue(), "412000", "0", "398000", "Chiffre d’affaires HT : 412 k€ en semaine 46, pour un objectif de 0 €",
			"Suivi des ventes : Chiffre d’affaires HT S46 412 k€ · ▲ +3,5 % vs N-1"},
		{sectiontest.Revenue(), "412000", "no target", "0", "Chiffre d’affaires HT : 412 k€ en semaine 46, contre 0 € l’an dernier",
			"Suivi des ventes : Chiffre d’affaires HT S46 412 k€ · ▲ +412 k€ vs N-1"},
		{sectiontest.Revenue(), "0", "0", "1", "Chiffre d’affaires HT : 0 € en semaine 46, au niveau de l’objectif (0 €)",
			"Suivi des ventes : Chiffre d’affaires HT S46 0 € · ▼ −100,0 % vs N-1"},
		{count, "0.0028256", "0.0001", "1", "Réclamations : 0,00283 en semaine 46, 28,3 fois l’objectif (0,0001)",
			"Suivi des ventes : Réclamations S46 0,00283 · ▲ ×28,3 vs objectif"},
		{sectiontest.Revenue(), "10990", "1000", "1", "Chiffre d’affaires HT : 11,0 k€ en semaine 46, 999,0 % au-dessus de l’objectif (1 000 €)",
			"Suivi des ventes : Chiffre d’affaires HT S46 11,0 k€ · ▲ +999,0 % vs objectif"},
		{sectiontest.Revenue(), "104000", "no target", "1000", "Chiffre d’affaires HT : 104 k€ en semaine 46, 104 fois l’an dernier (1 000 €)",
			"Suivi des ventes : Chiffre d’affaires HT S46 104 k€ · ▲ ×104 vs N-1"},
		{sectiontest.Revenue(), "-10000", "no target", "1000", "Chiffre d’affaires HT : −10,0 k€ en semaine 46, 11,0 k€ sous l’an dernier (1 000 €)",
			"Suivi des ventes : Chiffre d’affaires HT S46 −10,0 k€ · ▼ ×−10,0 vs N-1"},
		{sectiontest.Revenue(), "-10", "no target", "-20", "Chiffre d’affaires HT : −10 € en semaine 46, 10 € au-dessus de l’an dernier (−20 €)",
			"Suivi des ventes : Chiffre d’affaires HT S46 −10 € · ▲ +10 € vs N-1"},
		{sectiontest.Revenue(), "-10", "-5", "-20", "Chiffre d’affaires HT : −10 € en semaine 46, 5 € sous l’objectif (−5 €)",
			"Suivi des ventes : Chiffre d’affaires HT S46 −10 € · ▼ −5 € vs objectif"},
		{sectiontest.Revenue(), "no data", "430000", "398000", "Chiffre d’affaires HT : aucune donnée en semaine 46", "Suivi des ventes — semaine 46 (9–15 nov. 2026)"},
		{sectiontest.Revenue(), "not yet", "430000", "no data", "Chiffre d’affaires HT : pas encore de chiffres en semaine 46",
			"Suivi des ventes — semaine 46 (9–15 nov. 2026)"},
		{rate, "0.274", "0.28", "0.25", "Taux de transformation : 27,4 % en semaine 46, 0,6 pt sous l’objectif (28,0 %)",
			"Suivi des ventes : Taux de transformation S46 27,4 % · ▼ −0,6 pt vs objectif"},
		{count, "12", "10", "9", "Réclamations : 12 en semaine 46, 20,0 % au-dessus de l’objectif (10)", "Suivi des ventes : Réclamations S46 12 · 120 % de l’objectif ▲"},
		{state, "1204", "no target", "no data", "Clients actifs : 1 204 (situation au 16 novembre 2026)",
			"Suivi des ventes : Clients actifs (situation au 16 novembre 2026) 1 204"},
	} {
		s := sectiontest.Scope(t, "fr-FR")
		f := sectiontest.Figure(c.m, sectiontest.Num(c.ac), sectiontest.Num(c.pl), sectiontest.Num(c.pl), sectiontest.Num(c.py), sectiontest.Num("no data"))
		if got := sectiontest.PlainSpaces(headline(s, &sectiontest.Book{}, c.m, &f, s.Periods[0])); got != c.fr {
			t.Errorf("headline %q\n    want %q", got, c.fr)
		}
		if got := sectiontest.PlainSpaces(subject(s, c.m, &f)); got != c.subject {
			t.Errorf("subject %q\n   want %q", got, c.subject)
		}
	}
}

func TestSubjectWithoutFigures(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB")
	no := false
	s.Report.SubjectFigures = &no
	m := sectiontest.Revenue()
	f := sectiontest.Figure(m, sectiontest.Num("1"), sectiontest.Num("2"), sectiontest.Num("2"), sectiontest.Num("1"), sectiontest.Num("1"))
	if got := subject(s, m, &f); sectiontest.PlainSpaces(got) != "Suivi des ventes — week 46 (9 – 15 Nov 2026)" {
		t.Errorf("subject %q", got)
	}
}

func TestSubjectOfItsOwn(t *testing.T) {
	m := sectiontest.Revenue()
	for own, want := range map[string]string{
		"{title}, {period} : {figure}":       "Suivi des ventes, S46 : 412 k€",
		"CA {revenue} ({compared})":          "CA 412 k€ (96 % de l’objectif ▼)",
		"Taux : {conversion} pour {company}": "Taux : 27,0 % pour Maison Lenoir",
	} {
		s := sectiontest.Scope(t, "fr-FR", all()[0])
		s.Report.Subject = own
		f := sectiontest.Figure(m, sectiontest.Num("412000"), sectiontest.Num("430000"), sectiontest.Num("430000"), sectiontest.Num("398000"), sectiontest.Num("1"))
		rate := sectiontest.Figure(s.Metrics["conversion"], sectiontest.Num("0.27"), sectiontest.Num("no target"), sectiontest.Num("no target"), sectiontest.Num("no data"), sectiontest.Num("no data"))
		book := &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
			return metric.Answer{Total: map[string]metric.Figure{"revenue": f, "conversion": rate}[a.Metric]}
		}}
		if got := sectiontest.PlainSpaces(mailSubject(s, book, m, &f)); got != want {
			t.Errorf("%s: %q, want %q", own, got, want)
		}
	}
}

// The trust line of a report that is made later names the end of its periods, not the day on which it is made.
func TestTrustLineOfThePast(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", all()[0])
	f := facts()
	f.CutOff = f.CutOff.AddDays(9)
	if got := trustLine(s, f)[0]; got != "Chiffres jusqu’au 15/11/2026" {
		t.Errorf("made nine days later: %q", got)
	}
	f.CutOff = facts().CutOff.AddDays(-2)
	if got := trustLine(s, f)[0]; got != "Chiffres jusqu’au 13/11/2026" {
		t.Errorf("cut two days before its end: %q", got)
	}
}

func TestTrustLine(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", all()[0])
	s.Metrics["conversion"].AtRisk = sectiontest.Rat("0.925")
	got := trustLine(s, TrustFacts{
		CutOff: facts().CutOff,
		Unassigned: []UnmatchedAmount{{"revenue", "region", sectiontest.Num("0")}, {"nobody", "region", sectiontest.Num("5")}, {"revenue", "region", sectiontest.Num("no data")},
			{"revenue", "region", sectiontest.Num("27600")}},
		Undated:  []metric.Undated{{Metric: "revenue", Rows: 1, Amount: sectiontest.Num("120")}, {Metric: "conversion", Rows: 82, Amount: sectiontest.Num("0")}},
		Dateless: []Dateless{{Date: "order_date", Name: "told", Rows: 1}, {Dataset: "visits", Date: "day", Name: "Passages", Rows: 2}},
		Controls: []Control{{"a.x", sectiontest.Rat("-1204.5"), true}, {"b.y", sectiontest.Rat("3"), false}},
		Owner:    "Élise\nMartin",
	})
	want := []string{
		"Chiffres jusqu’au 15/11/2026",
		"Chiffre d’affaires HT sans region : 27,6 k€",
		"1 ligne sans date (Chiffre d’affaires HT : 120 €)",
		"2 lignes sans date (Passages)",
		"Écart au total de contrôle (a.x) : −1 204,50 €",
		"Écart au total de contrôle (b.y) : 3,00",
		"À surveiller : de 90 à 100 % de l’objectif (Chiffre d’affaires HT)",
		"À surveiller : de 92,5 à 100 % de l’objectif (Taux de transformation)",
		"Contact : Élise Martin",
	}
	if len(got) != len(want) {
		t.Fatalf("got %q", got)
	}
	for i := range want {
		if sectiontest.PlainSpaces(got[i]) != want[i] {
			t.Errorf("%q, want %q", sectiontest.PlainSpaces(got[i]), want[i])
		}
	}
}

// The headline does not call a target reached that is missed by a small amount.
func TestACloseMissIsTold(t *testing.T) {
	for _, c := range []struct{ metric, ac, pl, headline string }{
		{"revenue", "399996", "400000", "4 € sous l’objectif"},
		{"conversion", "0.2797", "0.28", "0,03 pt sous l’objectif"},
		{"revenue", "400000", "400000", "au niveau de l’objectif"},
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Scorecard: &section.Scorecard{Metrics: []string{c.metric}, Period: period.MustPhrase("last week")}})
		doc := build(t, s, sectiontest.Members(s, c.metric, c.ac+" "+c.pl+" -nd-"))
		if got := sectiontest.PlainSpaces(doc.Headline); !strings.Contains(got, c.headline) {
			t.Errorf("%s of %s: headline %q, want %q", c.ac, c.pl, got, c.headline)
		}
	}
}

// The subtitle explains only the abbreviations of cards and target tables. Charts explain theirs.
func TestSubtitleNamesWhatIsUsed(t *testing.T) {
	cards := func(names ...string) section.Section {
		return section.Section{Scorecard: &section.Scorecard{Metrics: names, Period: period.MustPhrase("last week")}}
	}
	for want, c := range map[string]section.Section{
		"semaine 46 (9–15 nov. 2026)": cards("customers"), // a card without references
		"semaine 46 (9–15 nov. 2026) — Obj. = objectif, N-1 = même période de l’an dernier":            cards("revenue"),
		"semaine 46 (9–15 nov. 2026) — N-1 = même période de l’an dernier, Préc. = période précédente": cards("complaints"),
		"semaine 46 (9–15 nov. 2026) — Obj. = objectif":                                                {TargetTable: &section.TargetTable{Metric: "revenue", By: "rep"}},
		"semaine 46 (9–15 nov. 2026) — Préc. = période précédente":                                     {Members: &section.Members{By: "rep", Columns: []section.MemberColumn{{Metric: "revenue"}, {Metric: "revenue", Show: "vs_previous"}}}},
	} {
		s := sectiontest.Scope(t, "fr-FR", c)
		s.Report.Sections = append(s.Report.Sections, section.Section{Trend: &section.Trend{Metric: "revenue", Compare: scalar.StringList{"target", "last_year"}}},
			section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: "previous"}})
		if got := sectiontest.PlainSpaces(build(t, s, sectiontest.Story(s)).Subtitle); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
