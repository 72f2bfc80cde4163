// Package decode turns YAML into the structs of package config. It handles files that include each other, unknown keys,
// ${NAME}, texts per language and secrets in files. It records each mistake with its place and continues.
package decode

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"bilan/internal/config"
	"bilan/internal/config/keys"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/yamlfile"

	"golang.org/x/text/unicode/norm"
)

// Decoder reads YAML into a Config.
type Decoder struct {
	*place.Notes

	getenv   func(string) (string, bool)
	stack    []*yamlfile.File // the file that is being read, preceded by those that include it
	Config   *config.Config
	Language string // the language whose texts are decoded
	expanded []expansion
	secrets  []string
	Uses     []Use

	BeforeReports func() // called when only reports remain; by then the figures and the sales model, which packs depend on, are decoded
}

// New returns a Decoder that reads files from a disk. getenv looks up ${NAME}, as os.LookupEnv does; nil means that no
// variable is set.
func New(d yamlfile.Disk, getenv func(string) (string, bool)) *Decoder {
	if getenv == nil {
		getenv = func(string) (string, bool) { return "", false }
	}
	return &Decoder{Notes: place.New(yamlfile.NewReader(d, secretKeys())), getenv: getenv, Config: &config.Config{}}
}

// ForLanguage returns a Decoder of the same files for another language.
func (l *Decoder) ForLanguage(language string) *Decoder {
	return &Decoder{Notes: l.Notes.Undecoded(), getenv: l.getenv, Config: &config.Config{}, Language: language}
}

// decodeValue decodes a node into v, which must be a zero value, and records the position of its path.
func (l *Decoder) decodeValue(n *yamlfile.Node, v reflect.Value, f keys.Key, path string, outer ...scope) {
	if _, ok := l.Positions[path]; !ok || n.Kind == yamlfile.ScalarNode {
		l.Positions[path] = n.Position()
	}
	if f.ByLanguage && n.Kind == yamlfile.MappingNode {
		l.decodeTranslations(n, v, f, path)
		return
	}
	if n.Null && !f.Empty && n.Text == "" {
		l.Fail(n, path, "is empty", emptyHint(f))
		return
	}
	switch t := v.Type(); {
	case t.Kind() == reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		l.decodeValue(n, v.Elem(), f, path, outer...)
	case scalar.ValueTypes[t] || t.Kind() != reflect.Struct && t.Kind() != reflect.Slice && t.Kind() != reflect.Map:
		l.decodeScalar(n, v, f, path)
	case t.Kind() == reflect.Slice:
		l.decodeList(n, v, f, path, outer)
	case t.Kind() == reflect.Map:
		l.decodeNamed(n, v, f, path, outer)
	default:
		l.decodeBlock(n, v, f, path, outer)
	}
}

func emptyHint(f keys.Key) string {
	hint := "write its keys below it"
	if f.Eg != "" {
		hint = "write " + f.Eg
	}
	if !f.Req {
		hint += ", or delete it"
	}
	return hint
}

// decodeBlock decodes a struct. It also accepts the value of the struct's bare field instead of a block.
func (l *Decoder) decodeBlock(n *yamlfile.Node, v reflect.Value, f keys.Key, path string, outer []scope) {
	t := v.Type()
	if b := keys.BareKey(t); b != nil && (n.Kind == yamlfile.ScalarNode || n.Kind == yamlfile.SequenceNode && b.Type.Kind() == reflect.Slice || b.ByLanguage && isTranslation(n, t)) {
		l.decodeValue(n, v.Field(b.Index), *b, place.Join(path, b.Name))
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
		for _, f := range keys.ForStruct(t) {
			if f.Name == p.Key.Text {
				known, seen[f.Name] = true, true
				l.Positions[place.Join(path, f.Name)] = p.Key.Position()
				l.decodeValue(p.Value, v.Field(f.Index), f, place.Join(path, f.Name), outer...)
			}
		}
		if !known {
			l.reportUnknown(p, t, path, outer[:len(outer)-1])
		}
	}
	if len(n.Pairs) == 0 && !strings.HasPrefix(path, "dimensions.") && !l.UnknownKeys[path] {
		l.Fail(n, path, "is an empty block", emptyHint(f))
		return
	}
	l.reportMissing(n, t, path, seen)
	l.readSecretFiles(n, v, path)
}

func blockHint(t reflect.Type, f keys.Key) string {
	if f.Eg != "" && strings.HasPrefix(f.Eg, "{") {
		return "write " + f.Eg
	}
	return "its keys are: " + strings.Join(keys.Names(t), ", ")
}

func (l *Decoder) reportMissing(n *yamlfile.Node, t reflect.Type, path string, seen map[string]bool) {
	for _, f := range keys.ForStruct(t) {
		at := place.Join(path, f.Name)
		if f.Req && !seen[f.Name] && !l.Spoilt[at] {
			l.Spoilt[at] = true
			l.Found = append(l.Found, yamlfile.Mistake{Position: l.Positions[path], Path: path, Message: "has no " + strconv.Quote(f.Name), Hint: "add " + f.Name + ": " + f.Eg})
		}
	}
}

// decodeList decodes a list. It also accepts an item that is written without a list.
func (l *Decoder) decodeList(n *yamlfile.Node, v reflect.Value, f keys.Key, path string, outer []scope) {
	item := f.ItemKey()
	alone := f.Single || scalar.IsText(item.Type)
	switch {
	case n.Kind == yamlfile.SequenceNode && len(n.Items) == 0:
		l.Fail(n, path, "is an empty list", emptyHint(f))
		return
	case n.Kind == yamlfile.ScalarNode && alone:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		l.decodeValue(n, v.Index(0), item, path, outer...)
		return
	case n.Kind == yamlfile.MappingNode && f.Single && item.Type.Kind() == reflect.Struct:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		l.decodeValue(n, v.Index(0), item, place.Index(path, 0), outer...)
		return
	case n.Kind != yamlfile.SequenceNode:
		hint := `start each item with "- "`
		if f.Eg != "" {
			hint = "write " + f.Eg
		}
		l.Fail(n, path, "must be a list, not "+yamlfile.Describe(n), hint)
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
	for i, child := range n.Items {
		l.decodeValue(child, v.Index(i), item, place.Index(path, i), outer...)
	}
}

// decodeNamed decodes a block whose keys are names that the user chose, such as those of sources or columns.
func (l *Decoder) decodeNamed(n *yamlfile.Node, v reflect.Value, f keys.Key, path string, outer []scope) {
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
		at := place.Join(path, place.QuoteName(name))
		if scalar.IsBlock(f.Type.Elem()) && !l.checkName(p.Key, name, path, first) {
			continue
		}
		if f.Keys != "" {
			l.Uses = append(l.Uses, Use{f.Keys, name, at, p.Key})
		}
		l.Positions[at] = p.Key.Position()
		entry := reflect.New(v.Type().Elem()).Elem()
		item := f.ItemKey()
		if p.Value.Null && p.Value.Text == "" && path == "dimensions" {
			l.Fail(p.Key, at, "is empty", "write "+name+": {} for the values found in the data")
			continue
		}
		l.decodeValue(p.Value, entry, item, at, outer...)
		v.SetMapIndex(reflect.ValueOf(name), entry)
	}
}

func namedHint(n *yamlfile.Node, f keys.Key) string {
	if !scalar.IsBlock(f.Type.Elem()) {
		return "write " + f.Eg
	}
	if n.Kind == yamlfile.SequenceNode {
		return `write "name:" instead of "- "`
	}
	return `write a name with ":" and its keys below it`
}

// checkName reports whether a name is valid, and records a mistake if not. A name consists of letters, digits, - and _;
// two names may not differ only in case.
func (l *Decoder) checkName(key *yamlfile.Node, name, path string, first map[string]*yamlfile.Node) bool {
	for i, r := range name {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || i > 0 && (r == '_' || r == '-') {
			continue
		}
		l.Fail(key, path, "the name "+strconv.Quote(name)+" must not contain "+strconv.Quote(string(r)), "a name consists of letters, digits, - and _, and starts with a letter or digit")
		return false
	}
	if len([]rune(name)) > 60 || name == "" {
		l.Fail(key, path, "the name "+strconv.Quote(name)+" must have 1 to 60 letters", "a title or label may be longer")
		return false
	}
	folded := strings.ToLower(name)
	if before := first[folded]; before != nil {
		hint := "first on line " + fmt.Sprint(before.Line)
		if before.File != key.File {
			hint = "first in " + before.Position().String()
		}
		l.Fail(key, path, strconv.Quote(name)+" is defined twice", hint)
		return false
	}
	first[folded] = key
	return true
}
