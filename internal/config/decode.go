package config

import (
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode"

	"bilan/internal/period"
	"bilan/internal/yamlfile"

	"golang.org/x/text/unicode/norm"
)

var (
	secretType   = reflect.TypeFor[Secret]()
	numberType   = reflect.TypeFor[Number]()
	dateType     = reflect.TypeFor[period.Date]()
	durationType = reflect.TypeFor[time.Duration]()
	ageType      = reflect.TypeFor[Age]()

	// atoms are the types that are read from one scalar though Go has them otherwise.
	atoms = map[reflect.Type]bool{secretType: true, numberType: true, dateType: true, durationType: true, ageType: true}
)

// value decodes a node into v, which is a fresh zero value, and notes where the path stands.
func (l *loader) value(n *yamlfile.Node, v reflect.Value, f field, path string, outer ...scope) {
	if _, ok := l.positions[path]; !ok || n.Kind == yamlfile.ScalarNode {
		l.positions[path] = n.Position()
	}
	if f.byLanguage && n.Kind == yamlfile.MappingNode {
		l.perLanguage(n, v, f, path)
		return
	}
	if n.Null && !f.empty && n.Text == "" {
		l.Fail(n, path, "is empty", emptyHint(f))
		return
	}
	switch t := v.Type(); {
	case t.Kind() == reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		l.value(n, v.Elem(), f, path, outer...)
	case atoms[t] || t.Kind() != reflect.Struct && t.Kind() != reflect.Slice && t.Kind() != reflect.Map:
		l.scalar(n, v, f, path)
	case t.Kind() == reflect.Slice:
		l.list(n, v, f, path, outer)
	case t.Kind() == reflect.Map:
		l.named(n, v, f, path, outer)
	default:
		l.block(n, v, f, path, outer)
	}
}

func emptyHint(f field) string {
	hint := "write its keys below it"
	if f.eg != "" {
		hint = "write " + f.eg
	}
	if !f.req {
		hint += ", or delete it"
	}
	return hint
}

// block decodes a struct, or the one field that it may be written as.
func (l *loader) block(n *yamlfile.Node, v reflect.Value, f field, path string, outer []scope) {
	t := v.Type()
	if b := bareField(t); b != nil && (n.Kind == yamlfile.ScalarNode || n.Kind == yamlfile.SequenceNode && b.typ.Kind() == reflect.Slice || b.byLanguage && namesLanguages(n, t)) {
		l.value(n, v.Field(b.index), *b, join(path, b.name))
		return
	}
	if n.Kind != yamlfile.MappingNode {
		l.Fail(n, path, "must be a block of keys, not "+yamlfile.Describe(n), blockHint(t, f))
		return
	}
	seen := map[string]bool{}
	outer = append(outer[:len(outer):len(outer)], scope{t, path})
	for _, p := range n.Pairs {
		known := false
		for _, f := range fieldsOf(t) {
			if f.name == p.Key.Text {
				known, seen[f.name] = true, true
				l.positions[join(path, f.name)] = p.Key.Position()
				l.value(p.Value, v.Field(f.index), f, join(path, f.name), outer...)
			}
		}
		if !known {
			l.unknown(p, t, path, outer[:len(outer)-1])
		}
	}
	if len(n.Pairs) == 0 && !strings.HasPrefix(path, "dimensions.") && !l.strange[path] {
		l.Fail(n, path, "is an empty block", emptyHint(f))
		return
	}
	l.missing(n, t, path, seen)
	l.twins(n, v, path)
}

func blockHint(t reflect.Type, f field) string {
	if f.eg != "" && strings.HasPrefix(f.eg, "{") {
		return "write " + f.eg
	}
	return "its keys are: " + strings.Join(names(t), ", ")
}

func (l *loader) missing(n *yamlfile.Node, t reflect.Type, path string, seen map[string]bool) {
	for _, f := range fieldsOf(t) {
		at := join(path, f.name)
		if f.req && !seen[f.name] && !l.Spoilt[at] {
			l.Spoilt[at] = true
			l.Found = append(l.Found, yamlfile.Mistake{Position: l.positions[path], Path: path, Message: "has no " + quote(f.name), Hint: "add " + f.name + ": " + f.eg})
		}
	}
}

// list decodes a list, or its only item.
func (l *loader) list(n *yamlfile.Node, v reflect.Value, f field, path string, outer []scope) {
	item := f.item()
	alone := f.single || item.typ.Kind() == reflect.String
	switch {
	case n.Kind == yamlfile.SequenceNode && len(n.Items) == 0:
		l.Fail(n, path, "is an empty list", emptyHint(f))
		return
	case n.Kind == yamlfile.ScalarNode && alone:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		l.value(n, v.Index(0), item, path, outer...)
		return
	case n.Kind == yamlfile.MappingNode && f.single && item.typ.Kind() == reflect.Struct:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		l.value(n, v.Index(0), item, index(path, 0), outer...)
		return
	case n.Kind != yamlfile.SequenceNode:
		hint := `start each item with "- "`
		if f.eg != "" {
			hint = "write " + f.eg
		}
		l.Fail(n, path, "must be a list, not "+yamlfile.Describe(n), hint)
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
	for i, child := range n.Items {
		l.value(child, v.Index(i), item, index(path, i), outer...)
	}
}

// named decodes a block whose keys are names: of sources, of columns, of values.
func (l *loader) named(n *yamlfile.Node, v reflect.Value, f field, path string, outer []scope) {
	if n.Kind != yamlfile.MappingNode {
		l.Fail(n, path, "must be a block of names, not "+yamlfile.Describe(n), namedHint(n, f))
		return
	}
	if len(n.Pairs) == 0 {
		l.Fail(n, path, "is an empty block", emptyHint(f))
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	first := map[string]*yamlfile.Node{}
	for _, p := range n.Pairs {
		name := norm.NFC.String(p.Key.Text)
		at := join(path, element(name))
		if f.typ.Elem().Kind() == reflect.Struct && !l.wellNamed(p.Key, name, path, first) {
			continue
		}
		if f.keys != "" {
			l.uses = append(l.uses, use{f.keys, name, at, p.Key})
		}
		l.positions[at] = p.Key.Position()
		entry := reflect.New(v.Type().Elem()).Elem()
		item := f.item()
		if p.Value.Null && p.Value.Text == "" && path == "dimensions" {
			l.Fail(p.Key, at, "is empty", "write "+name+": {} for the values found in the data")
			continue
		}
		l.value(p.Value, entry, item, at, outer...)
		v.SetMapIndex(reflect.ValueOf(name), entry)
	}
}

func namedHint(n *yamlfile.Node, f field) string {
	if f.typ.Elem().Kind() != reflect.Struct {
		return "write " + f.eg
	}
	if n.Kind == yamlfile.SequenceNode {
		return `write "name:" instead of "- "`
	}
	return `write a name with ":" and its keys below it`
}

// wellNamed holds a name against the rules: letters, digits, - and _, and no two that differ in case only.
func (l *loader) wellNamed(key *yamlfile.Node, name, path string, first map[string]*yamlfile.Node) bool {
	for i, r := range name {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || i > 0 && (r == '_' || r == '-') {
			continue
		}
		l.Fail(key, path, "the name "+quote(name)+" may not hold "+quote(string(r)), "names are made of letters, digits, - and _, and start with a letter or digit")
		return false
	}
	if len([]rune(name)) > 60 || name == "" {
		l.Fail(key, path, "the name "+quote(name)+" must have 1 to 60 letters", "a title or label may be longer")
		return false
	}
	folded := strings.ToLower(name)
	if before := first[folded]; before != nil {
		hint := "first on line " + fmt.Sprint(before.Line)
		if before.File != key.File {
			hint = "first in " + before.Position().String()
		}
		l.Fail(key, path, quote(name)+" is defined twice", hint)
		return false
	}
	first[folded] = key
	return true
}

// element is a name as a path writes it.
func element(name string) string {
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-' {
			return quote(name)
		}
	}
	return name
}
