package daemon

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Child makes each report in a process of its own, so that whatever a query does ends with that process: the
// daemon lives, and the memory goes back. The task goes in on stdin, the product comes back as files in a
// private folder, because libraries print on stdout.
type Child struct {
	Command  func(folder string) *exec.Cmd // starts Serve below in another process
	Deadline time.Duration
	Dir      string // where private folders are made; "" for the system's
}

// memoryVariable is in the environment of a child that has a limit.
const memoryVariable = "BILAN_CHILD_MEMORY_MB"

// Limit tells a child's command how much address space it may have, in MB.
func Limit(cmd *exec.Cmd, mb int) *exec.Cmd {
	cmd.Env = append(cmd.Environ(), memoryVariable+"="+strconv.Itoa(mb))
	return cmd
}

// Make runs the child and reads what it left. A child that dies or runs out of time is a failed product with its reason.
func (c Child) Make(ctx context.Context, t Task) (*Product, error) {
	folder, err := os.MkdirTemp(c.Dir, "bilan-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	task, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.Deadline)
	defer cancel()
	words, err := c.run(ctx, folder, task)
	if product, ok := readProduct(folder); ok && err == nil {
		return product, nil
	}
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return &Product{Failed: fmt.Sprintf("it was not done after %s and was stopped (serve: {deadline: …})", c.Deadline)}, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	return &Product{Failed: reason(err, words)}, nil
}

// run holds the child's stdin open for as long as it may live: a child whose parent dies ends by itself.
func (c Child) run(ctx context.Context, folder string, task []byte) (words string, err error) {
	cmd := c.Command(folder)
	cmd.Dir = ""
	cmd.SysProcAttr = childAttributes()
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return "", err
	}
	var out tail
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		return "", err
	}
	done := make(chan error, 1)
	go func() {
		_, err := stdin.Write(append(task, '\n'))
		if err != nil && !errors.Is(err, syscall.EPIPE) {
			cmd.Process.Kill()
		}
		done <- cmd.Wait()
	}()
	select {
	case err = <-done:
	case <-ctx.Done():
		killGroup(cmd)
		err = <-done
	}
	return out.String(), err
}

// reason says why a child left no product.
func reason(err error, words string) string {
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
	if last := lastLine(words); last != "" {
		text += ": " + last
	}
	return text
}

// lastLine is the line that tells most of a dying program: the panic or abort, else the last one.
func lastLine(words string) string {
	lines := strings.Split(strings.TrimSpace(words), "\n")
	for _, line := range lines {
		for _, mark := range []string{"fatal error:", "panic:", "terminate called", "out of memory"} {
			if strings.Contains(line, mark) {
				return strings.TrimSpace(line)
			}
		}
	}
	return strings.TrimSpace(lines[len(lines)-1])
}

// tail keeps the first and last words of a child.
type tail struct{ bytes.Buffer }

const tailBytes = 16 << 10

func (t *tail) Write(p []byte) (int, error) {
	if room := tailBytes - t.Len(); room > 0 {
		t.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// ServeChild is the other side: it reads one task, makes it and leaves the product in the folder. It ends the
// process when stdin closes, which is when the parent is gone.
func ServeChild(ctx context.Context, stdin io.Reader, folder string, maker Maker) error {
	limitMemory(os.Getenv(memoryVariable))
	dec := json.NewDecoder(stdin)
	var t Task
	if err := dec.Decode(&t); err != nil {
		return fmt.Errorf("read the task: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		io.Copy(io.Discard, stdin)
		os.Exit(1)
	}()
	product, err := maker.Make(ctx, t)
	if err != nil {
		return err
	}
	return writeProduct(folder, product)
}

const productFile = "product.json"

// writeProduct writes product.json last: where it is, everything is.
func writeProduct(folder string, p *Product) error {
	if p.Made != nil {
		for name, data := range files(p.Made) {
			if err := os.WriteFile(filepath.Join(folder, name), *data, 0o600); err != nil {
				return err
			}
		}
	}
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	temp := filepath.Join(folder, productFile+".new")
	if err := os.WriteFile(temp, text, 0o600); err != nil {
		return err
	}
	return os.Rename(temp, filepath.Join(folder, productFile))
}

func readProduct(folder string) (*Product, bool) {
	text, err := os.ReadFile(filepath.Join(folder, productFile))
	if err != nil {
		return nil, false
	}
	var p Product
	if json.Unmarshal(text, &p) != nil {
		return nil, false
	}
	if p.Made == nil {
		return &p, true
	}
	for name, data := range files(p.Made) {
		if *data, err = os.ReadFile(filepath.Join(folder, name)); err != nil {
			return nil, false
		}
	}
	return &p, true
}

// files are the parts of an edition that have a file of their own.
func files(m *Made) map[string]*[]byte {
	list := map[string]*[]byte{"report.pdf": &m.PDF, "figures.json": &m.Figures}
	for i := range m.Messages {
		list[fmt.Sprintf("message-%d.eml", i)] = &m.Messages[i].Raw
	}
	return list
}
