package structure

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/sectiontest"
)

func stepsOf(w *report.Waterfall) string {
	var list []string
	for _, st := range w.Steps {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%s %s %s", st.Label, st.Text, st.PctTxt)))
	}
	return sectiontest.PlainSpaces(strings.Join(list, " | "))
}

func TestWaterfallSteps(t *testing.T) {
	for name, c := range map[string]struct {
		c       section.Waterfall
		total   string
		members []string
		want    string
		notes   string
	}{
		"by size, ties by name": {section.Waterfall{From: "target"}, "110 100 90", []string{"Rep 10: 12 10 1", "Rep 2: 8 10 1", "Sud: 50 40 1", "Nord: 40 40 1"},
			"Objectif 100 | Sud +10 ▲ +25,0 % | Rep 2 −2 ▼ −20,0 % | Rep 10 +2 ▲ +20,0 % | Nord 0 0,0 % | Réalisé 110", ""},
		"the smallest share one": {section.Waterfall{From: "target", Limit: 1}, "100 104 1", []string{"A: 10 20 1", "B: 31 30 1", "C: 29 27 1", "D: 30 27 1"},
			"Objectif 104 | A −10 ▼ −50,0 % | Autres (3) +6 ▲ +7,1 % | Réalisé 100", ""},
		"new, gone, idle and unassigned": {section.Waterfall{From: "last_year"}, "32 -none- 30", []string{": 2 -none- 4", "old: 0 -none- 26", "new: 30 -none- -nd-", "idle: 0 -none- 0"},
			"Année précédente 30 | new +30 n.d. | old −26 ▼ −100,0 % | (non affecté) −2 ▼ −50,0 % | Réalisé 32", "n.d. : aucune donnée pour cette période."},
		"a target of the whole only": {section.Waterfall{From: "target"}, "90 100 1", []string{"A: 50 -none- 1", "B: 40 -none- 1"},
			"Objectif 100 | A +50 sans obj. | B +40 sans obj. | Non réparti −100 | Réalisé 90", "Non réparti : différence entre le total et la somme des lignes."},
		"targets that do not cover": {section.Waterfall{}, "90 100 1", []string{"A: 50 30 1", "B: 40 40 1"},
			"Objectif 100 | A +20 ▲ +66,7 % | B 0 0,0 % | Non réparti −30 | Réalisé 90", "Non réparti"},
		"no member has a target": {section.Waterfall{}, "90 100 80", []string{"A: 50 -none- 45", "B: 40 -none- 35"},
			"Année précédente 80 | A +5 ▲ +11,1 % | B +5 ▲ +14,3 % | Réalisé 90", ""},
		"all negative": {section.Waterfall{From: "last_year"}, "-30 -none- -20", []string{"A: -10 -none- -15", "B: -20 -none- -5"},
			"Année précédente −20 | B −15 n.s. | A +5 n.s. | Réalisé −30", "n.s. : non significatif"},
		"all zero": {section.Waterfall{From: "target"}, "0 0 0", []string{"A: 0 0 0", "B: 0 0 0"}, "Objectif 0 | Réalisé 0", ""},
		"small steps of large amounts": {section.Waterfall{From: "last_year"}, "1000000000012 -none- 1000000000000", []string{"A: 1000000000012 -none- 1000000000000"},
			"Année précédente 1 000 000 | A 0 0,0 % | Réalisé 1 000 000", ""},
		"rounded": {section.Waterfall{From: "target"}, "2000001.6 1000000 1", []string{"A: 666667.2 333333 1", "B: 666667.2 333333.4 1", "C: 666667.2 333333.6 1"},
			"Objectif 1 000 | A +333 ▲ +100,0 % | B +333 ▲ +100,0 % | C +333 ▲ +100,0 % | Réalisé 2 000", "Montants arrondis"},
	} {
		c.c.Metric, c.c.By, c.c.Period = "revenue", "rep", period.MustPhrase("last week")
		s := sectiontest.Scope(t, "fr-FR", section.Section{Waterfall: &c.c})
		sec := maker.First(t, s, sectiontest.Members(s, "revenue", c.total, c.members...))
		if sec.Blocks[0].Waterfall == nil {
			t.Errorf("%s: %+v", name, sec.Blocks[0])
			continue
		}
		if got := stepsOf(sec.Blocks[0].Waterfall); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, c.want)
		}
		if notes := sectiontest.PlainSpaces(strings.Join(sec.Notes(), " ")); !strings.Contains(notes, c.notes) || c.notes == "" && strings.Contains(notes, "Non réparti") {
			t.Errorf("%s: notes %q", name, notes)
		}
	}
}

// The steps sum exactly to the difference of the two amounts, also with all others, unassigned rows and targets that
// are not set by member.
func TestWaterfallSumsExactly(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Waterfall: &section.Waterfall{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week"), From: "target", Limit: 3}})
	var list []string
	ac, pl := new(big.Rat), sectiontest.Rat("1000.01")
	for i := range 200 {
		value := fmt.Sprintf("%d.%02d", i*7%31, i%100)
		list = append(list, fmt.Sprintf("m%d: %s %d.33 1", i, value, i%13))
		ac.Add(ac, sectiontest.Rat(value))
	}
	b := sectiontest.Members(s, "revenue", ac.FloatString(2)+" "+pl.FloatString(2)+" 1", list...)
	chart := maker.First(t, s, b).Blocks[0].Waterfall
	if len(chart.Steps) != 7 {
		t.Fatalf("%d steps", len(chart.Steps))
	}
	sum, last := new(big.Rat), len(chart.Steps)-1
	for _, st := range chart.Steps[:last] {
		sum.Add(sum, st.Exact.Value)
	}
	if sum.Cmp(chart.Steps[last].Exact.Value) != 0 {
		t.Errorf("the steps come to %s and the actual is %s", sum.FloatString(4), chart.Steps[last].Exact.Value.FloatString(4))
	}
	if chart.Steps[last-1].To != chart.Steps[last].To {
		t.Errorf("the last step ends at %v and the actual at %v", chart.Steps[last-1].To, chart.Steps[last].To)
	}
}

func TestWaterfallTellsWhyItHasNoStart(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Waterfall: &section.Waterfall{Metric: "revenue", By: "rep", From: "target"}})
	sec := maker.First(t, s, sectiontest.Members(s, "revenue", "90 -none- 80", "A: 90 -none- 80"))
	if sec.Blocks[0].Text == nil || sectiontest.PlainSpaces(sec.Blocks[0].Text.Paragraphs[0].Runs[0].Text) != "Pas de point de départ : aucun objectif n’est fixé." {
		t.Errorf("%+v", sec.Blocks[0])
	}
}

func TestWaterfallMessage(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Waterfall: &section.Waterfall{Metric: "complaints", By: "rep", From: "last_year", Period: period.MustPhrase("month to date")}})
	c := maker.First(t, s, sectiontest.Members(s, "complaints", "15 -none- 11", "A: 10 -none- 3", "B: 5 -none- 8")).Blocks[0].Waterfall
	if want := "Réclamations par rep : de 11 (année précédente) à 15, soit +4. Principaux effets : A +7 et B −3."; sectiontest.PlainSpaces(c.Alt) != want {
		t.Errorf("alt %q", c.Alt)
	}
	if a := c.Steps[1]; a.Tone != report.Bad || a.From != 11 || a.To != 18 || !a.Open || c.Steps[0].Open || c.Steps[0].Is != report.PY || c.Steps[3].Is != report.AC {
		t.Errorf("steps %+v", c.Steps)
	}
}

// A small difference that is shown with its percentage is not printed as 0, in a waterfall and in a breakdown.
func TestASmallDifferenceBesideItsPerCent(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Waterfall: &section.Waterfall{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week"), From: "target"}},
		section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week")}})
	sections := maker.Sections(t, s, sectiontest.Members(s, "revenue", "1099600 1200000 1", "A: 1099560 1199959 1", "B: 40 41 1"))
	if got := stepsOf(sections[0].Blocks[0].Waterfall); got != "Objectif 1 200 | A −100 ▼ −8,4 % | B −0,001 ▼ −2,4 % | Réalisé 1 100" {
		t.Errorf("steps: %s", got)
	}
	if b := sections[1].Blocks[0].Bars.Bars[1]; b.DeltaTxt != "−0,001" || b.Tone != report.Bad {
		t.Errorf("bar %+v", b)
	}
}
