package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"bilan/internal/config/load"
	"bilan/internal/exitcode"
)

// From the exports of common programs, init guesses at least four of five roles correctly, marks every wrong one with
// "# ?", and the first report can be made.
func TestInitFromExports(t *testing.T) {
	for _, s := range shapes() {
		if testing.Short() && !slices.Contains([]string{"sage", "odoo", "hubspot", "excel", "headless"}, s.name) {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := os.Mkdir(s.name, 0o700); err != nil {
				t.Fatal(err)
			}
			for name, lines := range s.files {
				if err := os.WriteFile(filepath.Join(s.name, name), []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			bilan(t, "init", "--from", s.name)
			bilan(t, "check")
			text, err := os.ReadFile("bilan.yaml")
			if err != nil {
				t.Fatal(err)
			}
			s.judge(t, string(text))
			if t.Failed() {
				t.Logf("%s", text)
			}
			bilan(t, "render", s.report)
			if files, _ := filepath.Glob(s.report + "-*.pdf"); len(files) != 1 {
				t.Errorf("no PDF of %s", s.report)
			}
		})
	}
}

// judge counts the correct roles, and fails for each wrong one that is not marked with "# ?".
func (s shape) judge(t *testing.T, text string) {
	t.Helper()
	cfg, err := load.Load("bilan.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	model, right := cfg.SalesModel(), 0
	for _, entity := range strings.Fields(s.entities) {
		if model.Entity(entity) == nil {
			t.Errorf("%s is not found", entity)
		}
	}
	doubted := regexp.MustCompile(`(?m)^ +(\w+): .*# \?`).FindAllStringSubmatch(text, -1)
	for role, want := range s.want {
		entity, name, _ := strings.Cut(role, ".")
		got := ""
		if e := model.Entity(entity); e != nil {
			for _, r := range e.Roles {
				if r.Name == name {
					got = r.Text
				}
			}
		}
		switch {
		case slices.Contains(strings.Split(want, "¦"), got):
			right++
		case got != "" && !slices.ContainsFunc(doubted, func(m []string) bool { return m[1] == name }):
			t.Errorf("%s is %q without a doubt, want %q", role, got, want)
		default:
			t.Logf("%s is %q, want %q", role, got, want)
		}
	}
	if right*5 < len(s.want)*4 {
		t.Errorf("%d of %d roles are right", right, len(s.want))
	}
	t.Logf("%d of %d roles are right, %d lines are doubted", right, len(s.want), strings.Count(text, "# ?")-1)
}

// bilan runs a command in this process at a fixed time, and returns its output.
func bilan(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	w := World{Stdout: &out, Stderr: &out, Getenv: func(string) (string, bool) { return "", false },
		Now: func() time.Time { return time.Date(2026, 11, 16, 9, 30, 0, 0, time.UTC) }}
	if code := Main(context.Background(), args, w); code != exitcode.Done {
		t.Fatalf("bilan %s: exit code %d:\n%s", strings.Join(args, " "), code, out.String())
	}
	return out.String()
}
