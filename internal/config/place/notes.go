// Package place maps each path of the YAML, such as "metrics.revenue.value" or "targets[0].metric", to its line and
// column, and collects the mistakes. It drops a mistake about a value that could not be read: that value already has
// one.
package place

import (
	"strconv"
	"strings"

	"bilan/internal/yamlfile"
)

// Notes are facts about the files while they are loaded: the places of paths, unreadable paths, and the mistakes.
type Notes struct {
	*yamlfile.Reader

	Top          map[string][]yamlfile.Pair // the outermost keys of all files
	Positions    map[string]yamlfile.Position
	Translations []Translation       // the texts that are written per language
	Strange      map[string]bool     // blocks with an unknown key
	Made         map[string][]string // names derived from sales:, by block
	Meant        map[string]string   // their paths, with what was written in their place
}

// New are notes of files that are about to be read.
func New(r *yamlfile.Reader) *Notes {
	return &Notes{
		Reader: r, Top: map[string][]yamlfile.Pair{}, Positions: map[string]yamlfile.Position{},
		Strange: map[string]bool{}, Made: map[string][]string{}, Meant: map[string]string{},
	}
}

// Unread are notes about the same files before anything is decoded.
func (n *Notes) Unread() *Notes {
	o := New(n.Reader.Again())
	o.Top = n.Top
	return o
}

// Pos is the place of a path, or of the nearest one around it.
func (n *Notes) Pos(path string) yamlfile.Position {
	t := Text{positions: n.Positions, root: n.Files[0].Name}
	return t.Pos(path)
}

// Text is the places of all paths; root is the name of the file that includes the others.
func (n *Notes) Text(root string) *Text {
	t := &Text{root: root, positions: n.Positions, meant: n.Meant, files: map[string][]yamlfile.MaskedLine{}}
	for _, f := range n.Files {
		t.files[f.Name] = f.Masker.Masked()
		t.order = append(t.order, f.Path)
	}
	return t
}

// Wrong notes a mistake at a path, unless its value could not be read in the first place.
func (n *Notes) Wrong(path, message, hint string) {
	if n.LegibleAt(path) {
		n.Found = append(n.Found, yamlfile.Mistake{Position: n.Pos(path), Path: asWritten(n.Meant, path), Message: message, Hint: hint})
	}
}

// Written reports whether a key is written in the YAML.
func (n *Notes) Written(path string) bool { _, ok := n.Positions[path]; return ok }

// Only records that a key needs another one beside it.
func (n *Notes) Only(path, key, needs string, ok bool) {
	if !ok && n.Written(Join(path, key)) && n.Sound(Join(path, needs)) {
		n.Wrong(Join(path, key), "has no effect without "+strconv.Quote(needs), "add "+needs+":, or delete it")
	}
}

// Twice records duplicates in a list.
func (n *Notes) Twice(path string, list []string) {
	seen := map[string]bool{}
	for i, word := range list {
		if seen[word] {
			n.Wrong(Index(path, i), strconv.Quote(word)+" is written twice", "delete one of them")
		}
		seen[word] = true
	}
}

// LegibleAt reports whether a path and the blocks around it could be read.
func (n *Notes) LegibleAt(path string) bool {
	for p := path; p != ""; p = p[:max(0, strings.LastIndexAny(p, ".["))] {
		if n.Spoilt[p] {
			return false
		}
	}
	return true
}

// Sound reports whether a path, everything below it and the blocks around it could be read.
func (n *Notes) Sound(path string) bool {
	if !n.LegibleAt(path) || n.Strange[path] {
		return false
	}
	for p := range n.Spoilt {
		if strings.HasPrefix(p, path) && len(p) > len(path) && (p[len(path)] == '.' || p[len(path)] == '[') {
			return false
		}
	}
	return true
}

// Translation is a text that is written per language: {fr: Chiffre d'affaires, en: Revenue}.
type Translation struct {
	Path      string
	Languages []string // in the order in which they are written
	Texts     map[string]string
}
