package expand

import (
	"slices"

	"bilan/internal/yamlfile"
)

// halves are sections of half the page's width that follow each other in a pack, two and two; nil is one that is left out.
type halves []*yamlfile.Node

// end closes the row. Of a pair one is left alone where the other is left out: it stands beside the next one that is alone, or takes the
// whole width where there is none, so that the pairs of the pack stay together.
func (h *halves) end() {
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

// widen lets a section take the whole width.
func widen(section *yamlfile.Node) {
	if section != nil {
		section.Delete("width")
	}
}

// isHalf reports whether a section of a pack, or the first of its forms, has half the page's width.
func isHalf(item *yamlfile.Node) bool {
	if either := item.Get("either"); either != nil {
		return isHalf(either.Items[0])
	}
	width := item.Get("width")
	return width != nil && width.Text == "1/2"
}
