package expand

import (
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config/place"
	"bilan/internal/nearest"
	"bilan/internal/yamlfile"
)

// allQuiet, as a name, means all quiet sections of a pack.
const allQuiet = "all"

// selectQuiet removes from a pack the quiet sections that are not requested, and the key quiet from the others. A name
// without a quiet section is a mistake.
func (p *packExpander) selectQuiet(pack, asked *yamlfile.Node, path string) {
	names := requestedQuiet(asked)
	for i, name := range names {
		if known := quietNames(pack); name.Text != allQuiet && !slices.Contains(known, name.Text) {
			at := path
			if asked.Kind == yamlfile.SequenceNode {
				at = place.Index(path, i)
			}
			p.l.Fail(name, at, "the pack has no quiet section "+strconv.Quote(name.Text), quietHint(name.Text, known))
		}
	}
	list := pack.Get("sections")
	list.Items = slices.DeleteFunc(list.Items, func(item *yamlfile.Node) bool {
		quiet := item.Get("quiet")
		if quiet == nil {
			return false
		}
		item.Delete("quiet")
		return !slices.ContainsFunc(names, func(n *yamlfile.Node) bool { return n.Text == allQuiet || n.Text == quiet.Text })
	})
}

// requestedQuiet returns the names of quiet sections that a report requests, in a list or as a single name.
func requestedQuiet(n *yamlfile.Node) []*yamlfile.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == yamlfile.ScalarNode:
		return []*yamlfile.Node{n}
	}
	return slices.DeleteFunc(slices.Clone(n.Items), func(item *yamlfile.Node) bool { return item.Kind != yamlfile.ScalarNode }) // the decoder reports other items
}

// quietNames lists the names of a pack's quiet sections, each once.
func quietNames(pack *yamlfile.Node) (names []string) {
	for _, item := range pack.Get("sections").Items {
		if quiet := item.Get("quiet"); quiet != nil && !slices.Contains(names, quiet.Text) {
			names = append(names, quiet.Text)
		}
	}
	return names
}

func quietHint(name string, known []string) string {
	if len(known) == 0 {
		return "delete it"
	}
	return nearest.Hint(name, append(known, allQuiet))
}

// quietTitles describes a pack's quiet sections as "name: title", with titles in a language.
func quietTitles(pack *yamlfile.Node, language string) (list []string) {
	for _, item := range pack.Get("sections").Items {
		if quiet := item.Get("quiet"); quiet != nil {
			list = append(list, quiet.Text+": "+strings.TrimSpace(titleOf(item, language)))
		}
	}
	return list
}
