// Package sectiontest makes scopes of reports and books of answers for the tests of sections, builds sections, and
// checks the rules that every section must satisfy.
package sectiontest

import (
	"fmt"
	"testing"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/scope"
)

// Maker makes the Part of one section of a report. id is the section's place, such as "sections[3]".
type Maker func(s *scope.Scope, c section.Section, id string) (scope.Part, error)

// Parts makes the Part of each section of the report.
func (m Maker) Parts(t testing.TB, s *scope.Scope) (list []scope.Part) {
	t.Helper()
	for i, c := range s.Report.Sections {
		part, err := m(s, c, fmt.Sprintf("sections[%d]", i))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, part)
	}
	return list
}

// Error returns the error of the report's first section.
func (m Maker) Error(s *scope.Scope) error {
	_, err := m(s, s.Report.Sections[0], "sections[0]")
	return err
}

// Needs returns what the report's sections need, each ask once.
func (m Maker) Needs(t testing.TB, s *scope.Scope) (n scope.Needs) {
	t.Helper()
	for _, part := range m.Parts(t, s) {
		part.Needs(&n)
	}
	n.Dedupe()
	return n
}

// Sections builds the report's sections and checks the rules for every section.
func (m Maker) Sections(t testing.TB, s *scope.Scope, b scope.Book) []report.Section {
	t.Helper()
	doc := &report.Document{}
	for _, part := range m.Parts(t, s) {
		sec, err := part.Build(b)
		if err != nil {
			t.Fatal(err)
		}
		doc.Sections = append(doc.Sections, sec)
	}
	CheckText(t, doc)
	CheckShape(t, doc)
	return doc.Sections
}

// First builds the report's sections and returns the first.
func (m Maker) First(t testing.TB, s *scope.Scope, b scope.Book) report.Section {
	t.Helper()
	return m.Sections(t, s, b)[0]
}

// OnAnyData builds the sections from the books of AnyData.
func (m Maker) OnAnyData(t testing.TB, sections ...section.Section) {
	t.Helper()
	AnyData(t, sections, func(s *scope.Scope, b *Book) { m.Sections(t, s, b) })
}

// AnyData calls try with figures of any kind, in two languages, with none, one and five members.
func AnyData(t testing.TB, sections []section.Section, try func(s *scope.Scope, b *Book)) {
	t.Helper()
	for name, v := range states {
		for _, tag := range []string{"fr-FR", "en-US"} {
			for _, members := range []int{0, 1, 5} {
				s := Scope(t, tag, sections...)
				s.HasTarget = func(string) bool { return name != "no target" }
				try(s, Uniform(s, members, Num(v[0]), Num(v[1]), Num(v[2])))
			}
		}
	}
}

// states are actual, target and last year of figures.
var states = map[string][3]string{
	"no data at all":     {"no data", "no target", "no data"},
	"all zero":           {"0", "0", "0"},
	"zero target":        {"10", "0", "0"},
	"all negative":       {"-1234567.89", "-1000000", "-2000000"},
	"negative target":    {"500", "-400", "-300"},
	"no target":          {"1500.5", "no target", "1400"},
	"no last year":       {"1500.5", "1600", "no data"},
	"not yet":            {"not yet", "1600", "not yet"},
	"undefined":          {"÷0", "0.28", "÷0"},
	"tiny":               {"0.0000001", "0.0000002", "0.0000003"},
	"huge":               {"999999999999999999.99", "1", "99999999999"},
	"nearly on target":   {"0.99999", "1", "1.00001"},
	"target but no data": {"no data", "500", "no data"},
}

// UsesItsNeeds checks that each section of the report uses every figure that it asks for, and no other. It may leave out
// figures of earlier periods.
func (m Maker) UsesItsNeeds(t testing.TB, s *scope.Scope, b *Book) {
	t.Helper()
	for i, part := range m.Parts(t, s) {
		var n scope.Needs
		part.Needs(&n)
		b.Asked = map[metric.Ask]bool{}
		if _, err := part.Build(b); err != nil {
			t.Fatal(err)
		}
		n.Dedupe()
		for _, a := range n.Asks {
			if !b.Asked[a] {
				t.Errorf("%d: named but not used: %+v", i, a)
			}
			delete(b.Asked, a)
		}
		for _, a := range n.Past {
			delete(b.Asked, a)
		}
		for a := range b.Asked {
			t.Errorf("%d: used but not named: %+v", i, a)
		}
	}
}
