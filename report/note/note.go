// Package note decides where on page one an owner's note is printed.
package note

import (
	"slices"

	"bilan/report"
	"bilan/report/prose"
	"bilan/report/scope"
)

// onPageOne is how many sections surely begin on the first page.
const onPageOne = 2

// Put adds the notes that are in force on the turn's day to a document from Build: each beside its figure, in the first
// section of page one that shows it, else below the headline.
func Put(s *scope.Scope, doc *report.Document) {
	day := s.Slot
	if day.IsZero() {
		day = s.Periods[0].End
	}
	for _, n := range s.Report.Note {
		if !n.In(day) {
			continue
		}
		text := s.Locale.Word("note.text", prose.Tidy(n.Text))
		if m := s.Metrics[n.Figure]; m != nil {
			text = s.Locale.Word("note.figure", prose.Tidy(m.Label), prose.Tidy(n.Text))
		}
		if i := shows(s, n.Figure); i >= 0 && i < len(doc.Sections) {
			doc.Sections[i].Remarks = append(doc.Sections[i].Remarks, text)
		} else {
			doc.Remarks = append(doc.Remarks, text)
		}
	}
}

// shows is the section of page one that shows a metric, -1 where none does.
func shows(s *scope.Scope, metric string) int {
	for i, section := range s.Report.Sections {
		switch {
		case metric == "" || i == onPageOne || section.NewPage && i > 0:
			return -1
		case slices.Contains(section.Shows(), metric):
			return i
		}
	}
	return -1
}
