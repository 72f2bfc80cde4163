package config

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/nearest"
	"bilan/internal/sales"
	"bilan/internal/yamlfile"

	"golang.org/x/text/unicode/norm"
)

// use is a place where a name of a source, dataset, metric or dimension is written.
type use struct {
	kind, name, path string
	node             *yamlfile.Node
}

// blockOf is where the names of a kind are defined.
var blockOf = map[string]string{"source": "sources", "dataset": "datasets", "metric": "metrics", "dimension": "dimensions", "closing": "closings"}

// defined lists the names of a kind, in order. The parent of a dimension is one too.
func (l *loader) defined(kind string) []string {
	var list []string
	for _, p := range l.top[blockOf[kind]] {
		for _, named := range p.Value.Pairs {
			list = append(list, norm.NFC.String(named.Key.Text))
		}
	}
	list = append(list, l.made[blockOf[kind]]...)
	if kind == "dimension" {
		for _, name := range slices.Sorted(maps.Keys(l.config.Dimensions)) {
			if d := l.config.Dimensions[name]; d.Parent != "" && !slices.Contains(list, d.Parent) {
				list = append(list, d.Parent)
			}
		}
	}
	return list
}

// foldParents calls the dimension that a parent: means by its own name: parent: is a column too, and SQL folds the case of
// those.
func (l *loader) foldParents() {
	change(l.config.Dimensions, func(d *Dimension) {
		for name := range l.config.Dimensions {
			if _, exact := l.config.Dimensions[d.Parent]; !exact && strings.EqualFold(name, d.Parent) {
				d.Parent = name
			}
		}
	})
}

// resolve finds what every name refers to.
func (l *loader) resolve() {
	known := map[string][]string{}
	for kind := range blockOf {
		known[kind] = l.defined(kind)
	}
	for _, u := range l.uses {
		name := norm.NFC.String(u.name)
		if name == "" || slices.Contains(known[u.kind], name) || l.Spoilt[blockOf[u.kind]] {
			continue
		}
		if u.kind == "dimension" && l.parentsUnknown() {
			continue
		}
		message, hint := "no "+u.kind+" is called "+quote(u.name), nearest.Hint(u.name, known[u.kind])
		for _, other := range slices.Sorted(maps.Keys(known)) {
			if strings.HasPrefix(hint, "known: ") && slices.Contains(known[other], name) {
				hint = quote(u.name) + " is a " + other
			}
		}
		if shown := l.called(u.kind, name); shown != "" {
			hint = fmt.Sprintf("%q is what %q is called on paper: write %s", name, shown, shown)
		}
		if near := nearest.Word(name, known[u.kind]); strings.EqualFold(near, name) {
			hint = "write " + quote(near) + ": capital letters count"
		}
		if len(known[u.kind]) == 0 {
			hint = "define it below " + blockOf[u.kind] + ":"
		}
		if canonical(u.kind, name) && l.written("sales") {
			if !l.sound("sales") {
				continue
			}
			if needs := sales.NewModel(&l.config.Sales, "").Lacks(name); u.kind == "metric" && needs != "" {
				hint = "map " + needs + " to have it"
			} else if u.kind == "dimension" {
				hint = "map the role " + quote(name) + " below sales: to have it"
			}
		} else if idle := l.idle(u.kind, name, known[u.kind]); idle != "" {
			hint = idle
		}
		l.Fail(u.node, u.path, message, hint)
	}
}

// idle is the hint at a similar name that is defined and that nothing refers to: there the slip is in the definition.
func (l *loader) idle(kind, name string, known []string) string {
	unused := slices.DeleteFunc(slices.Clone(known), func(k string) bool {
		return slices.Contains(l.made[blockOf[kind]], k) || slices.ContainsFunc(l.uses, func(u use) bool { return u.kind == kind && norm.NFC.String(u.name) == k })
	})
	near := nearest.Word(name, unused)
	at, ok := l.positions[join(blockOf[kind], near)]
	if near == "" || strings.EqualFold(near, name) || !ok {
		return ""
	}
	hint := fmt.Sprintf("defined as %q on line %d?", near, at.Line)
	switch other := nearest.Word(name, known); {
	case other != near && other != "":
		hint += fmt.Sprintf(" or did you mean %q?", other)
	case !l.often(kind, name):
		return "" // one reference is misspelt
	}
	return hint
}

// often tells that several places refer to a name.
func (l *loader) often(kind, name string) bool {
	n := 0
	for _, u := range l.uses {
		if u.kind == kind && norm.NFC.String(u.name) == name {
			n++
		}
	}
	return n > 1
}

// called is the dimension or metric that readers know by a heading, "" when there is not exactly one.
func (l *loader) called(kind, heading string) (only string) {
	var found int
	note := func(name, title string) {
		if strings.EqualFold(title, heading) {
			found, only = found+1, name
		}
	}
	switch kind {
	case "dimension":
		for name, d := range l.config.Dimensions {
			note(name, d.Heading())
			if d.Heading() == "" {
				note(name, d.Label)
			}
		}
	case "metric":
		for name, m := range l.config.Metrics {
			note(name, m.Label)
		}
	}
	if found != 1 {
		return ""
	}
	return only
}

// parentsUnknown tells that some dimension's parent could not be read: any name may be its.
func (l *loader) parentsUnknown() bool {
	for name := range l.config.Dimensions {
		if !l.legibleAt("dimensions." + name + ".parent") {
			return true
		}
	}
	return false
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
