// Package exit finds the reason why a child process ended, from its exit status and its output.
package exit

import (
	"errors"
	"os/exec"
	"strings"
	"syscall"
)

// Reason describes why a child process left no result. err is what exec.Cmd.Wait returned, output is that of the
// process.
func Reason(err error, output string) string {
	var exit *exec.ExitError
	text := "it ended without a result"
	if errors.As(err, &exit) {
		text = "its process ended: " + exit.Error()
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			text = "its process was ended by the signal " + status.Signal().String() + ", as when memory runs out"
		}
	} else if err != nil {
		text = err.Error()
	}
	if last := mostInformative(output); last != "" {
		text += ": " + last
	}
	return text
}

// mostInformative returns the most useful line of a program's last output: the first line about an abort, else the last
// line.
func mostInformative(output string) string {
	lines := strings.Split(strings.TrimSpace(output), "\n")
	for _, line := range lines {
		for _, mark := range []string{"fatal error:", "panic:", "terminate called", "out of memory", "cannot allocate memory"} {
			if strings.Contains(strings.ToLower(line), mark) {
				return strings.TrimSpace(line)
			}
		}
	}
	return strings.TrimSpace(lines[len(lines)-1])
}

// Exhausted reports whether an error text means that memory ran out. Another attempt would fail in the same way.
func Exhausted(text string) bool {
	text = strings.ToLower(text)
	for _, mark := range []string{"out of memory", "more memory than it may have", "cannot allocate memory", "bad_alloc", "bad allocation"} {
		if strings.Contains(text, mark) {
			return true
		}
	}
	return false
}

// Tail is an io.Writer that keeps the first and the last 8 KiB of a program's output.
type Tail struct{ first, last []byte }

const tailBytes = 8 << 10

// Write returns len(p) and never an error.
func (t *Tail) Write(p []byte) (int, error) {
	n := len(p)
	if room := min(tailBytes-len(t.first), n); room > 0 {
		t.first, p = append(t.first, p[:room]...), p[room:]
	}
	t.last = append(t.last, p...)
	if over := len(t.last) - tailBytes; over > 0 {
		t.last = append(t.last[:0], t.last[over:]...)
	}
	return n, nil
}

// String returns the beginning and the end of the output, without the part in between.
func (t *Tail) String() string { return string(t.first) + string(t.last) }
