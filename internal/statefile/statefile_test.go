package statefile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
)

func file(t *testing.T, state config.State, environment map[string]string) File {
	t.Helper()
	return File{Path: filepath.Join(t.TempDir(), "sales.yaml"), Config: &config.Config{State: state}, Getenv: func(name string) (string, bool) {
		value, ok := environment[name]
		return value, ok
	}}
}

func TestOpen(t *testing.T) {
	named := filepath.Join(t.TempDir(), "named.db")
	for want, f := range map[string]File{
		"bilan.db": file(t, config.State{}, nil), // the default, beside the YAML
		named:      file(t, config.State{File: named}, map[string]string{"STATE_DIRECTORY": "/nowhere"}),
	} {
		l, err := f.Open(t.Context(), ledger.Options{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		if !filepath.IsAbs(want) {
			want = filepath.Join(filepath.Dir(f.Path), want)
		}
		if _, err := os.Stat(want); err != nil {
			t.Error(err)
		}
	}
	_, err := file(t, config.State{}, map[string]string{"STATE_DIRECTORY": "/var/lib/bilan"}).Open(t.Context(), ledger.Options{Now: time.Now})
	if err == nil || !strings.Contains(err.Error(), "state: {file: /var/lib/bilan/bilan.db}") {
		t.Errorf("a service whose state the shell would not find: %v", err)
	}
}

func TestPhotos(t *testing.T) {
	for want, state := range map[string]config.State{
		"/data/photos":      {Photos: "/data/photos", File: "/state/bilan.db"},
		"/state/photos":     {File: "/state/bilan.db"},
		"/etc/bilan/photos": {},
	} {
		f := File{Path: "/etc/bilan/sales.yaml", Config: &config.Config{State: state}}
		if got := f.Photos(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
