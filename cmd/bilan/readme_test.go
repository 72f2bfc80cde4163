package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"bilan/internal/exitcode"
)

var fenced = regexp.MustCompile("(?m)^    ```(sh|yaml)\n((?:    .*\n|\n)*?)    ```$")

// The steps of the README, run in an empty folder, make a report and its mails.
func TestReadmeStepsWork(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("its lines use GNU date")
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var shell, yaml string
	for _, block := range fenced.FindAllStringSubmatch(string(readme), -1) {
		text := strings.ReplaceAll("\n"+block[2], "\n    ", "\n")[1:]
		if block[1] == "yaml" {
			yaml += text
		} else {
			shell += text
		}
	}
	prepare, commands, found := strings.Cut(shell, "bilan init")
	if !found || yaml == "" {
		t.Fatal("the README has no steps")
	}
	t.Chdir(t.TempDir())
	if out, err := exec.Command("sh", "-ec", prepare).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := os.WriteFile("weekly.yaml", []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines("bilan init" + commands) {
		line, _, _ = strings.Cut(line, "#")
		var out bytes.Buffer
		w := World{Stdout: &out, Stderr: &out, Getenv: func(string) (string, bool) { return "", false }, Now: time.Now}
		if code := Main(context.Background(), strings.Fields(line)[1:], w); code != exitcode.Done {
			t.Fatalf("%s: exit code %d:\n%s", line, code, out.String())
		}
		if strings.Contains(out.String(), "warning") {
			t.Errorf("%s: %s", line, out.String())
		}
	}
	for pattern, n := range map[string]int{"objectives-*.pdf": 1, "weekly-*.pdf": 1, "out/*": 2} {
		if files, _ := filepath.Glob(pattern); len(files) < n {
			t.Errorf("%s: %q", pattern, files)
		}
	}
}
