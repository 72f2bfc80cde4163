package scope

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/metrictest"
)

// scopeIn is a report on Monday 16 November 2026 in a language.
func scopeIn(t *testing.T, tag string, options period.Options, phrases ...string) *Scope {
	t.Helper()
	words, err := locale.For(tag)
	if err != nil {
		t.Fatal(err)
	}
	s := &Scope{Config: &config.Config{}, Name: "suivi", Locale: words, Calendar: metrictest.Calendar(t, options), Slot: period.NewDate(2026, 11, 16)}
	for _, text := range phrases {
		p := period.MustPhrase(text)
		s.Report.Periods = append(s.Report.Periods, p)
		s.Periods = append(s.Periods, s.Resolve(p))
	}
	return s
}

func plain(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ").Replace(s)
}

// A section that names no period shows the report's periods, none of them twice, and none before its first business day
// has passed.
func TestPeriodsOf(t *testing.T) {
	s := scopeIn(t, "fr-FR", period.Options{}, "last week", "month to date", "last week")
	if got := s.PeriodsOf(period.Phrase{}); len(got) != 2 || s.Calendar.ID(got[0]) != "2026-W46" {
		t.Errorf("the report's: %v", got)
	}
	s.Slot = period.NewDate(2026, 11, 2)
	s.Periods = []period.Period{s.Resolve(s.Report.Periods[0]), s.Resolve(s.Report.Periods[1])} // the month has one day, a Sunday
	if got := s.PeriodsOf(period.Phrase{}); len(got) != 1 {
		t.Errorf("a month without a business day: %v", got)
	}
	s = scopeIn(t, "fr-FR", period.Options{}, "last week", "month to date")
	s.Periods[1].End = s.Periods[1].End.AddDays(-3) // ends three days earlier, like a section's own period that ends there
	for words, want := range map[string]period.Period{"month to date": s.Periods[1], "mtd": s.Periods[1], "last month": s.Resolve(period.LastMonth)} {
		if got := s.PeriodsOf(period.MustPhrase(words)); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %v, want %v", words, got, want)
		}
	}
}

// Without a slot, the day is the end of the primary period.
func TestDay(t *testing.T) {
	s := scopeIn(t, "fr-FR", period.Options{}, "last month")
	if s.Day() != s.Slot {
		t.Error(s.Day())
	}
	s.Slot = period.Date{}
	if s.Day() != period.NewDate(2026, 11, 1) {
		t.Error(s.Day())
	}
}

// A period has one name in a sentence, one over a column and one under an axis, in each language.
func TestPeriodsInWords(t *testing.T) {
	for _, c := range []struct{ tag, phrase, name, full, label string }{
		{"fr-FR", "last week", "semaine 46", "semaine 46 (9–15 nov. 2026)", "S46"},
		{"en-GB", "last week", "week 46", "week 46 (9 – 15 Nov 2026)", "W46"},
		{"fr-FR", "last month", "octobre 2026", "octobre 2026", "oct."},
		{"fr-FR", "last quarter", "T3 2026", "T3 2026", "T3"},
		{"fr-FR", "last year", "2025", "2025", "2025"},
		{"fr-FR", "rolling 12 months", "12 mois glissants", "12 mois glissants (16 nov. 2025 – 15 nov. 2026)", "12 mois glissants"},
	} {
		s := scopeIn(t, c.tag, period.Options{}, c.phrase)
		p := s.Periods[0]
		if got := []string{plain(s.PeriodName(p)), plain(s.Period(p)), plain(s.Label(p))}; !slices.Equal(got, []string{c.name, c.full, c.label}) {
			t.Errorf("%s in %s: %q", c.phrase, c.tag, got)
		}
	}
	s := scopeIn(t, "fr-FR", period.Options{FiscalYearStarts: "april"}, "last year")
	if got := plain(s.PeriodName(s.Periods[0])); !strings.Contains(got, "2026") || got == "2026" {
		t.Errorf("a year from April is called as one of the calendar: %q", got)
	}
}

// Equal questions are asked once, in the order in which they were first asked.
func TestDedupe(t *testing.T) {
	s := scopeIn(t, "fr-FR", period.Options{}, "last week", "last month")
	a, b := metric.Ask{Metric: "revenue", Period: s.Periods[0]}, metric.Ask{Metric: "revenue", Period: s.Periods[1]}
	n := &Needs{}
	n.Ask(b, a, b)
	n.Ask(a)
	if n.Dedupe(); !slices.Equal(n.Asks, []metric.Ask{b, a}) {
		t.Error(n.Asks)
	}
}

// Few writes three names and the number of the others.
func TestFew(t *testing.T) {
	s := scopeIn(t, "fr-FR", period.Options{})
	names := []string{"Anne", "Bruno", "Chloé", "David", "Emma"}
	if got := plain(s.ListFew(names)); got != "Anne, Bruno, Chloé et 2 autres" || names[3] != "David" {
		t.Errorf("%q, %q", got, names)
	}
	if got := plain(s.ListFew(names[:3])); got != "Anne, Bruno et Chloé" {
		t.Error(got)
	}
}

// The error names the key and the metric.
func TestMetricThatIsNot(t *testing.T) {
	s := scopeIn(t, "fr-FR", period.Options{})
	s.Metrics = map[string]*metric.Metric{"revenue": {Name: "revenue"}}
	if _, err := s.Metric("trend.metric", "revenu"); err == nil || err.Error() != `trend.metric: no metric is called "revenu"` {
		t.Error(err)
	}
	if m, err := s.Metric("trend.metric", "revenue"); err != nil || m.Name != "revenue" {
		t.Error(m, err)
	}
}

func TestStopped(t *testing.T) {
	for sentence, want := range map[string]string{"Objectif n.d..": "Objectif n.d.", "doel € 3,77 mln...": "doel € 3,77 mln.", "Objectif atteint.": "Objectif atteint."} {
		if got := OneFullStop(sentence); got != want {
			t.Errorf("%q: %q", sentence, got)
		}
	}
}
