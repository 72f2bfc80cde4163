package config

import (
	"strings"
	"unicode/utf8"

	"bilan/internal/config/place"
	"bilan/internal/period"
)

// Note is a note from the owner to a report's readers, shown on page one for some days.
type Note struct {
	Text   string      `yaml:"text" is:"req,languages" eg:"Deux commandes de Nord sont en litige." doc:"The text, at most 300 characters."`
	From   period.Date `yaml:"from" eg:"2026-11-16" doc:"The first day on which a report that is due has the note. Without 'from', every report has the note up to the last day."`
	Until  period.Date `yaml:"until" is:"req" eg:"2026-11-30" doc:"The last day on which a report that is due has the note. After that day 'bilan check' says that the note has ended."`
	Figure string      `yaml:"figure" is:"ref=metric" def:"none: the note is below the headline" eg:"revenue" doc:"The metric that the note is about. The note is printed beside that figure on page one."`
}

// maxNoteLength is the largest number of characters, which is about three lines.
const maxNoteLength = 300

// ShownOn reports whether the turn of a day shows the note.
func (n Note) ShownOn(day period.Date) bool {
	return n.Text != "" && !day.Before(n.From) && !n.EndedBefore(day)
}

// EndedBefore reports whether the note's last day is before the given day.
func (n Note) EndedBefore(day period.Date) bool { return n.Until.Before(day) }

func (l *checker) checkNotes(path string, notes []Note) {
	for i, n := range notes {
		at := place.Index(path, i)
		if !l.Written(at) {
			at = path
		}
		if n.Until != (period.Date{}) && n.Until.Before(n.From) {
			l.AddMistake(at+".until", "is before from: "+n.From.String(), "write a day that is not before it")
		}
		if utf8.RuneCountInString(strings.TrimSpace(n.Text)) > maxNoteLength {
			l.AddMistake(at+".text", "has more than 300 characters: it would fill page one", "write the long one in a section: - text: {body: …}")
		}
	}
}
