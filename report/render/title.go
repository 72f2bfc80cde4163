package render

import (
	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// sectionTitle is a section's title with its unit, and its note beside or below. If the title is a sentence, the
// section's name is above it in the style of the note.
func sectionTitle(s *report.Section, w float64) *layout.Piece {
	if s.Label != "" {
		return sentenceTitle(s, w)
	}
	title, noteW := nameWithUnit(s), layout.NoteStyle.Width(s.Note)
	beside := noteW <= w*0.45 && layout.SectionStyle.Width(title) <= w-noteW-16
	lines := typeface.WrapSentence(layout.SectionStyle, title, w, 4)
	if len(lines) > 1 && s.Title != "" && s.Unit != "" { // the unit is not alone on a line
		lines = typeface.WrapSentence(layout.SectionStyle, s.Title+",\u00a0"+s.Unit, w, 4)
	}
	var notes []string
	if s.Note != "" && !beside {
		notes = typeface.WrapSentence(layout.NoteStyle, s.Note, w, 3)
	}
	h := float64(len(lines))*sectionLeading + float64(len(notes))*noteLeading + 4
	return &layout.Piece{Height: h, Keep: true, Draw: func(p *layout.Sheet, b canvas.Box) {
		p.Bookmark(s.Title, max(b.Y-8, 0))
		y := b.Y - 3
		y = layout.DrawLines(p.Canvas, "H2", lines, b.X, y, sectionLeading, layout.SectionStyle)
		if beside && s.Note != "" {
			p.TagAs("P", func() { p.TextRight(b.Right(), y, layout.NoteStyle, s.Note) })
		}
		if len(notes) > 0 {
			layout.DrawLines(p.Canvas, "P", notes, b.X, y, noteLeading+0.5, layout.NoteStyle)
		}
		p.Line(b.X, b.Bottom(), b.Right(), b.Bottom(), 0.5, layout.Hairline)
	}}
}

// nameWithUnit is the section's name with its unit.
func nameWithUnit(s *report.Section) string {
	switch name := s.Name(); {
	case name == "":
		return s.Unit
	case s.Unit == "":
		return name
	default:
		return name + ", " + s.Unit
	}
}

// sentenceTitle has the section's name and note on one line if they fit, and the sentence below.
func sentenceTitle(s *report.Section, w float64) *layout.Piece {
	label := nameWithUnit(s)
	beside := s.Note != "" && layout.NoteStyle.Width(label)+layout.NoteStyle.Width(s.Note)+16 <= w
	names := typeface.WrapSentence(layout.NoteStyle, label, w, 2)
	if s.Note != "" && !beside {
		names = append(names, typeface.WrapSentence(layout.NoteStyle, s.Note, w, 2)...)
	}
	lines := typeface.WrapSentence(layout.SectionStyle, s.Title, w, 4)
	h := float64(len(names))*noteLeading + float64(len(lines))*sectionLeading + 5
	return &layout.Piece{Height: h, Keep: true, Draw: func(p *layout.Sheet, b canvas.Box) {
		p.Bookmark(s.Name(), max(b.Y-8, 0))
		y := layout.DrawLines(p.Canvas, "P", names, b.X, b.Y-3, noteLeading, layout.NoteStyle)
		if beside {
			p.TagAs("P", func() { p.TextRight(b.Right(), y, layout.NoteStyle, s.Note) })
		}
		layout.DrawLines(p.Canvas, "H2", lines, b.X, y+1, sectionLeading, layout.SectionStyle)
		p.Line(b.X, b.Bottom(), b.Right(), b.Bottom(), 0.5, layout.Hairline)
	}}
}
