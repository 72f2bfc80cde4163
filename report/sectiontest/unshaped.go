package sectiontest

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/scope"
)

// CheckUnshaped builds the report's first section from Planned, where the target of the third and fourth quarter and the
// forecast of the year are not split as the YAML asks. It checks that a footnote says so with the words in want; if want
// is "", that none does.
func CheckUnshaped(t testing.TB, s *scope.Scope, m Maker, want string) {
	t.Helper()
	b := Planned(s)
	b.Unshaped = []metric.Unshaped{
		{Metric: "revenue", Scenario: metric.TargetScenario, Grain: s.Calendar.Containing(period.Quarter, s.Slot.AddDays(-90))},
		{Metric: "revenue", Scenario: metric.TargetScenario, Grain: s.Calendar.Containing(period.Quarter, s.Slot)},
		{Metric: "revenue", Scenario: metric.ForecastPlan, Grain: s.Calendar.Containing(period.Year, s.Slot)},
	}
	sec := m.First(t, s, b)
	at := slices.IndexFunc(sec.Footnotes, func(f string) bool { return strings.HasPrefix(f, "Réparti par jours ouvrés") })
	switch {
	case at < 0 && want != "":
		t.Errorf("%s: %q is not noted: %q", sec.Kind, want, sec.Footnotes)
	case at >= 0 && (want == "" || !strings.Contains(PlainSpaces(sec.Footnotes[at]), want)):
		t.Errorf("%s: %q, want %q", sec.Kind, sec.Footnotes[at], want)
	}
}

// CheckUnset checks the footnote of a section about scenarios that are not set for its members or its period. want is
// the footnote; if it is "", there must be none.
func CheckUnset(t testing.TB, sec report.Section, want string) {
	t.Helper()
	said := slices.ContainsFunc(sec.Footnotes, func(f string) bool { return PlainSpaces(f) == want })
	other := slices.ContainsFunc(sec.Footnotes, func(f string) bool {
		f = PlainSpaces(f)
		return f != want && (strings.HasPrefix(f, "Fixé pour l’ensemble seulement, non par ") || strings.HasPrefix(f, "Non fixé pour cette période : "))
	})
	if said != (want != "") || other {
		t.Errorf("%s: footnotes %q, want %q", sec.Kind, sec.Footnotes, want)
	}
}
