package render

import (
	"bilan/report"
	"bilan/report/canvas"
)

// listing assigns paragraphs to structure elements. Consecutive list items are one list; deeper items are a list inside
// the item before them.
type listing struct {
	lists []*canvas.Node // open lists, by depth
	items []*canvas.Node // body of each open list's last item
}

// place returns the structure elements of a paragraph's mark and text. The mark of a paragraph that is no list item is
// nil.
func (s *listing) place(g *report.Paragraph) (label, text *canvas.Node) {
	if g.Kind != report.ListItem {
		s.lists, s.items = nil, nil
		if g.Kind == report.Heading {
			return nil, &canvas.Node{Role: "H3"}
		}
		return nil, &canvas.Node{Role: "P"}
	}
	depth := min(max(g.Depth, 0), len(s.lists))
	if depth == len(s.lists) {
		list := &canvas.Node{Role: "L"}
		if depth > 0 {
			list.Parent = s.items[depth-1]
		}
		s.lists, s.items = append(s.lists, list), append(s.items, nil)
	}
	s.lists, s.items = s.lists[:depth+1], s.items[:depth+1]
	item := &canvas.Node{Role: "LI", Parent: s.lists[depth]}
	label, text = &canvas.Node{Role: "Lbl", Parent: item}, &canvas.Node{Role: "LBody", Parent: item}
	s.items[depth] = text
	return label, text
}
