package decode

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/config/keys"
	"bilan/internal/yamlfile"
)

const maxFiles = 200

// Include reads a file and the files that it includes, and sorts their top-level keys into Top. It returns false if the
// file contains nothing to decode.
func (l *Decoder) Include(name string) bool {
	f := l.ReadFile(name)
	if f.Root == nil {
		return false
	}
	l.stack = append(l.stack, f)
	defer func() { l.stack = l.stack[:len(l.stack)-1] }()
	for _, p := range f.Root.Pairs {
		if key := p.Key.Text; slices.Contains(keys.Names(reflect.TypeFor[config.Config]()), key) {
			l.Top[key] = append(l.Top[key], p)
		} else if !strings.HasPrefix(key, "x-") {
			l.reportUnknown(p, reflect.TypeFor[config.Config](), "", nil)
		}
	}
	if n := f.Root.Get("include"); n != nil {
		l.includePatterns(f, n)
	}
	return true
}

func (l *Decoder) includePatterns(f *yamlfile.File, n *yamlfile.Node) {
	items := []*yamlfile.Node{n}
	if n.Kind == yamlfile.SequenceNode {
		items = n.Items
	}
	for _, item := range items {
		if item.Kind != yamlfile.ScalarNode || item.Null {
			continue // Decode reports this mistake
		}
		text, ok := l.expand(item, "include")
		if !ok || strings.TrimSpace(text) == "" {
			continue
		}
		l.includePattern(f, item, text)
	}
}

func (l *Decoder) includePattern(f *yamlfile.File, at *yamlfile.Node, text string) {
	pattern := text
	if !filepath.IsAbs(pattern) {
		pattern = filepath.Join(filepath.Dir(f.Name), pattern)
	}
	matches, err := l.Disk.Glob(pattern)
	many := strings.ContainsAny(text, "*?[")
	if err != nil {
		l.Fail(at, "include", fmt.Sprintf("%q is not a pattern", text), "write reports/*.yaml")
		return
	}
	took := false
	for _, name := range matches {
		took = l.includeFile(f, at, name, many) || took
	}
	if !took {
		l.Fail(at, "include", fmt.Sprintf("no file matches %q", text), "the path starts in the folder of "+f.Name)
	}
}

// includeFile includes a file that matches a pattern. It returns false if the pattern matched only the file that contains it. A
// file that several patterns match is read once.
func (l *Decoder) includeFile(f *yamlfile.File, at *yamlfile.Node, name string, many bool) bool {
	same := func(g *yamlfile.File) bool { return g.Real == l.Disk.Real(name) }
	switch loop := slices.IndexFunc(l.stack, same); {
	case loop >= 0 && many:
		return len(l.stack) > 1 || loop != len(l.stack)-1 // a pattern such as *.yaml may match the file that contains it
	case loop >= 0:
		chain := make([]string, 0, len(l.stack))
		for _, g := range l.stack[loop:] {
			chain = append(chain, g.Name)
		}
		l.Fail(at, "include", "the files include each other: "+strings.Join(append(chain, name), " → "), "delete one of the lines")
	case slices.ContainsFunc(l.Files, same):
	case len(l.Files) >= maxFiles:
		l.Once(at, "include", fmt.Sprintf("more than %d files", maxFiles), "")
	default:
		if !l.Include(name) && len(l.Found) == 0 {
			l.Fail(at, "include", name+" contains no keys", "delete it, or the line that names it")
		}
	}
	return true
}
