package config

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
)

// field is what the tags say of one key.
//
// The words of 'is': req (must be written), bare (the block may be written as this field alone), single (a list
// that may be written as its one item), raw (no ${…}: SQL), empty (may be empty), blank (may be a space), path (relative to its
// file), languages (may be a block with a text per language), formula (names metrics), one=a|b (one of these words), min=, max= (of whole numbers), ref=kind (the name of a source,
// dataset, metric or dimension), keys=kind (the block's keys are such names); any other word is a rule of
// rules.go.
//
// A new key is a struct field with its tags and a line in testdata/good; a new block also wants its place on the
// reference page (<!-- keys: Name -->). Then "go test ./internal/config -update" writes schema, page and texts.
type field struct {
	index      int
	name       string
	typ        reflect.Type
	req        bool
	bare       bool
	single     bool
	raw        bool
	empty      bool
	blank      bool
	path       bool
	byLanguage bool
	formula    bool
	one        []string
	min, max   *int64
	ref        string
	keys       string
	rules      []string

	def, eg, doc string
}

var fieldCache sync.Map // reflect.Type → []field

// fieldsOf lists the keys of a struct in the order in which they are declared.
func fieldsOf(t reflect.Type) []field {
	if known, ok := fieldCache.Load(t); ok {
		return known.([]field)
	}
	var list []field
	for i := range t.NumField() {
		s := t.Field(i)
		name := s.Tag.Get("yaml")
		if name == "" {
			continue
		}
		f := field{index: i, name: name, typ: s.Type, def: s.Tag.Get("def"), eg: s.Tag.Get("eg"), doc: s.Tag.Get("doc")}
		for word := range strings.SplitSeq(s.Tag.Get("is"), ",") {
			f.is(word)
		}
		list = append(list, f)
	}
	fieldCache.Store(t, list)
	return list
}

func (f *field) is(word string) {
	key, value, _ := strings.Cut(word, "=")
	switch key {
	case "":
	case "req":
		f.req = true
	case "bare":
		f.bare = true
	case "single":
		f.single = true
	case "raw":
		f.raw = true
	case "empty":
		f.empty = true
	case "blank":
		f.blank = true
	case "path":
		f.path = true
	case "languages":
		f.byLanguage = true
	case "formula":
		f.formula = true
	case "one":
		f.one = strings.Split(value, "|")
	case "min":
		f.min = whole(value)
	case "max":
		f.max = whole(value)
	case "ref":
		f.ref = value
	case "keys":
		f.keys = value
	default:
		if _, ok := rules[key]; !ok {
			panic(fmt.Sprintf("field %s: unknown rule %q", f.name, key)) // a mistake in a struct's tag, which every test meets
		}
		f.rules = append(f.rules, key)
	}
}

func whole(s string) *int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		panic(err) // as above
	}
	return &n
}

// bareField is the field that a block may be written as alone.
func bareField(t reflect.Type) *field {
	for _, f := range fieldsOf(t) {
		if f.bare {
			return &f
		}
	}
	return nil
}

// item is the field as it holds for one item of its list.
func (f field) item() field {
	if f.typ.Elem().Kind() == reflect.Struct && !atoms[f.typ.Elem()] {
		f.eg = "" // it is the whole list's
	}
	f.typ, f.req, f.single = f.typ.Elem(), false, false
	return f
}

// names lists the keys of a struct.
func names(t reflect.Type) []string {
	var list []string
	for _, f := range fieldsOf(t) {
		list = append(list, f.name)
	}
	return list
}

// secretKeys lists the keys of every secret in the YAML.
var secretKeys = sync.OnceValue(func() map[string]bool {
	found := map[string]bool{}
	walkTypes(reflect.TypeFor[Config](), map[reflect.Type]bool{}, func(t reflect.Type) {
		for _, f := range fieldsOf(t) {
			if f.typ == secretType {
				found[f.name] = true
			}
		}
	})
	return found
})

// walkTypes visits every struct of the YAML once.
func walkTypes(t reflect.Type, seen map[reflect.Type]bool, visit func(reflect.Type)) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] || atoms[t] {
		return
	}
	seen[t] = true
	visit(t)
	for _, f := range fieldsOf(t) {
		walkTypes(f.typ, seen, visit)
	}
}
