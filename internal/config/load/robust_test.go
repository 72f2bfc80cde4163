package load

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"bilan/internal/config"
	"bilan/internal/config/keys"
	"bilan/internal/sales/mapping"
	"bilan/internal/yamlfile"
)

var keyPattern = regexp.MustCompile(`([\p{L}\w-]+):(\s|$)`)

// mangled returns some variants of a line with typical mistakes. share selects which ones.
func mangled(line string, share int) (list []string) {
	every := 16
	if testing.Short() {
		every = 64
	}
	for i, m := range manglings(line) {
		if (i+share)%every == 0 {
			list = append(list, m)
		}
	}
	return list
}

func manglings(line string) []string {
	list := []string{" " + line, "   " + line, strings.TrimLeft(line, " "), "\t" + line, line + " :", line + `"`, line + "}", line + " garbage", "- " + line, line + ": x: y"}
	for _, at := range keyPattern.FindAllStringSubmatchIndex(line, -1) {
		key, rest := line[at[2]:at[3]], line[at[3]:]
		list = append(list, line[:at[2]]+key+"z"+rest, line[:at[2]]+"zz"+rest, line[:at[2]]+key+rest[1:], line[:at[3]]+": [1, {a: b}]",
			line[:at[3]]+":", line[:at[3]]+": ''", line[:at[3]]+": &a *a", line[:at[3]]+": !!int x", line[:at[3]]+": 010")
		if len(key) > 3 {
			list = append(list, line[:at[2]]+key[:1]+key[2:]+rest)
		}
	}
	return list
}

// broken loads a text in place of the good file, together with its included files.
func broken(t *testing.T, text string) (*config.Config, yamlfile.Mistakes) {
	t.Helper()
	fsys := fstest.MapFS{"bilan.yaml": {Data: []byte(text)}}
	for _, name := range []string{"parts/logo.png", "parts/shop.dsn", "parts/ca.pem", "everything/monthly.yaml"} {
		data, err := os.ReadFile("testdata/good/" + name)
		if err != nil {
			t.Fatal(err)
		}
		fsys[name] = &fstest.MapFile{Data: data}
	}
	c, err := LoadFS(fsys, "bilan.yaml", goodEnvironment)
	var found yamlfile.Mistakes
	if (c == nil) == (err == nil) || err != nil && (!errors.As(err, &found) || len(found) == 0) {
		t.Fatalf("config %v, error %v", c != nil, err)
	}
	return c, found
}

func everything(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/good/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	if _, found := broken(t, strings.Join(lines, "\n")); found != nil {
		t.Fatal(found)
	}
	return lines
}

func with(lines []string, i int, instead ...string) string {
	return strings.Join(append(append(append([]string{}, lines[:i]...), instead...), lines[i+1:]...), "\n")
}

// However a line is changed, loading returns a config or mistakes that can be printed.
func TestEveryLineBroken(t *testing.T) {
	t.Parallel()
	lines := everything(t)
	for i, line := range lines {
		for _, text := range append([]string{with(lines, i), with(lines, i, line, line)}, texts(lines, i)...) {
			_, found := broken(t, text)
			for _, m := range found {
				if m.Message == "" || m.OneLine() == "" || strings.Contains(m.Error(), "%!") {
					t.Errorf("line %d: %+v", i+1, m)
				}
			}
		}
	}
}

func texts(lines []string, i int) (list []string) {
	for _, m := range mangled(lines[i], i) {
		list = append(list, with(lines, i, m))
	}
	return list
}

// freely matches the blocks in which users choose the keys, so that a misspelt key is only another name.
var freely = regexp.MustCompile(`^\s*(aliases|columns|keys|x-period):|^\s*columns: \{amount|columns: \{quota|aliases: \{|keys: \{`)

// A misspelt key is reported on its line with the right key, and nothing else is reported.
func TestEveryKeyMisspelt(t *testing.T) {
	misspell(t, everything(t), 150, func(text string) yamlfile.Mistakes { _, found := broken(t, text); return found })
}

// A misspelt key in the example file is reported on its line with the right key, and nothing else is reported.
func TestEveryKeyOfTheExampleMisspelt(t *testing.T) {
	root := os.DirFS("../../..")
	text, err := fs.ReadFile(root, "config.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	load := func(text string) (found yamlfile.Mistakes) {
		_, err := LoadFS(replaced{root, "config.example.yaml", text}, "config.example.yaml", environment)
		errors.As(err, &found)
		return beforeItsConsequences(found)
	}
	if found := load(string(text)); found != nil {
		t.Fatal(found)
	}
	misspell(t, strings.Split(string(text), "\n"), 100, load)
}

// beforeItsConsequences returns only the mistake about the unknown key if the key belongs to the sales mapping or is
// 'pack', because other mistakes follow from it.
func beforeItsConsequences(found yamlfile.Mistakes) yamlfile.Mistakes {
	for _, m := range found {
		if strings.HasPrefix(m.Message, "unknown key") && (strings.HasPrefix(m.Path, "sales") || strings.Contains(m.Message, `"salesz"`) || strings.Contains(m.Message, `"packz"`)) {
			return yamlfile.Mistakes{m}
		}
	}
	return found
}

// replaced is a file system in which one file has another text.
type replaced struct {
	fs.FS
	name, text string
}

func (r replaced) Open(name string) (fs.File, error) {
	if name == r.name {
		return fstest.MapFS{name: {Data: []byte(r.text)}}.Open(name)
	}
	return r.FS.Open(name)
}

func misspell(t *testing.T, lines []string, atLeast int, load func(string) yamlfile.Mistakes) {
	t.Helper()
	known := map[string]bool{}
	keys.Walk(reflect.TypeFor[config.Config](), map[reflect.Type]bool{}, func(t reflect.Type) {
		if t.PkgPath() == reflect.TypeFor[mapping.Mapping]().PkgPath() {
			return // an entity or role may also be the name of a metric
		}
		for _, f := range keys.ForStruct(t) {
			known[f.Name] = true
		}
	})
	tried := 0
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "#") || freely.MatchString(line) {
			continue
		}
		for _, at := range keyPattern.FindAllStringSubmatchIndex(line, -1) {
			key := line[at[2]:at[3]]
			if !known[key] || strings.Contains(line[:at[2]], " #") {
				continue
			}
			tried++
			found := load(with(lines, i, line[:at[2]]+key+"z"+line[at[3]:]))
			where := fmt.Sprintf(":%d:%d: ", i+1, len([]rune(line[:at[2]]))+1)
			ok := false
			for _, m := range found {
				ok = ok || strings.Contains(m.OneLine(), where) && strings.Contains(m.OneLine(), fmt.Sprintf(`unknown key "%sz" (did you mean %q?)`, key, key))
			}
			if !ok {
				t.Errorf("line %d, %q:\n%v", i+1, key+"z", found)
			}
			if len(found) > 1 {
				t.Errorf("line %d, %q: one slip, %d mistakes:\n%v", i+1, key+"z", len(found), found)
			}
		}
	}
	if tried < atLeast {
		t.Errorf("only %d keys were tried", tried)
	}
}
