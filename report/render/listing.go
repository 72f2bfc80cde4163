package render

import "bilan/report"

// listing places paragraphs in the structure: items that follow each other are one list, deeper ones a list inside
// the item before.
type listing struct {
	lists []*node // open ones, by depth
	items []*node // the last item's body of each
}

// place returns the elements of a paragraph's mark and of its text.
func (s *listing) place(g *report.Paragraph) (label, text *node) {
	if g.Kind != report.ListItem {
		s.lists, s.items = nil, nil
		if g.Kind == report.Heading {
			return nil, &node{role: "H3"}
		}
		return nil, &node{role: "P"}
	}
	depth := min(max(g.Depth, 0), len(s.lists))
	if depth == len(s.lists) {
		list := &node{role: "L"}
		if depth > 0 {
			list.parent = s.items[depth-1]
		}
		s.lists, s.items = append(s.lists, list), append(s.items, nil)
	}
	s.lists, s.items = s.lists[:depth+1], s.items[:depth+1]
	item := &node{role: "LI", parent: s.lists[depth]}
	label, text = &node{role: "Lbl", parent: item}, &node{role: "LBody", parent: item}
	s.items[depth] = text
	return label, text
}
