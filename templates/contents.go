package templates

import "bilan/report"

// mostContents is how many sections a mail names.
const mostContents = 12

// contents says what the attached pages show, for a mail that shows nothing of them: each section's message where it has
// one, preferably the sentence used as its title, else its title.
func contents(doc *report.Document) (list []string) {
	for i := range doc.Sections {
		s := &doc.Sections[i]
		text := ""
		if s.Label != "" {
			text = s.Title
		}
		for _, b := range s.Blocks {
			if kind, _ := b.Kind(); kind != nil && text == "" {
				text = kind.Message()
			}
			if text != "" {
				break
			}
		}
		if text == "" {
			text = titleOf(s)
		}
		if text = clip(text, 400); text != "" && len(list) < mostContents {
			list = append(list, text)
		}
	}
	return list
}
