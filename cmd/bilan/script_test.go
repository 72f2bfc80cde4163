package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/sources/folder"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts run the program as the command bilan. Its clock stands still, or runs from the time in
// BILAN_TEST_NOW on.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"bilan": func() {
		ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
		now := scriptClock()
		// The machine is never restarted, so its uptime advances as the clock does.
		uptime := func() (time.Duration, string) { return now().Sub(time.Unix(0, 0)), "test" }
		code := Main(ctx, os.Args[1:], World{Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.LookupEnv, Now: now, Uptime: uptime, Child: again})
		stop()
		os.Exit(code)
	}})
}

func scriptClock() func() time.Time {
	if start, err := time.Parse(time.RFC3339, os.Getenv("BILAN_TEST_NOW")); err == nil {
		began := time.Now()
		return func() time.Time { return start.Add(time.Since(began)) }
	}
	return func() time.Time { return time.Date(2026, 11, 16, 9, 30, 0, 0, time.UTC) }
}

// again returns a command that runs this binary as the program.
func again(args ...string) *exec.Cmd {
	cmd := exec.Command("/proc/self/exe", args...)
	cmd.Args[0] = "bilan"
	return cmd
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "eventually": eventually, "signal": sendSignal, "port": port, "pack": pack, "parquet": parquet, "dsn": dsn, "answers": answers},
	})
}

// answers checks that a mail is a reply in the thread of another one: answers FIRST SECOND.
func answers(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: answers FIRST SECOND")
	}
	first, second := mailIn(ts, args[0]), mailIn(ts, args[1])
	id := first.Get("Message-ID")
	if id == "" || second.Get("Message-ID") == id || second.Get("In-Reply-To") != id || !strings.HasPrefix(second.Get("References"), id) {
		ts.Fatalf("%s does not answer %s: In-Reply-To %q, References %q, Message-ID of the first %q", args[1], args[0], second.Get("In-Reply-To"), second.Get("References"), id)
	}
}

func mailIn(ts *testscript.TestScript, file string) mail.Header {
	m, err := mail.ReadMessage(strings.NewReader(ts.ReadFile(file)))
	ts.Check(err)
	return m.Header
}

// exits runs a command and checks its exit code: exits 3 bilan render weekly.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ...")
	}
	code := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// eventually runs a command until its output matches, for at most half a minute: eventually 'produced' bilan history.
func eventually(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: eventually PATTERN COMMAND ...")
	}
	want := regexp.MustCompile("(?m)" + args[0])
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if err := ts.Exec(args[1], args[2:]...); err == nil && want.MatchString(ts.ReadFile("stdout")) {
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("never %s in %s", args[0], ts.ReadFile("stdout"))
		}
	}
}

// sendSignal sends a signal to all background commands: signal HUP.
func sendSignal(ts *testscript.TestScript, neg bool, args []string) {
	known := map[string]os.Signal{"HUP": syscall.SIGHUP, "TERM": syscall.SIGTERM}
	if neg || len(args) != 1 || known[args[0]] == nil {
		ts.Fatalf("usage: signal HUP|TERM")
	}
	for _, cmd := range ts.BackgroundCmds() {
		ts.Check(cmd.Process.Signal(known[args[0]]))
	}
}

// port sets a variable to a free TCP port: port PORT.
func port(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: port NAME")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	_, number, err := net.SplitHostPort(l.Addr().String())
	ts.Check(errors.Join(err, l.Close()))
	ts.Setenv(args[0], number)
}

// pack makes a workbook of the files in a folder: pack data/book.xlsx book.
func pack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pack FILE FOLDER")
	}
	file, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	book := zip.NewWriter(file)
	ts.Check(book.AddFS(os.DirFS(ts.MkAbs(args[1]))))
	ts.Check(errors.Join(book.Close(), file.Close()))
}

// parquet converts a text file to Parquet: parquet data/orders.parquet made/orders.csv.
func parquet(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: parquet FILE CSV")
	}
	folder, err := folder.Open("made", config.Source{Files: ts.MkAbs(filepath.Dir(args[1]))}, nil)
	ts.Check(err)
	made, err := folder.Prepare(context.Background(), strings.TrimSuffix(filepath.Base(args[1]), ".csv"), ts.MkAbs("."))
	ts.Check(errors.Join(err, folder.Close()))
	ts.Check(os.Rename(made.Files[0].Path, ts.MkAbs(args[0])))
}

// dsn writes a mail server's notification that a mail did not arrive: dsn ADDRESS STATUS WORDS MAIL FILE.
func dsn(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 5 {
		ts.Fatalf("usage: dsn ADDRESS STATUS WORDS MAIL FILE")
	}
	m, err := mail.ReadMessage(strings.NewReader(ts.ReadFile(args[3])))
	ts.Check(err)
	text := fmt.Sprintf("From: mailer-daemon@relay.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"+
		"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\nFinal-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: %s\r\n"+
		"Diagnostic-Code: smtp; %s\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: %s\r\n\r\n--b--\r\n", args[0], args[1], args[2], m.Header.Get("Message-ID"))
	ts.Check(os.WriteFile(ts.MkAbs(args[4]), []byte(text), 0o600))
}
