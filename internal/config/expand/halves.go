package expand

import (
	"slices"

	"bilan/internal/yamlfile"
)

// halfWidthRow are successive sections of half the page's width in a pack, which form pairs. nil stands for a section that is
// left out.
type halfWidthRow []*yamlfile.Node

// close ends a row of half-width sections. If a pair has lost one section, the other forms a pair with the next such
// section. If there is none, it gets the full width. So the remaining pairs stay together.
func (h *halfWidthRow) close() {
	var alone *yamlfile.Node
	for pair := range slices.Chunk(*h, 2) {
		there := slices.DeleteFunc(slices.Clone(pair), func(n *yamlfile.Node) bool { return n == nil })
		switch {
		case len(there) == 0:
		case len(there) == len(pair):
			widen(alone)
			alone = nil
		case alone == nil:
			alone = there[0]
		default:
			alone = nil
		}
	}
	widen(alone)
	*h = nil
}

// widen gives a section the full width. The section may be nil.
func widen(section *yamlfile.Node) {
	if section != nil {
		section.Delete("width")
	}
}

// isHalf reports whether a section of a pack has half the page's width. Of a list of alternatives, the first one
// counts.
func isHalf(item *yamlfile.Node) bool {
	if either := item.Get("either"); either != nil {
		return isHalf(either.Items[0])
	}
	width := item.Get("width")
	return width != nil && width.Text == "1/2"
}
