package packpage

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilan/templates/packs"
)

var update = flag.Bool("update", false, "write docs/packs again")

const folder = "../../docs/packs"

// The pages in docs/packs equal what Page returns. After a change, make docs writes them again.
func TestPagesAreThePacks(t *testing.T) {
	index, err := os.ReadFile("../../docs/packs.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range packs.Names() {
		page, err := Page(name)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(folder, name+".md")
		if *update {
			if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(file)
		if err != nil || string(have) != page {
			t.Errorf("%s is not what the pack is: make docs", file)
		}
		if !strings.Contains(string(index), "(packs/"+name+".md)") {
			t.Errorf("docs/packs.md has no link to %s", name)
		}
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.md"))
	if err != nil || len(files) != len(packs.Names()) {
		t.Errorf("%d pages of %d packs: %v", len(files), len(packs.Names()), err)
	}
}

// A pack's page describes every figure that the pack names.
func TestAPageTellsEachFigure(t *testing.T) {
	page, err := Page("pipeline")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| `win_rate` |", "| `pipeline` | Open deals", "`sales.deals` on the day of the report", "`deals.close`", "```sql\nselect"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	funnel, err := Page("acquisition")
	if err != nil || !strings.Contains(funnel, "| `lead_quotes` |") {
		t.Errorf("a bare stage of a funnel is not described: %v\n%s", err, funnel)
	}
	if _, err := Page("nothing"); err == nil {
		t.Error("a pack that is not there has a page")
	}
}
