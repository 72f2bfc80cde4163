package main

import (
	"os"
	"os/exec"
	"testing"
	"time"
)

// daemonLog is the log file of a test's daemon.
type daemonLog struct {
	t    *testing.T
	file string
}

// start runs "bilan serve" with a clock that begins ten seconds before 10:30 in Paris.
func (d daemonLog) start(yaml string) *exec.Cmd {
	d.t.Helper()
	log, err := os.Create(d.file)
	if err != nil {
		d.t.Fatal(err)
	}
	defer log.Close()
	cmd := again("serve", "--drain", "10s", "-c", yaml)
	cmd.Env = append(os.Environ(), "BILAN_TEST_NOW=2026-11-16T09:29:50Z")
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd
}

func (d daemonLog) text() string {
	text, _ := os.ReadFile(d.file)
	return string(text)
}

// waitFor waits for a condition. It fails after three minutes, which is enough on a busy machine.
func waitFor(t *testing.T, d *daemonLog, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(3 * time.Minute); !ok(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s\n%s", what, d.text())
		}
	}
}
