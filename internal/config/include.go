package config

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
)

const maxFiles = 200

// include reads a file, sorts its outermost keys, and goes on with the files it includes. It tells whether
// there was anything to decode.
func (l *loader) include(name string) bool {
	f := l.readFile(name)
	if f.root == nil {
		return false
	}
	l.stack = append(l.stack, f)
	defer func() { l.stack = l.stack[:len(l.stack)-1] }()
	for _, p := range f.root.pairs {
		if key := p.key.text; slices.Contains(names(reflect.TypeFor[Config]()), key) {
			l.top[key] = append(l.top[key], p)
		} else if !strings.HasPrefix(key, "x-") {
			l.unknown(p, reflect.TypeFor[Config](), "", nil)
		}
	}
	if n := f.root.get("include"); n != nil {
		l.patterns(f, n)
	}
	return true
}

func (l *loader) patterns(f *file, n *node) {
	items := []*node{n}
	if n.kind == sequenceNode {
		items = n.items
	}
	for _, item := range items {
		if item.kind != scalarNode || item.null {
			continue // decodeTop says so
		}
		text, ok := l.expand(item, "include")
		if !ok || strings.TrimSpace(text) == "" {
			continue
		}
		l.pattern(f, item, text)
	}
}

func (l *loader) pattern(f *file, at *node, text string) {
	pattern := text
	if !filepath.IsAbs(pattern) {
		pattern = filepath.Join(filepath.Dir(f.name), pattern)
	}
	matches, err := l.disk.glob(pattern)
	many := strings.ContainsAny(text, "*?[")
	if err != nil {
		l.fail(at, "include", fmt.Sprintf("%q is not a pattern", text), "write reports/*.yaml")
		return
	}
	took := false
	for _, name := range matches {
		took = l.one(f, at, name, many) || took
	}
	if !took {
		l.fail(at, "include", fmt.Sprintf("no file matches %q", text), "the path starts in the folder of "+f.name)
	}
}

// one includes a file that a pattern matches, and tells whether the pattern was right to name it. A file that several
// patterns match is read once.
func (l *loader) one(f *file, at *node, name string, many bool) bool {
	same := func(g *file) bool { return g.real == l.disk.real(name) }
	switch loop := slices.IndexFunc(l.stack, same); {
	case loop >= 0 && many:
		return len(l.stack) > 1 || loop != len(l.stack)-1 // *.yaml beside the file itself
	case loop >= 0:
		chain := make([]string, 0, len(l.stack))
		for _, g := range l.stack[loop:] {
			chain = append(chain, g.name)
		}
		l.fail(at, "include", "the files include each other: "+strings.Join(append(chain, name), " → "), "delete one of the lines")
	case slices.ContainsFunc(l.files, same):
	case len(l.files) >= maxFiles:
		l.once(at, "include", fmt.Sprintf("more than %d files", maxFiles), "")
	default:
		if !l.include(name) && len(l.found) == 0 {
			l.fail(at, "include", name+" says nothing", "delete it, or the line that names it")
		}
	}
	return true
}
