package run

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilan/internal/config/load"
	"bilan/internal/plans"
)

// A rep's edition of a pack has one page, with all rows of its lists. The edition of all has the two pages that the pack
// asks for.
func TestMemberOfAPackHasOnePage(t *testing.T) {
	text, err := os.ReadFile("../../config.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(examples, filepath.Join(dir, "examples")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "bilan.yaml")
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), "{pack: acquisition,", "{pack: acquisition, each: rep,", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := load.Load(file, os.LookupEnv)
	if err != nil {
		t.Fatal(err)
	}
	p := readCompany(t, "burst").program(t, nil)
	p.Config = cfg
	order := plans.Order{Report: "acquisition", Period: "2026-10"}
	err = p.ProduceMembers(t.Context(), order, []string{"rep=R03"}, func(e *Edition) error {
		if paper := e.Document.Paper; e.Pages != 1 || !paper.AllRows {
			t.Errorf("%d pages, %+v", e.Pages, paper)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if e, err := p.Produce(t.Context(), order); err != nil || e.Pages != 2 {
		t.Errorf("all: %d pages, %v", e.Pages, err)
	}
}
