package targettable

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// If the targets of the lines do not sum to the target of the total, a footnote says so. If only some lines have no
// target, another footnote says that.
func TestTargetsOfTheLinesAndOfTheWhole(t *testing.T) {
	const apart, unmatched = "Die Pläne der Zeilen ergeben ", "Die Gesamtabweichung enthält auch das Ist der Zeilen ohne Plan."
	for i, c := range []struct {
		columns []string
		cents   int64 // the total's target minus that of the lines
		want    string
	}{
		{[]string{"target", "actual", "gap"}, 0, unmatched},
		{[]string{"target", "actual", "gap"}, 1, unmatched}, // the difference is rounded to zero
		{[]string{"target", "actual", "gap"}, 5_000_000, apart},
		{[]string{"full_target", "actual"}, 5_000_000, apart},
		{[]string{"actual", "budget"}, 5_000_000, ""},
		{[]string{"target", "actual"}, 0, ""},
	} {
		s := sectiontest.Monthly(t, "de-DE", columnsOf(c.columns...))
		sec := maker.First(t, s, sectiontest.TargetsApart(s, c.cents))
		for _, note := range []string{apart, unmatched} {
			said := slices.ContainsFunc(sec.Footnotes, func(f string) bool { return strings.HasPrefix(sectiontest.PlainSpaces(f), note) })
			if said != (note == c.want) {
				t.Errorf("%d: footnotes %q, want %q", i, sec.Footnotes, c.want)
			}
		}
	}
}

// The column of a scenario that no member has is blank instead of full of signs, and a footnote gives the reason.
func TestAPlanForTheWholeAlone(t *testing.T) {
	const notBy, notSet = "Fixé pour l’ensemble seulement, non par rep : ", "Non fixé pour cette période : "
	for i, c := range []struct {
		columns []string
		whole   bool
		lost    []metric.Scenario
		want    string
		blank   string // the blank columns of the first line, then those of the total
	}{
		{[]string{"actual", "budget", "vs_budget", "stretch"}, true, []metric.Scenario{metric.Budget}, notBy + "budget.", "2 3 / "},
		{[]string{"actual", "budget", "vs_budget", "stretch"}, true, []metric.Scenario{metric.Budget, metric.Stretch}, notBy + "budget et ambition.", "2 3 4 / "},
		{[]string{"actual", "budget"}, false, []metric.Scenario{metric.Budget}, notSet + "budget.", "2 / 2"},
		{[]string{"actual", "budget"}, true, nil, "", " / "},
		{[]string{"target", "actual", "gap", "attainment", "needed"}, true, []metric.Scenario{metric.TargetScenario}, notBy + "objectif.", "1 3 4 5 / "},
		{[]string{"actual", "stretch"}, true, []metric.Scenario{metric.TargetScenario}, "", " / "},
	} {
		s := sectiontest.Monthly(t, "fr-FR", columnsOf(c.columns...))
		sec := maker.First(t, s, sectiontest.Without(s, c.whole, c.lost...))
		sectiontest.CheckUnset(t, sec, c.want)
		rows := sec.Blocks[0].Table.Rows
		if got := blanks(rows[0]) + " / " + blanks(rows[len(rows)-1]); got != c.blank {
			t.Errorf("%d: blank are %q, want %q: %+v", i, got, c.blank, rows[0])
		}
	}
}

func blanks(r report.Row) string {
	var list []string
	for i, c := range r.Cells {
		if c.Text == "" && c.Bullet == nil {
			list = append(list, string(rune('0'+i)))
		}
	}
	return strings.Join(list, " ")
}

// A footnote names the scenarios that the table shows and that are not split as the YAML asks, and no others.
func TestUnshapedIsNoted(t *testing.T) {
	for columns, want := range map[string]string{
		"actual gap":     "Réparti par jours ouvrés, faute d’une année précédente complète : objectif (T4 2026).",
		"actual landing": "prévision (2026)", "actual budget": "",
	} {
		s := sectiontest.Monthly(t, "fr-FR", columnsOf(strings.Fields(columns)...))
		sectiontest.CheckUnshaped(t, s, maker, want)
	}
}

// Changes of a target are noted, those of many members together.
func TestStepsAreNoted(t *testing.T) {
	step := func(dim, label string) metric.Step {
		return metric.Step{Metric: "revenue", Dimension: dim, Key: label, Label: label, Day: period.NewDate(2026, 11, 9), Per: period.Month, Before: sectiontest.Num("40000"), After: sectiontest.Num("50000")}
	}
	const of = "modifié le 9 novembre 2026 : 50,0 k€ par mois au lieu de 40,0 k€ par mois."
	for _, c := range []struct {
		steps []metric.Step
		want  []string
	}{
		{[]metric.Step{step("", ""), step("rep", "Ana")}, []string{"Objectif " + of, "Objectif d’Ana " + of}},
		{[]metric.Step{step("rep", "A"), step("rep", "B"), step("rep", "C"), step("rep", "D"), step("rep", "E")}, []string{"Objectif modifié le 9 novembre 2026 pour A, B, C et 2 autres."}},
	} {
		s := sectiontest.Monthly(t, "fr-FR", columnsOf())
		b := sectiontest.Planned(s)
		b.Steps = c.steps
		var got []string
		for _, f := range maker.First(t, s, b).Footnotes {
			if strings.Contains(f, "modifié") {
				got = append(got, sectiontest.PlainSpaces(f))
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}

// A footnote says that negative values are not drawn, in a table with bullets.
func TestWhatIsNotDrawnIsSaid(t *testing.T) {
	bare := lastWeek("revenue")
	bare.TargetTable.Columns = sectiontest.Words("target", "actual")
	for ac, want := range map[string]bool{"-5": true, "5": false, "0": false} {
		s := sectiontest.Scope(t, "fr-FR", lastWeek("revenue"), bare)
		for i, sec := range maker.Sections(t, s, sectiontest.Uniform(s, 2, sectiontest.Num(ac), sectiontest.Num("20"), sectiontest.Num("20"))) {
			if got := strings.Contains(strings.Join(sec.Footnotes, " "), "négatives ne sont pas tracées"); got != (want && i == 0) {
				t.Errorf("%d of %s: footnotes %q", i, ac, sec.Footnotes)
			}
		}
	}
}

// If a metric's data ends on a Thursday, the note has the days, and a footnote names the last.
func TestTargetTableIsCutWhereTheMetricEnds(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB", columnsOf())
	s.Metrics["revenue"].CutOff, s.Metrics["revenue"].Newest = period.NewDate(2026, 11, 13), period.NewDate(2026, 11, 12)
	for _, a := range maker.Needs(t, s).Asks {
		if a.Period == s.Periods[0] {
			t.Error("the whole week is asked for")
		}
	}
	sec := maker.First(t, s, sectiontest.Uniform(s, 1, sectiontest.Num("412000"), sectiontest.Num("430000"), sectiontest.Num("398000")))
	if !slices.ContainsFunc(sec.Footnotes, func(text string) bool { return strings.Contains(text, "known up to 12 November 2026") }) {
		t.Errorf("footnotes %q", sec.Footnotes)
	}
	if note := sectiontest.PlainSpaces(sec.Note); !strings.Contains(note, "9 – 12 Nov 2026") {
		t.Errorf("note %q", note)
	}
}
