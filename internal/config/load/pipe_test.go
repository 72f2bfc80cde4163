package load

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A named pipe instead of a file is a mistake with its position, whether it is named or matches a pattern. Loading does
// not wait for it.
func TestPipes(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := errors.Join(syscall.Mkfifo(at("a.part.yaml"), 0o600), syscall.Mkfifo(at("secret"), 0o600), syscall.Mkfifo(at("logo.png"), 0o600)); err != nil {
		t.Fatal(err)
	}
	text := "include: '*.part.yaml'\nlogo: logo.png\nmail:\n  from: bilan@shop.example\n  smtp: {host: smtp.shop.example, username: bilan, password_file: secret, ca_file: secret}\nstate: {postgres_file: secret}\nalarm: {webhook_file: secret}\n"
	if err := os.WriteFile(at("bilan.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err := LoadSnapshot(at("bilan.yaml"), environment)
	if err == nil {
		t.Fatal("a pipe was read")
	}
	for _, key := range []string{"a.part.yaml", "logo", "mail.smtp.password_file", "mail.smtp.ca_file", "state.postgres_file", "alarm.webhook_file"} {
		if !strings.Contains(err.Error(), key) {
			t.Errorf("%s is not in\n%v", key, err)
		}
	}
	if n := strings.Count(err.Error(), "it is a named pipe"); n != 6 {
		t.Errorf("%d pipes are told of in\n%v", n, err)
	}
}
