package templates

import "bilan/report"

// mostContents is how many sections a mail names.
const mostContents = 12

// contents says what the attached pages show, for a mail that shows nothing of them: each section's message where it has
// one, else its title.
func contents(doc *report.Document) (list []string) {
	for i := range doc.Sections {
		s := &doc.Sections[i]
		text := ""
		for _, b := range s.Blocks {
			if text = message(b); text != "" {
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

// message is what a chart says in one sentence, "" for what is no chart.
func message(b report.Block) string {
	switch {
	case b.Columns != nil:
		return b.Columns.Alt
	case b.Line != nil:
		return b.Line.Alt
	case b.Series != nil:
		return b.Series.Alt
	case b.Bars != nil:
		return b.Bars.Alt
	case b.Waterfall != nil:
		return b.Waterfall.Alt
	case b.Donut != nil:
		return b.Donut.Alt
	case b.Multiples != nil:
		return b.Multiples.Alt
	case b.Heat != nil:
		return b.Heat.Alt
	case b.Table != nil:
		return b.Table.Alt
	case b.Funnel != nil:
		return b.Funnel.Alt
	}
	return ""
}
