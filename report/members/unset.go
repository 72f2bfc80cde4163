package members

import (
	"slices"

	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// Unset is a kind of target that no member has in a period. Its column is blank, and a footnote gives the reason.
type Unset struct {
	Scenario metric.Scenario
	Whole    bool // the total has the target
}

// FindUnset returns the Unset of a kind of target if no member has one in the period with index at. It is nil if a member
// has one, or if there are no members.
func FindUnset(rows []Line, total Line, s metric.Scenario, at int) *Unset {
	has := func(m Line) bool {
		goal := m.Figures[at].Goal(s)
		return goal.Whole.OK() || goal.ToDate.OK()
	}
	named := slices.ContainsFunc(rows, func(m Line) bool { return m.Kind == report.Body })
	if !named || slices.ContainsFunc(rows, func(m Line) bool { return m.Kind != report.Total && has(m) }) {
		return nil
	}
	return &Unset{s, has(total)}
}

// Hides reports whether a line's cell is blank because of u. u may be nil.
func (u *Unset) Hides(m Line) bool { return u != nil && (m.Kind != report.Total || !u.Whole) }

// NoteUnset adds notes about the kinds of targets that no member has: set only for the total, or not for this period.
func NoteUnset(s *scope.Scope, t *notation.Sheet, by string, list ...*Unset) {
	var whole, none []string
	for _, u := range list {
		if u == nil {
			continue
		}
		into, name := &none, s.Locale.Inline(s.Word("column."+string(u.Scenario)))
		if u.Whole {
			into = &whole
		}
		if !slices.Contains(*into, name) {
			*into = append(*into, name)
		}
	}
	if len(whole) > 0 {
		t.Note(s.Word("foot.not_by", s.Locale.List(whole), s.Inline(by)))
	}
	if len(none) > 0 {
		t.Note(s.Word("foot.not_set", s.Locale.List(none)))
	}
}
