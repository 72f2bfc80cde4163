package build

import (
	"slices"

	"bilan/report"
	"bilan/report/metric"
)

// unset is a plan that no member has in a period: a column of it would say the same in every line, so it is blank and a
// footnote says why.
type unset struct {
	scenario metric.Scenario
	whole    bool // it is set for the whole all the same
}

// lacking tells of a plan that no member has in one of the section's periods; nil where one has it, or where there are none.
func lacking(rows []member, total member, s metric.Scenario, at int) *unset {
	has := func(m member) bool {
		goal := m.at[at].Goal(s)
		return goal.Whole.OK() || goal.ToDate.OK()
	}
	named := slices.ContainsFunc(rows, func(m member) bool { return m.kind == report.Body })
	if !named || slices.ContainsFunc(rows, func(m member) bool { return m.kind != report.Total && has(m) }) {
		return nil
	}
	return &unset{s, has(total)}
}

// hides tells whether a line's cell is blank for it.
func (u *unset) hides(m member) bool { return u != nil && (m.kind != report.Total || !u.whole) }

// notSet says of which plans the members have none: for they are set for the whole alone, or not in this period.
func (s *Scope) notSet(t *sheet, by string, list ...*unset) {
	var whole, none []string
	for _, u := range list {
		if u == nil {
			continue
		}
		into, name := &none, s.Locale.Inline(s.word("column."+string(u.scenario)))
		if u.whole {
			into = &whole
		}
		if !slices.Contains(*into, name) {
			*into = append(*into, name)
		}
	}
	if len(whole) > 0 {
		t.note(s.word("foot.not_by", s.Locale.List(whole), s.inline(by)))
	}
	if len(none) > 0 {
		t.note(s.word("foot.not_set", s.Locale.List(none)))
	}
}
