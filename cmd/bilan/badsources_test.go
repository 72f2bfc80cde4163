package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"bilan/internal/ledger"
)

// badSources are sources that can go wrong: pipes, devices, links, invalid files, and servers that never answer. silent
// is the address of such a server.
func badSources(silent string) map[string]string {
	sources := map[string]string{
		"gone": "files: nowhere", "empty": "files: empty", "a-file": "files: rubbish/rows.csv", "loop": "files: loop",
		"no-sqlite": "sqlite: rubbish/none.db", "sqlite-text": "sqlite: rubbish/rows.csv", "sqlite-folder": "sqlite: rubbish", "sqlite-pipe": "sqlite: pipes/rows.csv",
		"sqlite-device": "sqlite: /dev/zero", "sqlite-link": "sqlite: dangling",
	}
	for _, folder := range []string{"pipes", "pipe-json", "pipe-parquet", "pipe-xlsx", "devices", "dangling-rows", "folder-rows", "rubbish-json", "rubbish-parquet", "rubbish-xlsx", "no-header"} {
		sources[folder] = "files: " + folder
	}
	for kind, scheme := range map[string]string{"postgres": "postgres", "mysql": "mysql", "sqlserver": "sqlserver"} {
		sources["silent-"+kind] = fmt.Sprintf("%s: %q", kind, scheme+"://u:p@"+silent+"/shop")
		if kind != "sqlserver" {
			sources["closed-"+kind] = fmt.Sprintf("%s: %q", kind, scheme+"://u:p@127.0.0.1:1/shop")
		}
	}
	return sources
}

// spoil makes the files and folders that badSources names.
func spoil(t *testing.T, dir string) {
	t.Helper()
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	var errs []error
	for _, folder := range strings.Fields("empty rubbish pipes pipe-json pipe-parquet pipe-xlsx devices dangling-rows folder-rows/rows.csv rubbish-json rubbish-parquet rubbish-xlsx no-header good") {
		errs = append(errs, os.MkdirAll(at(folder), 0o700))
	}
	for _, name := range []string{"pipes/rows.csv", "pipe-json/rows.json", "pipe-parquet/rows.parquet", "pipe-xlsx/rows.xlsx"} {
		errs = append(errs, syscall.Mkfifo(at(name), 0o600))
	}
	for name, text := range map[string]string{
		"rubbish/rows.csv": "\x00\xff\xfe\"\n\n\"", "rubbish-json/rows.json": `[{"day": `, "rubbish-parquet/rows.parquet": "PAR1 and no more", "rubbish-xlsx/rows.xlsx": "PK\x03\x04 and no more",
		"no-header/rows.csv": "1;2;3\n4;5;6\n", "good/rows.csv": "day,amount\n2026-11-09,100\n2026-11-10,50\n",
	} {
		errs = append(errs, os.WriteFile(at(name), []byte(text), 0o600))
	}
	for name, target := range map[string]string{"devices/rows.csv": "/dev/zero", "dangling-rows/rows.csv": "nothing", "dangling": "nothing", "loop": "loop"} {
		errs = append(errs, os.Symlink(target, at(name)))
	}
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// A daemon with 26 bad sources still sends every good report, and ends on SIGTERM within its drain time.
func TestBadSources(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes half a minute")
	}
	server, err := net.Listen("tcp", "127.0.0.1:0") // accepts connections, but never answers
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	dir := t.TempDir()
	spoil(t, dir)
	bad, good := badSources(server.Addr().String()), []string{"good-a", "good-m", "good-z"}
	if len(bad) != 26 {
		t.Fatalf("%d bad sources", len(bad))
	}
	var sources, datasets, metrics, reports strings.Builder
	add := func(name, source string) {
		fmt.Fprintf(&sources, "  %s: {%s}\n", name, source)
		fmt.Fprintf(&datasets, "  %[1]s: {source: %[1]s, query: select * from rows}\n", name)
		fmt.Fprintf(&metrics, "  %[1]s: {label: Revenue, dataset: %[1]s, date: day, value: sum(amount), unit: currency}\n", name)
		fmt.Fprintf(&reports, "  %[1]s: {title: %[1]s, periods: [last week], send: {every: week, day: monday, at: \"10:30\"}, to: [%[1]s@shop.example], sections: [scorecard: [%[1]s]]}\n", name)
	}
	for name, source := range bad {
		add(name, source)
	}
	for _, name := range good {
		add(name, "files: good")
	}
	text := fmt.Sprintf("company: Shop\nowner: ops@shop.example\nlocale: en-GB\ncurrency: EUR\ntimezone: Europe/Paris\nsources:\n%sdatasets:\n%smetrics:\n%sreports:\n%smail: {from: bilan@shop.example, folder: out}\nserve: {listen: \"127.0.0.1:0\"}\n",
		&sources, &datasets, &metrics, &reports)
	file := filepath.Join(dir, "bilan.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	words := daemonLog{t: t, file: filepath.Join(dir, "log")}
	serve := words.start(file)
	waitFor(t, &words, "the good reports leave", func() bool {
		for _, name := range good {
			if found, _ := filepath.Glob(filepath.Join(dir, "out", name+"*.eml")); len(found) == 0 {
				return false
			}
		}
		return true
	})
	if err := serve.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- serve.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("%v: %s", err, words.text())
		}
	case <-time.After(time.Minute): // the drain time is ten seconds
		_ = serve.Process.Kill()
		t.Fatalf("SIGTERM does not end it: %s", words.text())
	}
	l, err := ledger.Open(context.Background(), ledger.Options{SQLite: filepath.Join(dir, "bilan.db"), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	slots, err := l.Slots(t.Context(), ledger.Filter{})
	if err != nil || len(slots) != len(bad)+len(good) {
		t.Fatalf("%d slots, %v", len(slots), err)
	}
	for _, s := range slots {
		switch _, isBad := bad[s.Report]; {
		case isBad && s.State == ledger.Produced:
			t.Errorf("%s was made of %s", s.Report, bad[s.Report])
		case !isBad && (s.State != ledger.Produced || s.Late(s.Made) > 3*time.Minute):
			t.Errorf("%s: %s, late by %s", s.Report, s.State, s.Late(s.Made))
		}
	}
}
