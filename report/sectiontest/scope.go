package sectiontest

import (
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/scope"
)

// Revenue is a sum of money in euros, by order_date.
func Revenue() *metric.Metric {
	return &metric.Metric{Name: "revenue", Label: "Chiffre d’affaires HT", Date: "order_date", Unit: metric.Currency, Currency: "EUR",
		AddsUp: true, OnTrack: Rat("1"), AtRisk: Rat("0.9")}
}

// Conversion is a percentage, by decided_on.
func Conversion() *metric.Metric {
	return &metric.Metric{Name: "conversion", Label: "Taux de transformation", Date: "decided_on", Unit: metric.Percent, Decimals: 1,
		OnTrack: Rat("1"), AtRisk: Rat("0.9")}
}

// Complaints is a sum that should be low, by day. It has no target in Scope.
func Complaints() *metric.Metric {
	return &metric.Metric{Name: "complaints", Label: "Réclamations", Date: "day", Unit: metric.Number, AddsUp: true, LowerBetter: true,
		OnTrack: Rat("1"), AtRisk: Rat("0.9")}
}

// Customers is a state: it has no date. It has no target in Scope.
func Customers() *metric.Metric {
	return &metric.Metric{Name: "customers", Label: "Clients actifs", Unit: metric.Number, OnTrack: Rat("1"), AtRisk: Rat("0.9")}
}

// Scope returns the scope of a report made on Monday, 16 November 2026, with the four metrics of this package. Its
// periods are last week, month to date and year to date.
func Scope(t testing.TB, tag string, sections ...section.Section) *scope.Scope {
	t.Helper()
	l, err := locale.For(tag)
	if err != nil {
		t.Fatal(err)
	}
	cal, err := period.NewCalendar(period.Options{Holidays: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	s := &scope.Scope{
		Config:   &config.Config{Company: "Maison Lenoir", Currency: "EUR", Accent: "#1f4e79"},
		Name:     "suivi",
		Report:   config.Report{Title: "Suivi des ventes", Periods: []period.Phrase{period.MustPhrase("last week"), period.MustPhrase("month to date"), period.MustPhrase("year to date")}, Sections: sections},
		Locale:   l,
		Calendar: cal,
		Slot:     period.NewDate(2026, 11, 16),
		Metrics:  map[string]*metric.Metric{},
		HasTarget: func(name string) bool {
			return name != "complaints" && name != "customers"
		},
	}
	for _, m := range []*metric.Metric{Revenue(), Conversion(), Complaints(), Customers()} {
		s.Metrics[m.Name] = m
	}
	for _, p := range s.Report.Periods {
		s.Periods = append(s.Periods, s.Resolve(p))
	}
	return s
}

// Monthly is Scope with the month to date as its only period.
func Monthly(t testing.TB, tag string, sections ...section.Section) *scope.Scope {
	t.Helper()
	s := Scope(t, tag, sections...)
	s.Periods, s.Report.Periods = s.Periods[1:2], s.Report.Periods[1:2]
	return s
}

// Words is a list of words of the YAML.
func Words(list ...string) scalar.StringList { return list }
