// Package pagesweep draws the reports of the examples and checks their pages with pagecheck. The program makes the
// documents, so that this package need not link DuckDB.
package pagesweep

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bilan/internal/pagecheck"
	"bilan/report"
	"bilan/report/render"
)

// languages are all languages of reports.
var languages = []string{"fr-FR", "en-GB", "de-DE", "es-ES", "it-IT", "nl-NL", "pt-PT"}

// papers are all paper sizes of reports.
var papers = []report.Paper{{}, {Letter: true}, {Landscape: true}, {Letter: true, Landscape: true}}

// examples are the examples' reports, with their YAML file and its language.
var examples = []struct{ file, language, report string }{
	{"config.example.yaml", "fr-FR", "suivi-hebdo"}, {"examples/english.yaml", "en-GB", "monthly-review"},
}

// TestSweep draws the examples' reports on every paper size and fails if a page has a fault. With BILAN_SWEEP=1 it draws
// every period of a year in every language, which takes half an hour. BILAN_SWEEP_KEEP=FOLDER keeps the PDFs.
func TestSweep(t *testing.T) {
	if testing.Short() {
		t.Skip("some forty reports are drawn")
	}
	program := build(t)
	for _, e := range examples {
		for language, periods := range periodsOf(e.report) {
			t.Run(e.report+"/"+language, func(t *testing.T) {
				file := inLanguage(t, e.file, e.language, language)
				for _, period := range periods {
					sweep(t, documentOf(t, program, file, e.report, period), strings.Join([]string{e.report, period, language}, "-"))
				}
			})
		}
	}
}

// build compiles the program and returns its path.
func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "bilan")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", program, "bilan/cmd/bilan").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return program
}

// periodsOf returns the periods of a report to draw, by language.
func periodsOf(name string) map[string][]string {
	weekly := name == "suivi-hebdo"
	if os.Getenv("BILAN_SWEEP") == "" {
		if weekly {
			return map[string][]string{"fr-FR": {"2026-W02", "2026-W46"}, "de-DE": {"2026-W31"}}
		}
		return map[string][]string{"fr-FR": {"2026-10"}, "en-GB": {"2026-01"}, "pt-PT": {"2026-06"}}
	}
	first, unit, n := 11, "%d-%02d", 12 // the year up to the end of the examples' data
	if weekly {
		first, unit, n = 47, "%d-W%02d", 52
	}
	var periods []string
	for i := range n {
		periods = append(periods, fmt.Sprintf(unit, 2025+(first-1+i)/n, (first-1+i)%n+1))
	}
	all := map[string][]string{}
	for _, l := range languages {
		all[l] = periods
	}
	return all
}

// inLanguage writes a copy of an example's YAML in another language and returns its path.
func inLanguage(t *testing.T, file, from, to string) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	here := filepath.Join(root, "examples")
	yaml := strings.NewReplacer("locale: "+from, "locale: "+to, "examples/data", here+"/data", "examples/logo.png", here+"/logo.png",
		"english.db}", here+"/english.db}").Replace(string(text))
	out := filepath.Join(t.TempDir(), "bilan.yaml")
	if err := os.WriteFile(out, []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

// documentOf runs the program to make a report's document.
func documentOf(t *testing.T, program, file, name, period string) *report.Document {
	t.Helper()
	cmd := exec.Command(program, "render", name, "-c", file, "--period", period, "--anyway", "--json")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v", name, period, err)
	}
	var answer struct{ Document report.Document }
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatalf("%s %s: %v", name, period, err)
	}
	return &answer.Document
}

// sweep draws a document on every paper size and checks its pages.
func sweep(t *testing.T, doc *report.Document, name string) {
	t.Helper()
	for _, paper := range papers {
		doc.Paper.Letter, doc.Paper.Landscape = paper.Letter, paper.Landscape
		pdf, err := render.PDF(context.Background(), doc, render.Options{})
		if err != nil {
			t.Fatal(err)
		}
		faults, err := pagecheck.Check(pdf)
		if err != nil {
			t.Fatal(err)
		}
		file := name + map[bool]string{true: "-letter", false: "-a4"}[paper.Letter] + map[bool]string{true: "-landscape", false: "-portrait"}[paper.Landscape]
		for _, f := range faults {
			t.Errorf("%s: %s", file, f)
		}
		if dir := os.Getenv("BILAN_SWEEP_KEEP"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, file+".pdf"), pdf, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
