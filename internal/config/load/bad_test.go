package load

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	_ "time/tzdata"

	"bilan/internal/yamlfile"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// environment looks up the variables for ${NAME} in the tests.
func environment(name string) (string, bool) {
	value, ok := map[string]string{
		"CRM_DATABASE_URL": "postgres://bilan:hunter2@db/crm", "BAD_ZONE": "Mars/Phobos", "EMPTY": "", "LOCALE": "fr",
		"SECRET_HOST": "not a host", "SMTP_PASSWORD": "tr0ub4dor&3",
		"SHORT_SECRET": "hunter2", "UNSUBSCRIBE_SECRET": "hunter2 and more of it",
		"ALARM_URL": "https://alarm.example/hunter2",
	}[name]
	return value, ok
}

// golden compares a text with a file. With -update, it writes the file.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// Each file in testdata/bad produces exactly the mistakes in the text file beside it.
func TestBadFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil || len(files) < 45 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, path := range files {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			c, err := LoadFS(os.DirFS("testdata/bad"), name, environment)
			var found yamlfile.Mistakes
			if c != nil || !errors.As(err, &found) || len(found) == 0 {
				t.Fatalf("config %v, error %v", c != nil, err)
			}
			text := found.Error() + "\n"
			golden(t, strings.TrimSuffix(path, ".yaml")+".txt", text)
			for _, secret := range []string{"hunter2", "tr0ub", "4dor"} {
				if strings.Contains(text, secret) {
					t.Errorf("the secret %q stands in\n%s", secret, text)
				}
			}
			for _, leak := range []string{"reflect", "config.", "yaml:", "cannot unmarshal", "%!"} {
				if strings.Contains(strings.ReplaceAll(text, ".yaml:", ""), leak) {
					t.Errorf("%q stands in\n%s", leak, text)
				}
			}
		})
	}
}

func goodFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/good/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	return files
}
