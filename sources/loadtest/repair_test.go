package loadtest

import (
	"strings"
	"testing"

	"bilan/internal/config"
)

// TestBytesOfAnotherEncoding checks that a name with invalid bytes loads with a replacement character and is logged.
func TestBytesOfAnotherEncoding(t *testing.T) {
	for _, c := range []struct {
		name    string
		dialect config.Dialect
		text    string
		want    string
		log     []string
	}{
		{"cut names among others", config.Dialect{}, "a;b\n1;été\n2;Ren\xc3\n3;Ren\xc3\n4;" + strings.Repeat("é", 5) + "\n", "1|été\n2|Ren\ufffd\n3|Ren\ufffd\n4|ééééé",
			[]string{"level=WARN", "replaced bytes that are not in the file's encoding", "file=t.csv line=3 rows=2 encoding=utf-8"}},
		{"UTF-8 by name", config.Dialect{Encoding: "utf-8"}, "a;b\n1;\xe9t\xe9\n2;éééé\n", "1|\ufffdt\ufffd\n2|éééé", []string{"line=2 rows=1"}},
		{"UTF-8 by its mark", config.Dialect{}, "\ufeffa;b\n1;\xe9t\xe9\n", "1|\ufffdt\ufffd", []string{"line=2 rows=1"}},
		{"no sequence at all", config.Dialect{}, "a;b\n1;\xe9t\xe9\n", "1|été", nil},
		{"a byte that the named encoding lacks", config.Dialect{Encoding: "windows-1252"}, "a;b\n1;\xe9t\x81\n", "1|ét\ufffd", []string{"line=2 rows=1 encoding=windows-1252"}},
		{"beyond the first look", config.Dialect{}, "a;b\n" + strings.Repeat("1;é\n", 20_010) + "2;\xe9\n", strings.Repeat("1|é\n", 20_010) + "2|\ufffd", []string{"line=20012 rows=1"}},
		{"in a heading", config.Dialect{Encoding: "utf-8"}, "a;\xe9t\xe9\n1;é\n2;éé\n", "1|é\n2|éé", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := load(t, config.Source{CSV: c.dialect}, map[string]string{"t.csv": c.text}, "t")
			if err != nil {
				t.Fatal(err)
			}
			if got.text() != c.want {
				t.Errorf("got %q", got.text()[max(0, len(got.text())-80):])
			}
			for _, want := range c.log {
				if !strings.Contains(got.log, want) {
					t.Errorf("the log does not say %q:\n%s", want, got.log)
				}
			}
			if c.log == nil && strings.Contains(got.log, "replaced") {
				t.Errorf("the log says:\n%s", got.log)
			}
		})
	}
}
