package build

import (
	"math/big"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/section"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// fakeBook is a scope.Book with answers that a test sets. If asked is not nil, it records the asks.
type fakeBook struct {
	answer   func(metric.Ask) metric.Answer
	pipeline metric.Pipeline
	cohorts  []metric.Cohort
	tables   map[string]*table.Table
	asked    map[metric.Ask]bool
}

func (b *fakeBook) Answer(a metric.Ask) metric.Answer {
	if b.asked != nil {
		b.asked[a] = true
	}
	if b.answer == nil {
		return metric.Answer{}
	}
	return b.answer(a)
}
func (b *fakeBook) Pipeline(string) metric.Pipeline { return b.pipeline }
func (b *fakeBook) Cohorts(string) []metric.Cohort  { return b.cohorts }
func (b *fakeBook) Table(id string) *table.Table    { return b.tables[id] }

func (b *fakeBook) TargetSteps(string, string, period.Period) []metric.Step { return nil }

func (b *fakeBook) Holes(string, metric.Scenario, period.Period) []metric.Hole { return nil }

func (b *fakeBook) Unshared(string, metric.Scenario, period.Period) []period.Period { return nil }

// rat parses a number such as "1234.5".
func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return r
}

// num parses a number, or the reason why it is absent: "no data", "no target", "not yet", "÷0".
func num(s string) metric.Num {
	switch s {
	case "no data":
		return metric.None(metric.NoData)
	case "no target":
		return metric.None(metric.NoTarget)
	case "not yet":
		return metric.None(metric.NotYet)
	case "÷0":
		return metric.None(metric.Undefined)
	}
	return metric.Of(rat(s))
}

// figure makes a figure from its values, with the differences and ratios that the engine would compute.
func figure(m *metric.Metric, ac, toDate, full, py, pp metric.Num) metric.Figure {
	f := metric.Figure{Metric: m, AC: ac, PL: full, PLToDate: toDate, PY: py, PP: pp}
	f.DeltaPL, f.DeltaPLPct = versus(m, ac, toDate)
	f.DeltaPY, f.DeltaPYPct = versus(m, ac, py)
	f.DeltaPP, f.DeltaPPPct = versus(m, ac, pp)
	f.Attainment, f.Progress = metric.Div(ac, toDate), metric.Div(ac, full)
	if f.Attainment.OK() {
		switch {
		case f.Attainment.Rat.Cmp(m.OnTrack) >= 0:
			f.Status = metric.OnTrack
		case f.Attainment.Rat.Cmp(m.AtRisk) >= 0:
			f.Status = metric.AtRisk
		default:
			f.Status = metric.OffTrack
		}
	}
	return f
}

func versus(m *metric.Metric, ac, ref metric.Num) (delta, pct metric.Num) {
	delta = metric.Sub(ac, ref)
	if m.InPoints() {
		return delta, delta
	}
	return delta, metric.Div(delta, notation.Magnitude(ref))
}

func revenue() *metric.Metric {
	return &metric.Metric{Name: "revenue", Label: "Chiffre d’affaires HT", Date: "order_date", Unit: metric.Currency, Currency: "EUR",
		AddsUp: true, OnTrack: rat("1"), AtRisk: rat("0.9")}
}

func conversion() *metric.Metric {
	return &metric.Metric{Name: "conversion", Label: "Taux de transformation", Date: "decided_on", Unit: metric.Percent, Decimals: 1,
		OnTrack: rat("1"), AtRisk: rat("0.9")}
}

func complaints() *metric.Metric {
	return &metric.Metric{Name: "complaints", Label: "Réclamations", Date: "day", Unit: metric.Number, AddsUp: true, LowerBetter: true,
		OnTrack: rat("1"), AtRisk: rat("0.9")}
}

func customers() *metric.Metric {
	return &metric.Metric{Name: "customers", Label: "Clients actifs", Unit: metric.Number, OnTrack: rat("1"), AtRisk: rat("0.9")}
}

// scopeOf returns the scope of a report made on Monday, 16 November 2026. Its periods are last week, month to date and
// year to date.
func scopeOf(t testing.TB, tag string, sections ...section.Section) *scope.Scope {
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
	for _, m := range []*metric.Metric{revenue(), conversion(), complaints(), customers()} {
		s.Metrics[m.Name] = m
	}
	for _, p := range s.Report.Periods {
		s.Periods = append(s.Periods, s.Resolve(p))
	}
	return s
}

// build makes the document and checks the rules for every document.
func build(t testing.TB, s *scope.Scope, b scope.Book) *report.Document {
	t.Helper()
	doc, err := Document(s, b, facts(), "")
	if err != nil {
		t.Fatal(err)
	}
	checkText(t, doc)
	checkShape(t, doc)
	return doc
}

func facts() TrustFacts {
	return TrustFacts{CutOff: period.NewDate(2026, 11, 16), Owner: "salesops@lenoir.example"}
}
