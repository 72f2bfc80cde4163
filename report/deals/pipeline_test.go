package deals

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// The note of a state names the day on which it was read, not the report's period.
func TestStateIsCalledByTheDayOfReading(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", pipelineSection())
	p, err := s.Calendar.ParsePeriod("2026-10")
	if err != nil {
		t.Fatal(err)
	}
	s.Periods = []period.Period{p}
	s.States = map[string]scope.State{"opportunities": {Read: period.Date{Year: 2026, Month: 11, Day: 12}}}
	if note := maker.First(t, s, sectiontest.Story(s)).Note; note != "affaires ouvertes au 12 novembre 2026" {
		t.Errorf("note %q", note)
	}
}

func pipelineSection() section.Section {
	return section.Section{Pipeline: &section.Pipeline{Dataset: "opportunities", ID: "id", Stage: "stage", Stages: []string{"Qualifié", "Devis", "Négociation"},
		Won: scalar.StringList{"Gagné"}, Lost: scalar.StringList{"Perdu"}, Amount: "amount", Close: "close_on", Probability: "p"}}
}

// A footnote says that negative values are not drawn.
func TestWhatIsNotDrawnIsSaid(t *testing.T) {
	for ac, want := range map[string]bool{"-5": true, "5": false, "0": false} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Pipeline: &section.Pipeline{Dataset: "deals", Stage: "stage", Stages: []string{"Devis"}, Amount: "amount"}})
		amount := sectiontest.Num(ac)
		sec := maker.First(t, s, &sectiontest.Book{OpenDeals: metric.Pipeline{Open: []metric.Stage{{Name: "Devis", Count: 1, Amount: amount}}, Total: metric.Stage{Count: 1, Amount: amount}}})
		if got := strings.Contains(strings.Join(sec.Footnotes, " "), "négatives ne sont pas tracées"); got != want {
			t.Errorf("%s: footnotes %q", ac, sec.Footnotes)
		}
	}
}

// A pipeline asks for its stages under the id of the section, and without an answer it says so.
func TestPipelineAsksUnderItsID(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", pipelineSection())
	needs := maker.Needs(t, s)
	if len(needs.Asks) != 0 || len(needs.Pipelines) != 1 || needs.Pipelines[0].ID != "sections[0]" || needs.Pipelines[0].Dataset != "opportunities" {
		t.Errorf("needs %+v", needs)
	}
	sec := maker.First(t, s, &sectiontest.Book{})
	if text := sec.Blocks[0].Text; text == nil || text.Paragraphs[0].Runs[0].Text != "Aucune donnée pour cette période." {
		t.Errorf("shows %+v of nothing", sec.Blocks[0])
	}
}

// In a report about the past, a pipeline prints why its state is not known, and asks for nothing.
func TestPipelineOfThePast(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB", pipelineSection())
	s.States = map[string]scope.State{"opportunities": {Read: period.NewDate(2026, 11, 28), Past: true}}
	if needs := maker.Needs(t, s); len(needs.Pipelines) != 0 {
		t.Errorf("asks %+v", needs.Pipelines)
	}
	sec := maker.First(t, s, sectiontest.Story(s))
	if text := sec.Blocks[0].Text; text == nil || !strings.Contains(sectiontest.PlainSpaces(text.Paragraphs[0].Runs[0].Text), "as read on 28 November 2026") {
		t.Errorf("shows %+v", sec.Blocks[0])
	}
}

// A pipeline has a bar per stage with its amounts, stages that the YAML does not name last, and a table of what was closed.
func TestPipelineByStage(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", pipelineSection())
	sec := maker.First(t, s, sectiontest.Story(s))
	var lines []string
	for _, st := range sec.Blocks[0].Funnel.Stages {
		lines = append(lines, sectiontest.PlainSpaces(strings.Join([]string{st.Label, st.CountTxt, st.AmtTxt, st.WgtTxt}, " | ")))
	}
	want := []string{"Qualifié | 41 | 612 | 61", "Devis | 18 | 299 | 119", "Négociation | 5 | 121 | 91", "À relancer | 2 | 8 | n.d.", "Total | 66 | 1 040 | 271"}
	if !slices.Equal(lines, want) || sec.Unit != "k€" {
		t.Errorf("in %s:\n%s\nwant\n%s", sec.Unit, strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if got := sectiontest.CellTexts(sec.Blocks[1].Table); !slices.Equal(got, []string{"Gagnées | 7 | 88", "Perdues | 0 | 0"}) {
		t.Errorf("closed: %q", got)
	}
	notes := sectiontest.PlainSpaces(strings.Join(sec.Notes(), "\n"))
	for _, want := range []string{"« À relancer » est dans les données", "3 affaires ouvertes (24,1 k€) ont dépassé leur date de signature prévue.", "Pondéré : montant × probabilité."} {
		if !strings.Contains(notes, want) {
			t.Errorf("%q is not in the notes:\n%s", want, notes)
		}
	}
}
