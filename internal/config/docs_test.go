package config

import (
	"bilan/internal/yamlfile"
	"errors"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

const referencePage = "../../docs/configuration.md"

// referencePages hold the tables of all keys between them.
var referencePages = []string{referencePage, "../../docs/sales.md"}

var (
	keysBlock = regexp.MustCompile(`(?s)<!-- keys: (\w+) -->\n.*?<!-- end -->`)
	codeWord  = regexp.MustCompile(`(^|[\s(])'([^']+)'`)
	fence     = regexp.MustCompile("(?s)```yaml\n(.*?)```")
)

// The tables of the reference page are the structs' tags; each block has one.
func TestReferencePageIsCurrent(t *testing.T) {
	blocks := map[string]reflect.Type{}
	walkTypes(reflect.TypeFor[Config](), map[reflect.Type]bool{}, func(st reflect.Type) { blocks[st.Name()] = st })
	said := map[string]bool{}
	for _, path := range referencePages {
		page, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, path, keysBlock.ReplaceAllStringFunc(string(page), func(s string) string {
			name := keysBlock.FindStringSubmatch(s)[1]
			if blocks[name] == nil {
				t.Errorf("there is no block %s", name)
				return s
			}
			said[name] = true
			return fmt.Sprintf("<!-- keys: %s -->\n%s<!-- end -->", name, keysTable(blocks[name]))
		}))
	}
	for name := range blocks {
		if !said[name] {
			t.Errorf("the page says nothing of %s", name)
		}
	}
}

func keysTable(st reflect.Type) string {
	var b strings.Builder
	b.WriteString("| key | meaning | default | example |\n|---|---|---|---|\n")
	for _, f := range fieldsOf(st) {
		def := f.def
		if f.req {
			def = "required"
		}
		eg := ""
		if f.eg != "" {
			eg = "`" + f.eg + "`"
		}
		cells := []string{"`" + f.name + "`", meaning(f), codeWord.ReplaceAllString(def, "$1`$2`"), eg}
		for i, c := range cells {
			cells[i] = strings.ReplaceAll(c, "|", `\|`)
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
	}
	return b.String()
}

func meaning(f field) string {
	s := codeWord.ReplaceAllString(f.doc, "$1`$2`")
	if f.byLanguage {
		s += " [Per language](#texts-per-language), if need be."
	}
	if f.one != nil {
		s += " One of `" + strings.Join(f.one, "`, `") + "`."
	}
	switch {
	case f.min != nil && f.max != nil:
		s += fmt.Sprintf(" From %d to %d.", *f.min, *f.max)
	case f.min != nil && *f.min > 0:
		s += fmt.Sprintf(" At least %d.", *f.min)
	}
	return s
}

// Every example of the page loads; one that shows a part may name what stands elsewhere, and secrets' files are not here.
func TestReferencePageExamplesLoad(t *testing.T) {
	page, err := os.ReadFile(referencePage)
	if err != nil {
		t.Fatal(err)
	}
	examples := fence.FindAllStringSubmatch(string(page), -1)
	if len(examples) < 8 {
		t.Fatalf("%d examples", len(examples))
	}
	if _, err := LoadText(strings.Replace(examples[0][1], "08:00", "25:00", 1)); err == nil || !strings.Contains(string(page), "```text\n"+err.Error()+"\n```") {
		t.Errorf("the page shows another mistake than\n%v", err)
	}
	for i, e := range examples {
		_, err := LoadText(e[1])
		var found yamlfile.Mistakes
		if err != nil && !errors.As(err, &found) {
			t.Fatal(err)
		}
		for _, m := range found {
			elsewhere := regexp.MustCompile(`^no \w+ is called|^there is no such file: "/run/secrets|^leaves by itself|^says when, but`).MatchString(m.Message)
			if i == 0 || !elsewhere {
				t.Errorf("example %d:\n%v", i+1, m)
			}
		}
	}
}

// The sales model's example loads as it stands.
func TestSalesPageExampleLoads(t *testing.T) {
	page, err := os.ReadFile(referencePages[1])
	if err != nil {
		t.Fatal(err)
	}
	examples := fence.FindAllStringSubmatch(string(page), -1)
	if len(examples) == 0 {
		t.Fatal("no example")
	}
	for _, e := range examples {
		if _, err := LoadText(e[1]); err != nil {
			t.Error(err)
		}
	}
}

// Every key has a meaning and, unless it is a block, an example that the loader takes as it stands.
func TestTagsSpeak(t *testing.T) {
	walkTypes(reflect.TypeFor[Config](), map[reflect.Type]bool{}, func(st reflect.Type) {
		for _, f := range fieldsOf(st) {
			if !strings.HasSuffix(f.doc, ".") && !strings.HasSuffix(f.doc, "…") {
				t.Errorf("%s.%s: doc %q", st.Name(), f.name, f.doc)
			}
			scalar := f.typ.Kind() != reflect.Struct && f.typ.Kind() != reflect.Map && f.typ.Kind() != reflect.Pointer
			if f.eg == "" && (scalar || atoms[f.typ]) && f.typ.Kind() != reflect.Slice {
				t.Errorf("%s.%s has no example", st.Name(), f.name)
			}
			checkExample(t, st, f)
		}
	})
}

func checkExample(t *testing.T, st reflect.Type, f field) {
	t.Helper()
	if f.eg == "" || f.path || len(f.rules) == 0 && f.one == nil && f.min == nil && !atoms[f.typ] {
		return
	}
	l := newLoader(yamlfile.Machine{}, environment)
	file := &yamlfile.File{Name: "eg.yaml", Masker: yamlfile.NewMasker(nil)}
	l.Parse(file, &yamlfile.Node{File: file}, []byte("x: "+f.eg+"\n"))
	if file.Root == nil || len(file.Root.Pairs) != 1 {
		t.Errorf("%s.%s: the example %q is no YAML", st.Name(), f.name, f.eg)
		return
	}
	l.value(file.Root.Pairs[0].Value, reflect.New(f.typ).Elem(), f, f.name)
	for _, m := range l.Found {
		if !strings.Contains(m.Message, "environment variable") {
			t.Errorf("%s.%s: the example %q: %s", st.Name(), f.name, f.eg, m.OneLine())
		}
	}
}
