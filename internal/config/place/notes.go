// Package place maps each path of the YAML, such as "metrics.revenue.value" or "targets[0].metric", to its line and
// column, and collects the mistakes. It records no second mistake about a value that could not be read.
package place

import (
	"strconv"
	"strings"

	"bilan/internal/yamlfile"
)

// Notes contain what is found while files are loaded: the positions of paths, values that could not be read, and
// mistakes.
type Notes struct {
	*yamlfile.Reader

	Top          map[string][]yamlfile.Pair // the top-level keys of all files
	Positions    map[string]yamlfile.Position
	Translations []Translation       // texts that are written per language
	UnknownKeys  map[string]bool     // blocks with an unknown key
	Derived      map[string][]string // names that follow from sales:, by block
	DerivedFrom  map[string]string   // derived paths, each with the path in the YAML that it comes from
}

// New returns empty notes for the files that a reader will read.
func New(r *yamlfile.Reader) *Notes {
	return &Notes{
		Reader: r, Top: map[string][]yamlfile.Pair{}, Positions: map[string]yamlfile.Position{},
		UnknownKeys: map[string]bool{}, Derived: map[string][]string{}, DerivedFrom: map[string]string{},
	}
}

// Undecoded returns notes about the same files, as they were before anything was decoded.
func (n *Notes) Undecoded() *Notes {
	o := New(n.Reader.WithoutMistakes())
	o.Top = n.Top
	return o
}

// Pos returns the position of a path or, if it is not written, of the nearest enclosing path.
func (n *Notes) Pos(path string) yamlfile.Position {
	t := Text{positions: n.Positions, root: n.Files[0].Name}
	return t.Pos(path)
}

// Text returns the positions of all paths. root is the name of the file that includes the others.
func (n *Notes) Text(root string) *Text {
	t := &Text{root: root, positions: n.Positions, derivedFrom: n.DerivedFrom, files: map[string][]yamlfile.MaskedLine{}}
	for _, f := range n.Files {
		t.files[f.Name] = f.Masker.Masked()
		t.order = append(t.order, f.Path)
	}
	return t
}

// AddMistake records a mistake at a path, unless its value could not be read.
func (n *Notes) AddMistake(path, message, hint string) {
	if n.Legible(path) {
		n.Found = append(n.Found, yamlfile.Mistake{Position: n.Pos(path), Path: asWritten(n.DerivedFrom, path), Message: message, Hint: hint})
	}
}

// Written reports whether a path is written in the YAML.
func (n *Notes) Written(path string) bool { _, ok := n.Positions[path]; return ok }

// CheckNeeds records a mistake if a key is written without the key that it needs. ok reports whether the needed key is there.
func (n *Notes) CheckNeeds(path, key, needs string, ok bool) {
	if !ok && n.Written(Join(path, key)) && n.AllLegible(Join(path, needs)) {
		n.AddMistake(Join(path, key), "has no effect without "+strconv.Quote(needs), "add "+needs+":, or delete it")
	}
}

// CheckDuplicates records duplicates in a list of texts.
func (n *Notes) CheckDuplicates(path string, list []string) {
	seen := map[string]bool{}
	for i, word := range list {
		if seen[word] {
			n.AddMistake(Index(path, i), strconv.Quote(word)+" is written twice", "delete one of them")
		}
		seen[word] = true
	}
}

// Legible reports whether a path and its enclosing blocks could be read.
func (n *Notes) Legible(path string) bool {
	for p := path; p != ""; p = p[:max(0, strings.LastIndexAny(p, ".["))] {
		if n.Spoilt[p] {
			return false
		}
	}
	return true
}

// AllLegible reports whether a path, everything below it, and its enclosing blocks could be read.
func (n *Notes) AllLegible(path string) bool {
	if !n.Legible(path) || n.UnknownKeys[path] {
		return false
	}
	for p := range n.Spoilt {
		if strings.HasPrefix(p, path) && len(p) > len(path) && (p[len(path)] == '.' || p[len(path)] == '[') {
			return false
		}
	}
	return true
}

// Translation is a text that is written per language, such as {fr: Chiffre d'affaires, en: Revenue}.
type Translation struct {
	Path      string
	Languages []string // in their order in the YAML
	Texts     map[string]string
}
