package regular

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestOpen opens everything that may be at a path. Nothing blocks, and only a regular file can be opened.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	socket, err := net.Listen("unix", at("socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	err = errors.Join(os.WriteFile(at("file"), []byte("text"), 0o600), os.Mkdir(at("folder"), 0o700), syscall.Mkfifo(at("pipe"), 0o600),
		os.Symlink("file", at("link")), os.Symlink("/dev/null", at("out")))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"file": "", "link": "", "folder": "it is a folder, not a file", "pipe": "it is a named pipe, not a file", "socket": "it is a socket or a named pipe, not a file",
		"gone": "no such file or directory", "out": "it is a device, not a file",
	} {
		text, err := ReadFile(at(name))
		if got := cause(err); got != want || err == nil && string(text) != "text" {
			t.Errorf("%s: %q %v", name, text, err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if f, err := OpenIn(root, "link"); err != nil {
		t.Error(err)
	} else {
		f.Close()
	}
	for name, want := range map[string]string{"out": "path escapes", "pipe": "named pipe"} {
		if _, err := OpenIn(root, name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s below the root: %v", name, err)
		}
	}
}

// TestCreate writes to everything that may be at a path. Nothing blocks, and only a regular file can be written.
func TestCreate(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := errors.Join(os.WriteFile(at("file"), []byte("longer than the next"), 0o600), syscall.Mkfifo(at("pipe"), 0o600), syscall.Mkfifo(at("read"), 0o600)); err != nil {
		t.Fatal(err)
	}
	reader, err := os.OpenFile(at("read"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for name, want := range map[string]string{"file": "", "new": "", "pipe": "it is a socket or a named pipe, not a file", "read": "it is a named pipe, not a file"} {
		f, err := Create(at(name), 0o600)
		if got := cause(err); got != want {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			_, err = f.WriteString("text")
			text, other := os.ReadFile(at(name))
			if err := errors.Join(err, other, f.Close()); err != nil || string(text) != "text" {
				t.Errorf("%s: %q %v", name, text, err)
			}
		}
	}
}

func cause(err error) string {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return ""
}
