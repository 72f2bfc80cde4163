package templates

import "bilan/report"

// maxContents is the largest number of sections that a mail lists.
const maxContents = 12

// contents describes the attached pages in a mail that shows no part of them, a line per section: its title if that is
// a sentence, else the message of its chart, else its title.
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
		if text = clip(text, 400); text != "" && len(list) < maxContents {
			list = append(list, text)
		}
	}
	return list
}
