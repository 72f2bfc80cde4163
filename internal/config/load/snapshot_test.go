package load

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSnapshotOutlivesItsFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("bilan.yaml", "include: more-*.yaml\ncompany: ${NAME}\nsources:\n  crm: {postgres_file: secret}\n")
	write("more-a.yaml", "currency: EUR\n")
	write("secret", "postgres://u:hush@db/crm\n")
	path := filepath.Join(dir, "bilan.yaml")
	first, snapshot, err := LoadSnapshot(path, func(name string) (string, bool) { return "Shop", name == "NAME" })
	if err != nil {
		t.Fatal(err)
	}
	write("bilan.yaml", "nonsense: [")
	write("secret", "")
	if err := os.Remove(filepath.Join(dir, "more-a.yaml")); err != nil {
		t.Fatal(err)
	}
	again, err := snapshot.Config()
	if err != nil {
		t.Fatal(err)
	}
	if again.Company != "Shop" || again.Currency != "EUR" || again.Sources["crm"].Postgres.Reveal() != first.Sources["crm"].Postgres.Reveal() {
		t.Error(cmp.Diff(first.Company, again.Company), again.Currency)
	}
	if strings.Contains(snapshot.String(), "hush") {
		t.Error("a snapshot shows its secret")
	}
	if other := *snapshot; !snapshot.Same(&other) {
		t.Error("a snapshot differs from itself")
	}
}
