package bilan_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var floorRow = regexp.MustCompile("(?m)^\\| (\\d+) \\| ((?:`[^`]+`(?:, )?)+) \\|")

func TestDecisionNamesEveryFloor(t *testing.T) {
	page, err := os.ReadFile("docs/decisions/0001-rooms-and-floors.md")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]int{}
	for _, row := range floorRow.FindAllStringSubmatch(string(page), -1) {
		floor, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		for _, room := range strings.Split(strings.ReplaceAll(row[2], "`", ""), ", ") {
			named[room] = floor
		}
	}
	for room, floor := range floors {
		if at, ok := named[room]; !ok || at != floor {
			t.Errorf("docs/decisions/0001-rooms-and-floors.md: add %s on floor %d to the table", room, floor)
		}
	}
	for room := range named {
		if _, ok := floors[room]; !ok {
			t.Errorf("docs/decisions/0001-rooms-and-floors.md: delete %s from the table: it is no package", room)
		}
	}
}

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
