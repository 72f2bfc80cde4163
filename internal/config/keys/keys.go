// Package keys reads the struct tags that describe the keys of the YAML. The decoder, the JSON Schema and
// docs/configuration.md are made from them.
package keys

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"bilan/internal/config/scalar"
)

// Key describes one key of the YAML.
//
// The words of the tag 'is' are: req (must be written), bare (the block may be written as this field alone), single (a
// list that may be written as its only item), raw (no ${…}: SQL), empty (may be empty), blank (may be a space), path
// (relative to its file), languages (may be a block with a text per language), formula (names metrics), one=a|b (one of
// these words), min=, max= (of whole numbers), ref=kind (the name of a source, dataset, metric or dimension), keys=kind
// (the block's keys are such names). Any other word is a rule of package scalar.
//
// A new key is a struct field with its tags, and a line in internal/config/load/testdata/good. A new block also needs
// its place on the reference page (<!-- keys: Name -->). After that, "go test ./internal/config/load
// ./internal/config/schema -update" writes schema, page and texts.
type Key struct {
	Index      int
	Name       string
	Type       reflect.Type
	Req        bool
	bare       bool
	Single     bool
	Raw        bool
	Empty      bool
	Blank      bool
	Path       bool
	ByLanguage bool
	Formula    bool
	One        []string
	Min, Max   *int64
	Ref        string
	Keys       string
	Rules      []string

	Def, Eg, Doc string
}

var fieldCache sync.Map // reflect.Type → []Key

// ForStruct lists the keys of a struct in the order of its fields.
func ForStruct(t reflect.Type) []Key {
	if known, ok := fieldCache.Load(t); ok {
		return known.([]Key)
	}
	var list []Key
	for i := range t.NumField() {
		s := t.Field(i)
		name := s.Tag.Get("yaml")
		if name == "" {
			continue
		}
		f := Key{Index: i, Name: name, Type: s.Type, Def: s.Tag.Get("def"), Eg: s.Tag.Get("eg"), Doc: s.Tag.Get("doc")}
		for word := range strings.SplitSeq(s.Tag.Get("is"), ",") {
			f.applyRule(word)
		}
		list = append(list, f)
	}
	fieldCache.Store(t, list)
	return list
}

func (f *Key) applyRule(word string) {
	key, value, _ := strings.Cut(word, "=")
	switch key {
	case "":
	case "req":
		f.Req = true
	case "bare":
		f.bare = true
	case "single":
		f.Single = true
	case "raw":
		f.Raw = true
	case "empty":
		f.Empty = true
	case "blank":
		f.Blank = true
	case "path":
		f.Path = true
	case "languages":
		f.ByLanguage = true
	case "formula":
		f.Formula = true
	case "one":
		f.One = strings.Split(value, "|")
	case "min":
		f.Min = parseInt(value)
	case "max":
		f.Max = parseInt(value)
	case "ref":
		f.Ref = value
	case "keys":
		f.Keys = value
	default:
		if _, ok := scalar.Rules[key]; !ok {
			panic(fmt.Sprintf("field %s: unknown rule %q", f.Name, key)) // a mistake in a tag, which every test would find
		}
		f.Rules = append(f.Rules, key)
	}
}

func parseInt(s string) *int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		panic(err) // a mistake in a tag, which every test would find
	}
	return &n
}

// BareKey returns the field whose value may be written instead of the block; nil if there is none.
func BareKey(t reflect.Type) *Key {
	for _, f := range ForStruct(t) {
		if f.bare {
			return &f
		}
	}
	return nil
}

// ItemKey returns the rules for one item of a list.
func (f Key) ItemKey() Key {
	if f.Type.Elem().Kind() == reflect.Struct && !scalar.ValueTypes[f.Type.Elem()] {
		f.Eg = "" // the example is for the whole list
	}
	f.Type, f.Req, f.Single = f.Type.Elem(), false, false
	return f
}

// Names lists the names of a struct's keys.
func Names(t reflect.Type) []string {
	var list []string
	for _, f := range ForStruct(t) {
		list = append(list, f.Name)
	}
	return list
}

// Walk calls visit for a struct of the YAML and every struct inside it, each once.
func Walk(t reflect.Type, seen map[reflect.Type]bool, visit func(reflect.Type)) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] || scalar.ValueTypes[t] {
		return
	}
	seen[t] = true
	visit(t)
	for _, f := range ForStruct(t) {
		Walk(f.Type, seen, visit)
	}
}
