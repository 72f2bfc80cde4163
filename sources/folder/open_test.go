package folder

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/sources/input"
)

// exports is a folder with orders.csv, which was last changed long ago.
func exports(t *testing.T, log *slog.Logger) (*Folder, string) {
	t.Helper()
	dir := t.TempDir()
	put(t, filepath.Join(dir, "orders.csv"), "id;amount\n1;10\n2;20\n", 0)
	folder, err := Open("x", config.Source{Files: dir}, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { folder.Close() })
	return folder, dir
}

// put writes a file and sets its modification time to some seconds after a moment long ago.
func put(t *testing.T, path, text string, seconds int64) {
	t.Helper()
	at := time.Unix(1_000_000_000+seconds, 0)
	if err := errors.Join(os.WriteFile(path, []byte(text), 0o600), os.Chtimes(path, at, at)); err != nil {
		t.Fatal(err)
	}
}

// TestFilesThatChange changes a file while it is read, in every possible way, once or repeatedly.
func TestFilesThatChange(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, path string, n int64){
		"written in place": func(t *testing.T, path string, n int64) { put(t, path, "id;amount\n1;10\n2;30\n", n) },
		"truncated":        func(t *testing.T, path string, n int64) { put(t, path, "id;amount\n1;10\n", 0) },
		"replaced": func(t *testing.T, path string, _ int64) {
			put(t, path+".new", "id;amount\n1;10\n2;30\n", 0)
			if err := os.Rename(path+".new", path); err != nil {
				t.Fatal(err)
			}
		},
		"linked elsewhere": func(t *testing.T, path string, n int64) {
			other := fmt.Sprintf("other-%d.csv", n)
			put(t, filepath.Join(filepath.Dir(path), other), "id;amount\n1;10\n2;20\n", 0)
			if err := errors.Join(os.Remove(path), os.Symlink(other, path)); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, changes := range []int{1, 2} {
				folder, dir := exports(t, nil)
				calls := 0
				err := folder.withFiles(t.Context(), folder.tables["orders"], func([]*input.Opened) error {
					if calls++; calls <= changes && !(name == "truncated" && calls == 2) {
						change(t, filepath.Join(dir, "orders.csv"), int64(calls))
					}
					return fmt.Errorf("attempt %d", calls)
				})
				switch {
				case changes == 1 || name == "truncated":
					if err == nil || err.Error() != "attempt 2" {
						t.Errorf("changed once: %v after %d attempts", err, calls)
					}
				case !errors.Is(err, errNotRead) || !strings.HasPrefix(err.Error(), "orders.csv: ") || calls != 2:
					t.Errorf("changed twice: %v after %d attempts", err, calls)
				}
			}
		})
	}
}

// TestReadingHoldsWhatItOpened checks that a file which replaces another under the same name is not read.
func TestReadingHoldsWhatItOpened(t *testing.T) {
	folder, dir := exports(t, nil)
	files, err := folder.openAll(t.Context(), folder.tables["orders"])
	if err != nil {
		t.Fatal(err)
	}
	defer input.CloseAll(files)
	if err := errors.Join(os.Remove(filepath.Join(dir, "orders.csv")), os.Symlink("/etc/hostname", filepath.Join(dir, "orders.csv"))); err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(files[0].From(3))
	if err != nil || string(text) != "amount\n1;10\n2;20\n" {
		t.Errorf("%q %v", text, err)
	}
	if _, err := folder.Prepare(t.Context(), "orders", t.TempDir()); err == nil || !strings.Contains(err.Error(), "leads out of the folder") {
		t.Errorf("the link: %v", err)
	}
}

// TestCancelledReading checks for each reader that reading ends at the next read after the cancellation.
func TestCancelledReading(t *testing.T) {
	folder, _ := exports(t, nil)
	ctx, cancel := context.WithCancelCause(t.Context())
	files, err := folder.openAll(ctx, folder.tables["orders"])
	if err != nil {
		t.Fatal(err)
	}
	defer input.CloseAll(files)
	enough := errors.New("enough")
	cancel(enough)
	if _, err := io.ReadAll(files[0].From(0)); !errors.Is(err, enough) {
		t.Errorf("after the end: %v", err)
	}
}

// TestWhatIsNoFile checks that a folder entry that is not a file stops only its own table, and at once.
func TestWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "orders.csv"), "id;amount\n1;10\n", 0)
	err := errors.Join(syscall.Mkfifo(filepath.Join(dir, "pipe.csv"), 0o600), syscall.Mkfifo(filepath.Join(dir, "book.xlsx"), 0o600),
		os.Mkdir(filepath.Join(dir, "folder.csv"), 0o700), os.WriteFile(filepath.Join(dir, "torn.xlsx"), []byte("PK"), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string]config.FileTable{"dir": {File: "folder.csv"}, "some": {File: "*.csv"}}
	folder, err := Open("x", config.Source{Files: dir, Tables: tables}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	for name, want := range map[string]string{
		"dir": "folder.csv: it is a folder, not a file", "some": "folder.csv: it is a folder, not a file",
		"book_orders": "book.xlsx: it is a named pipe, not a file", "torn": "torn.xlsx: the file is not an .xlsx workbook", "torn_any": "torn.xlsx: the file is not an .xlsx workbook",
	} {
		if _, err := folder.Prepare(t.Context(), name, t.TempDir()); !folder.Has(name) || err == nil || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	folder, err = Open("x", config.Source{Files: dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	if _, err := folder.Prepare(t.Context(), "pipe", t.TempDir()); err == nil || err.Error() != "pipe.csv: it is a named pipe, not a file" {
		t.Errorf("pipe: %v", err)
	}
	if _, err := folder.Prepare(t.Context(), "orders", t.TempDir()); err != nil {
		t.Errorf("the file beside them: %v", err)
	}
}

// TestPanicOfAReader checks that a panic becomes an error about the file, with the details in the log.
func TestPanicOfAReader(t *testing.T) {
	var log bytes.Buffer
	folder, _ := exports(t, slog.New(slog.NewTextHandler(&log, nil)))
	err := folder.withFiles(t.Context(), folder.tables["orders"], func([]*input.Opened) error { panic("beyond the last column") })
	if err == nil || !strings.HasPrefix(err.Error(), "orders.csv: it cannot be read") || strings.Contains(err.Error(), "beyond") {
		t.Errorf("error %v", err)
	}
	if !strings.Contains(log.String(), "beyond the last column") {
		t.Errorf("log %s", log.String())
	}
}
