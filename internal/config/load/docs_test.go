package load

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/keys"
	"bilan/internal/yamlfile"
)

const referencePage = "../../../docs/configuration.md"

// referencePages together contain the tables of all keys.
var referencePages = []string{referencePage, "../../../docs/sales.md"}

var (
	keysBlock = regexp.MustCompile(`(?s)<!-- keys: (\w+) -->\n.*?<!-- end -->`)
	codeWord  = regexp.MustCompile(`(^|[\s(])'([^']+)'`)
	fence     = regexp.MustCompile("(?s)```yaml\n(.*?)```")
)

// The tables of the reference pages agree with the struct tags, and each block has a table.
func TestReferencePageIsCurrent(t *testing.T) {
	blocks := map[string]reflect.Type{}
	keys.Walk(reflect.TypeFor[config.Config](), map[reflect.Type]bool{}, func(st reflect.Type) { blocks[st.Name()] = st })
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
	for _, f := range keys.ForStruct(st) {
		def := f.Def
		if f.Req {
			def = "required"
		}
		eg := ""
		if f.Eg != "" {
			eg = "`" + f.Eg + "`"
		}
		cells := []string{"`" + f.Name + "`", meaning(f), codeWord.ReplaceAllString(def, "$1`$2`"), eg}
		for i, c := range cells {
			cells[i] = strings.ReplaceAll(c, "|", `\|`)
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
	}
	return b.String()
}

func meaning(f keys.Key) string {
	s := codeWord.ReplaceAllString(f.Doc, "$1`$2`")
	if f.ByLanguage {
		s += " [Per language](#texts-per-language), if need be."
	}
	if f.One != nil {
		s += " One of `" + strings.Join(f.One, "`, `") + "`."
	}
	switch {
	case f.Min != nil && f.Max != nil:
		s += fmt.Sprintf(" From %d to %d.", *f.Min, *f.Max)
	case f.Min != nil && *f.Min > 0:
		s += fmt.Sprintf(" At least %d.", *f.Min)
	}
	return s
}

// Each example on the page loads. A partial example may refer to names that it does not define, and to secret files
// that do not exist here.
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
			elsewhere := regexp.MustCompile(`^no \w+ is called|^there is no such file: "/run/secrets|^is sent by schedule|^has a time of day, but`).MatchString(m.Message)
			if i == 0 || !elsewhere {
				t.Errorf("example %d:\n%v", i+1, m)
			}
		}
	}
}

// The example of the sales model loads.
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
