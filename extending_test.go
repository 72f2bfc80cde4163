package bilan_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var goBlock = regexp.MustCompile("(?s)```go\n// ([^\n]+)\n(.*?)```")

// TestExampleSection adds the section that docs/extending.md describes to a copy of the program, and runs the test that
// the page gives.
func TestExampleSection(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles two packages")
	}
	page, err := os.ReadFile("docs/extending.md")
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	put := func(name, text string) {
		file := filepath.Join(t.TempDir(), filepath.Base(name))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		overlay.Replace[filepath.Join(root, name)] = file
	}
	touched := 0
	for _, block := range goBlock.FindAllStringSubmatch(string(page), -1) {
		name, where, line := strings.Cut(block[1], ": in ")
		if !line {
			put(name, block[2])
			continue
		}
		touched++
		put(name, withLine(t, name, where, block[2]))
	}
	if touched == 0 || touched > 3 {
		t.Errorf("the example touches %d files that are there, want at most 3", touched)
	}
	text, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(t.TempDir(), "overlay.json")
	if err := os.WriteFile(list, text, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "test", "-overlay", list, "-run", "TestStatement|TestEveryKind", "-v", "./report/build").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: TestStatement") {
		t.Errorf("%v\n%s", err, out)
	}
}

// withLine returns a file's text with one line added after the first line of a struct or function.
func withLine(t *testing.T, name, where, line string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, start := range []string{"type " + where + " struct {\n", "func " + where + "() {\n"} {
		if before, after, ok := strings.Cut(string(text), start); ok {
			return before + start + line + after
		}
	}
	t.Fatalf("%s has no %s", name, where)
	return ""
}
