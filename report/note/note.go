// Package note decides where on page one an owner's notes are printed.
package note

import (
	"slices"

	"bilan/report"
	"bilan/report/prose"
	"bilan/report/scope"
)

// onPageOne is the number of sections that are sure to begin on the first page.
const onPageOne = 2

// Put adds to a document the notes whose dates include the day of the turn. A note about a figure goes to the first
// section of page one that shows the figure; any other note goes below the headline.
func Put(s *scope.Scope, doc *report.Document) {
	day := s.Slot
	if day.IsZero() {
		day = s.Periods[0].End
	}
	for _, n := range s.Report.Note {
		if !n.ShownOn(day) {
			continue
		}
		text := s.Locale.Word("note.text", prose.Tidy(n.Text))
		if m := s.Metrics[n.Figure]; m != nil {
			text = s.Locale.Word("note.figure", prose.Tidy(m.Label), prose.Tidy(n.Text))
		}
		if i := sectionShowing(s, n.Figure); i >= 0 && i < len(doc.Sections) {
			doc.Sections[i].Remarks = append(doc.Sections[i].Remarks, text)
		} else {
			doc.Remarks = append(doc.Remarks, text)
		}
	}
}

// sectionShowing is the index of the section on page one that shows a metric, -1 if none does.
func sectionShowing(s *scope.Scope, metric string) int {
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
