package config

import (
	"bilan/internal/yamlfile"
	"reflect"
	"slices"
	"strings"
)

// Load reads a file and all that it includes. Its error is Mistakes: everything that is wrong, at once. getenv
// answers for ${NAME}, as os.LookupEnv does; nil knows none.
func Load(path string, getenv func(string) (string, bool)) (*Config, error) {
	return load(yamlfile.Machine{}, path, getenv)
}

// loader holds what is known while a config is loaded.
type loader struct {
	*yamlfile.Reader

	getenv func(string) (string, bool)
	stack  []*yamlfile.File           // that include each other
	top    map[string][]yamlfile.Pair // the outermost keys of all files

	config       *Config
	language     string        // that texts are taken in
	translations []translation // the texts that are written per language
	positions    map[string]yamlfile.Position
	strange      map[string]bool // blocks with a key that nobody knows
	expanded     []expansion
	secrets      []string
	uses         []use
	made         map[string][]string // names that sales: makes, by block
	meant        map[string]string   // their paths, with what was written in their place
	packsLeft    []packLeft
}

func load(d yamlfile.Disk, path string, getenv func(string) (string, bool)) (*Config, error) {
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

func newLoader(d yamlfile.Disk, getenv func(string) (string, bool)) *loader {
	return &loader{
		Reader: yamlfile.NewReader(d, secretKeys()), getenv: getenv, top: map[string][]yamlfile.Pair{}, config: &Config{},
		positions: map[string]yamlfile.Position{}, strange: map[string]bool{},
		made: map[string][]string{}, meant: map[string]string{},
	}
}

// finish gives the config with its defaults, or every mistake with its excerpt.
func (l *loader) finish(path string) (*Config, error) {
	t := &text{root: path, positions: l.positions, meant: l.meant, files: map[string][]yamlfile.MaskedLine{}}
	for _, f := range l.Files {
		t.files[f.Name] = f.Masker.Masked()
		t.order = append(t.order, f.Path)
	}
	if len(l.Found) > 0 {
		var all yamlfile.Mistakes
		for _, m := range l.Found {
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

// legibleAt tells that a path and the blocks it stands in could be read.
func (l *loader) legibleAt(path string) bool {
	for p := path; p != ""; p = p[:max(0, strings.LastIndexAny(p, ".["))] {
		if l.Spoilt[p] {
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
	for p := range l.Spoilt {
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
			l.positions[f.name] = pairs[0].Key.Position()
			l.value(joined, v.Field(f.index), f, f.name)
		}
	}
}

func (l *loader) join(f field, pairs []yamlfile.Pair) (*yamlfile.Node, bool) {
	first := pairs[0].Value
	if len(pairs) == 1 {
		return first, true
	}
	kind := yamlfile.MappingNode
	switch {
	case f.name == "include":
		return first, true // the files are read already
	case f.typ.Kind() == reflect.Slice:
		kind = yamlfile.SequenceNode
	case f.typ.Kind() != reflect.Map:
		for _, again := range pairs[1:] {
			l.Fail(again.Key, f.name, "is written in two files", "first in "+pairs[0].Key.Position().String())
		}
		return nil, false
	}
	all := *first
	all.Pairs, all.Items = nil, nil
	for _, p := range pairs {
		if p.Value.Kind != kind {
			return p.Value, true // value says what is wrong with it
		}
		all.Pairs = append(all.Pairs, p.Value.Pairs...)
		all.Items = append(all.Items, p.Value.Items...)
	}
	return &all, true
}
