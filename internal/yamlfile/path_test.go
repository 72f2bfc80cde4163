package yamlfile

import "testing"

func TestPathFrom(t *testing.T) {
	for _, c := range []struct{ file, path, want string }{
		{"/home/anne/bilan.yaml", "/home/anne/exports", "exports"},
		{"/home/anne/bilan.yaml", "/home/exports", "../exports"},
		{"/home/anne/bilan.yaml", "/home/anne", "."},
		{"/home/anne/reports/bilan.yaml", "/srv/exports", "/srv/exports"},
		{"bilan.yaml", "exports/2026", "exports/2026"},
		{"reports/bilan.yaml", "exports", "../exports"},
	} {
		if got := PathFrom(c.file, c.path); got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.path, c.file, got, c.want)
		}
	}
}
