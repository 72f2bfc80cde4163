package config

import (
	"reflect"
	"slices"
	"strings"
)

// Load reads a file and all that it includes. Its error is Mistakes: everything that is wrong, at once. getenv
// answers for ${NAME}, as os.LookupEnv does; nil knows none.
func Load(path string, getenv func(string) (string, bool)) (*Config, error) {
	return load(machine{}, path, getenv)
}

// loader holds what is known while a config is loaded.
type loader struct {
	disk       disk
	getenv     func(string) (string, bool)
	files      []*file
	stack      []*file // that include each other
	nodes      int
	secretKeys map[string]bool
	top        map[string][]pair // the outermost keys of all files

	config       *Config
	language     string        // that texts are taken in
	translations []translation // the texts that are written per language
	positions    map[string]Position
	spoilt       map[string]bool // paths whose value could not be read
	strange      map[string]bool // blocks with a key that nobody knows
	expanded     []expansion
	secrets      []string
	uses         []use
	found        Mistakes
	said         map[string]bool
	made         map[string][]string // names that sales: makes, by block
	meant        map[string]string   // their paths, with what was written in their place
	packsLeft    []packLeft
}

func load(d disk, path string, getenv func(string) (string, bool)) (*Config, error) {
	if getenv == nil {
		getenv = func(string) (string, bool) { return "", false }
	}
	l := newLoader(d, getenv)
	if path == "" {
		path = "."
	}
	if l.include(path) {
		l.language = l.ownLanguage()
		l.decodeTop()
		l.expandSales()
		l.foldParents()
		l.resolve()
		l.derive()
		l.check()
	}
	return l.finish(path)
}

func newLoader(d disk, getenv func(string) (string, bool)) *loader {
	return &loader{
		disk: d, getenv: getenv, secretKeys: secretKeys(), top: map[string][]pair{}, config: &Config{},
		positions: map[string]Position{}, spoilt: map[string]bool{}, strange: map[string]bool{}, said: map[string]bool{},
		made: map[string][]string{}, meant: map[string]string{},
	}
}

// finish gives the config with its defaults, or every mistake with its excerpt.
func (l *loader) finish(path string) (*Config, error) {
	t := &text{root: path, positions: l.positions, meant: l.meant, files: map[string][]maskedLine{}}
	for _, f := range l.files {
		t.files[f.name] = f.masker.masked()
		t.order = append(t.order, f.path)
	}
	if len(l.found) > 0 {
		var all Mistakes
		for _, m := range l.found {
			m.Message, m.Hint = l.scrub(m.Message), l.scrub(m.Hint)
			m.Excerpt = t.excerpt(m.Position)
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
		all.Sort()
		return nil, all
	}
	l.config.text = t
	l.config.packsLeft = l.packsLeft
	l.config.fillIn()
	l.translate()
	return l.config, nil
}

// fail notes a mistake at a node. A path is noted as spoilt, so that nothing else is said of it.
func (l *loader) fail(n *node, path, message, hint string) {
	l.found = append(l.found, Mistake{Position: n.position(), Path: path, Message: message, Hint: hint})
	if path != "" {
		l.spoilt[path] = true
	}
}

// note is fail for what spoils nothing else.
func (l *loader) note(n *node, path, message, hint string) {
	l.found = append(l.found, Mistake{Position: n.position(), Path: path, Message: message, Hint: hint})
}

// once is fail for what would be said of a thousand places.
func (l *loader) once(n *node, path, message, hint string) {
	if !l.said[message] {
		l.said[message] = true
		l.fail(n, path, message, hint)
	}
}

// legibleAt tells that a path and the blocks it stands in could be read.
func (l *loader) legibleAt(path string) bool {
	for p := path; p != ""; p = p[:max(0, strings.LastIndexAny(p, ".["))] {
		if l.spoilt[p] {
			return false
		}
	}
	return true
}

// sound tells that a path, all below it and the blocks it stands in could be read.
func (l *loader) sound(path string) bool {
	if !l.legibleAt(path) || l.strange[path] {
		return false
	}
	for p := range l.spoilt {
		if strings.HasPrefix(p, path) && len(p) > len(path) && (p[len(path)] == '.' || p[len(path)] == '[') {
			return false
		}
	}
	return true
}

// decodeTop decodes the outermost keys: names of several files stand side by side, everything else is
// written once.
func (l *loader) decodeTop() {
	v := reflect.ValueOf(l.config).Elem()
	for _, f := range fieldsOf(v.Type()) {
		pairs := l.top[f.name]
		if len(pairs) == 0 {
			continue
		}
		if f.name == "reports" { // after the sales model, which says what a pack can fill
			l.expandPacks()
		}
		joined, ok := l.join(f, pairs)
		if ok {
			l.positions[f.name] = pairs[0].key.position()
			l.value(joined, v.Field(f.index), f, f.name)
		}
	}
}

func (l *loader) join(f field, pairs []pair) (*node, bool) {
	first := pairs[0].value
	if len(pairs) == 1 {
		return first, true
	}
	kind := mappingNode
	switch {
	case f.name == "include":
		return first, true // the files are read already
	case f.typ.Kind() == reflect.Slice:
		kind = sequenceNode
	case f.typ.Kind() != reflect.Map:
		for _, again := range pairs[1:] {
			l.fail(again.key, f.name, "is written in two files", "first in "+pairs[0].key.position().String())
		}
		return nil, false
	}
	all := *first
	all.pairs, all.items = nil, nil
	for _, p := range pairs {
		if p.value.kind != kind {
			return p.value, true // value says what is wrong with it
		}
		all.pairs = append(all.pairs, p.value.pairs...)
		all.items = append(all.items, p.value.items...)
	}
	return &all, true
}

// describe says what a node is, without its text.
func describe(n *node) string {
	switch {
	case n.kind == mappingNode:
		return "a block of keys"
	case n.kind == sequenceNode:
		return "a list"
	case n.null:
		return "nothing"
	}
	return "a single value"
}
