package bilan_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryDecisionIsListed(t *testing.T) {
	index, err := os.ReadFile("docs/decisions/README.md")
	if err != nil {
		t.Fatal(err)
	}
	notes, err := filepath.Glob("docs/decisions/[0-9][0-9][0-9][0-9]-*.md")
	if err != nil || len(notes) == 0 {
		t.Fatalf("%d notes, %v", len(notes), err)
	}
	for _, note := range notes {
		name := filepath.Base(note)
		if !strings.Contains(string(index), "["+name[:4]+"]("+name+")") {
			t.Errorf("docs/decisions/README.md does not list %s", name)
		}
	}
}
