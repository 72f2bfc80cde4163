package config

import (
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode"

	"bilan/internal/period"

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
func (l *loader) value(n *node, v reflect.Value, f field, path string, outer ...scope) {
	if _, ok := l.positions[path]; !ok || n.kind == scalarNode {
		l.positions[path] = n.position()
	}
	if f.byLanguage && n.kind == mappingNode {
		l.perLanguage(n, v, f, path)
		return
	}
	if n.null && !f.empty && n.text == "" {
		l.fail(n, path, "is empty", emptyHint(f))
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
func (l *loader) block(n *node, v reflect.Value, f field, path string, outer []scope) {
	t := v.Type()
	if b := bareField(t); b != nil && (n.kind == scalarNode || n.kind == sequenceNode && b.typ.Kind() == reflect.Slice || b.byLanguage && namesLanguages(n, t)) {
		l.value(n, v.Field(b.index), *b, join(path, b.name))
		return
	}
	if n.kind != mappingNode {
		l.fail(n, path, "must be a block of keys, not "+describe(n), blockHint(t, f))
		return
	}
	seen := map[string]bool{}
	outer = append(outer[:len(outer):len(outer)], scope{t, path})
	for _, p := range n.pairs {
		known := false
		for _, f := range fieldsOf(t) {
			if f.name == p.key.text {
				known, seen[f.name] = true, true
				l.positions[join(path, f.name)] = p.key.position()
				l.value(p.value, v.Field(f.index), f, join(path, f.name), outer...)
			}
		}
		if !known {
			l.unknown(p, t, path, outer[:len(outer)-1])
		}
	}
	if len(n.pairs) == 0 && !strings.HasPrefix(path, "dimensions.") && !l.strange[path] {
		l.fail(n, path, "is an empty block", emptyHint(f))
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

func (l *loader) missing(n *node, t reflect.Type, path string, seen map[string]bool) {
	for _, f := range fieldsOf(t) {
		at := join(path, f.name)
		if f.req && !seen[f.name] && !l.spoilt[at] {
			l.spoilt[at] = true
			l.found = append(l.found, Mistake{Position: l.positions[path], Path: path, Message: "has no " + quote(f.name), Hint: "add " + f.name + ": " + f.eg})
		}
	}
}

// list decodes a list, or its only item.
func (l *loader) list(n *node, v reflect.Value, f field, path string, outer []scope) {
	item := f.item()
	alone := f.single || item.typ.Kind() == reflect.String
	switch {
	case n.kind == sequenceNode && len(n.items) == 0:
		l.fail(n, path, "is an empty list", emptyHint(f))
		return
	case n.kind == scalarNode && alone:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		l.value(n, v.Index(0), item, path, outer...)
		return
	case n.kind == mappingNode && f.single && item.typ.Kind() == reflect.Struct:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		l.value(n, v.Index(0), item, index(path, 0), outer...)
		return
	case n.kind != sequenceNode:
		hint := `start each item with "- "`
		if f.eg != "" {
			hint = "write " + f.eg
		}
		l.fail(n, path, "must be a list, not "+describe(n), hint)
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.items), len(n.items)))
	for i, child := range n.items {
		l.value(child, v.Index(i), item, index(path, i), outer...)
	}
}

// named decodes a block whose keys are names: of sources, of columns, of values.
func (l *loader) named(n *node, v reflect.Value, f field, path string, outer []scope) {
	if n.kind != mappingNode {
		l.fail(n, path, "must be a block of names, not "+describe(n), namedHint(n, f))
		return
	}
	if len(n.pairs) == 0 {
		l.fail(n, path, "is an empty block", emptyHint(f))
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	first := map[string]*node{}
	for _, p := range n.pairs {
		name := norm.NFC.String(p.key.text)
		at := join(path, element(name))
		if f.typ.Elem().Kind() == reflect.Struct && !l.wellNamed(p.key, name, path, first) {
			continue
		}
		if f.keys != "" {
			l.uses = append(l.uses, use{f.keys, name, at, p.key})
		}
		l.positions[at] = p.key.position()
		entry := reflect.New(v.Type().Elem()).Elem()
		item := f.item()
		if p.value.null && p.value.text == "" && path == "dimensions" {
			l.fail(p.key, at, "is empty", "write "+name+": {} for the values found in the data")
			continue
		}
		l.value(p.value, entry, item, at, outer...)
		v.SetMapIndex(reflect.ValueOf(name), entry)
	}
}

func namedHint(n *node, f field) string {
	if f.typ.Elem().Kind() != reflect.Struct {
		return "write " + f.eg
	}
	if n.kind == sequenceNode {
		return `write "name:" instead of "- "`
	}
	return `write a name with ":" and its keys below it`
}

// wellNamed holds a name against the rules: letters, digits, - and _, and no two that differ in case only.
func (l *loader) wellNamed(key *node, name, path string, first map[string]*node) bool {
	for i, r := range name {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || i > 0 && (r == '_' || r == '-') {
			continue
		}
		l.fail(key, path, "the name "+quote(name)+" may not hold "+quote(string(r)), "names are made of letters, digits, - and _, and start with a letter or digit")
		return false
	}
	if len([]rune(name)) > 60 || name == "" {
		l.fail(key, path, "the name "+quote(name)+" must have 1 to 60 letters", "a title or label may be longer")
		return false
	}
	folded := strings.ToLower(name)
	if before := first[folded]; before != nil {
		hint := "first on line " + fmt.Sprint(before.line)
		if before.file != key.file {
			hint = "first in " + before.position().String()
		}
		l.fail(key, path, quote(name)+" is defined twice", hint)
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
