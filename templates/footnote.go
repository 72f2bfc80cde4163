package templates

import (
	"slices"
	"strings"

	"bilan/report"
)

// footnote is a line below a section. Phone is false if it explains a sign that a phone does not show.
type footnote struct {
	Text  string
	Phone bool
	sign  string // the sign that it explains; "" for a note without a sign
}

// footnotes are the section's notes, and the explanations of those signs that the mail shows.
func footnotes(s *report.Section, shown []part) (list []footnote) {
	stands := func(sign string, phone bool) bool {
		return slices.ContainsFunc(shown, func(p part) bool { return p.shows(sign, phone) })
	}
	for _, sign := range s.Signs {
		text := clip(sign.Sign, 40)
		if stands(text, false) {
			list = append(list, footnote{clip(sign.Text, 300), stands(text, true), text})
		}
	}
	for _, f := range s.Footnotes {
		list = append(list, footnote{Text: clip(f, 300), Phone: true})
	}
	return list
}

// shows reports whether the part shows a sign, with phone in the columns of a phone.
func (p part) shows(sign string, phone bool) bool {
	for _, c := range slices.Concat(p.Cards...) {
		if c.Value == sign || slices.ContainsFunc(c.Lines, func(l cardLine) bool { return l.Text == sign }) {
			return true
		}
	}
	if p.Table == nil {
		return false
	}
	return p.Table.shows(sign, func(i int) bool { return !phone || p.Table.Columns[i].Phone })
}

// shows reports whether a sign is in one of the columns for which in is true.
func (t *table) shows(sign string, in func(column int) bool) bool {
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			if (c.Text == sign || sign == report.Changed && strings.HasSuffix(c.Text, sign)) && in(i) {
				return true
			}
		}
	}
	return false
}

// Plain returns the footnotes of the plain text, which may have fewer columns.
func (p part) Plain() (list []string) {
	for _, f := range p.Footnotes {
		if f.sign == "" || p.Table == nil || p.Table.shows(f.sign, func(i int) bool { return slices.Contains(p.Table.textColumns(), i) }) {
			list = append(list, f.Text)
		}
	}
	return list
}
