package structure

import (
	"slices"
	"testing"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// marginBook has 9 k€ of revenue and 2.5 k€ of complaints in every period.
func marginBook(s *scope.Scope, revenue string) *sectiontest.Book {
	return &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		ac := sectiontest.Num(map[string]string{"revenue": revenue, "complaints": "2500"}[a.Metric])
		none := sectiontest.Num("no target")
		return metric.Answer{Total: sectiontest.Figure(s.Metrics[a.Metric], ac, none, none, none, none)}
	}}
}

// calculationOf builds a calculation, and checks that it uses exactly the figures that it asks for.
func calculationOf(t *testing.T, revenue string, steps ...section.CalculationStep) report.Section {
	t.Helper()
	s := sectiontest.Scope(t, "fr-FR", section.Section{Calculation: &section.Calculation{Steps: steps}})
	maker.UsesItsNeeds(t, s, marginBook(s, revenue))
	return maker.First(t, s, marginBook(s, revenue))
}

// The first step is an amount, the others begin where the one before ends, and a total is drawn where the YAML names one and at
// the end.
func TestCalculation(t *testing.T) {
	sec := calculationOf(t, "9000", section.CalculationStep{Metric: "revenue"}, section.CalculationStep{Metric: "complaints", Subtract: true, Label: "Remises"},
		section.CalculationStep{Total: "Net"}, section.CalculationStep{Metric: "complaints"})
	type bar struct {
		label, text string
		from, to    float64
		amount      bool
		tone        report.Tone
	}
	var got []bar
	for _, st := range sec.Blocks[0].Waterfall.Steps {
		got = append(got, bar{sectiontest.PlainSpaces(st.Label), sectiontest.PlainSpaces(st.Text), st.From, st.To, st.Is == report.AC, st.Tone})
	}
	want := []bar{
		{"Chiffre d’affaires HT", "9 000", 0, 9000, true, 0},
		{"Remises", "−2 500", 9000, 6500, false, report.Bad},
		{"Net", "6 500", 0, 6500, true, 0},
		{"Réclamations", "+2 500", 6500, 9000, false, report.Good},
		{"Total", "9 000", 0, 9000, true, 0},
	}
	if !slices.Equal(got, want) {
		t.Errorf("steps\n%+v\nwant\n%+v", got, want)
	}
	if want := "Chiffre d’affaires HT → Total"; sectiontest.PlainSpaces(sec.Title) != want {
		t.Errorf("title %q", sec.Title)
	}
}

// A metric without a value is named instead: the total would be wrong.
func TestCalculationWithoutAValue(t *testing.T) {
	sec := calculationOf(t, "no data", section.CalculationStep{Metric: "complaints"}, section.CalculationStep{Metric: "revenue"})
	if sec.Blocks[0].Text == nil {
		t.Fatalf("the section shows %+v", sec.Blocks[0])
	}
	if got, want := sectiontest.PlainSpaces(sec.Blocks[0].Text.Paragraphs[0].Runs[0].Text), "Chiffre d’affaires HT : aucune donnée pour cette période."; got != want {
		t.Errorf("the section says %q, want %q", got, want)
	}
}
