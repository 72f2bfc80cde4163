package maker

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"bilan/internal/exit"
	"bilan/internal/handover"
	"bilan/internal/regular"
	"bilan/internal/scratch"
)

// Child makes each report in a child process. All effects of a query end with that process, so the daemon survives, and
// the memory is freed. The child reads its task from stdin. It returns the product as files in a private folder,
// because libraries print on stdout.
type Child struct {
	Command  func(folder string) *exec.Cmd // returns the command that runs ServeChild in another process
	Deadline time.Duration
	Dir      string // the folder in which private folders are created; "" for that of the system
}

// memoryVariable is the environment variable with the memory limit of a child, in MB.
const memoryVariable = "BILAN_CHILD_MEMORY_MB"

// Limit adds a limit on the address space, in MB, to a child's command.
func Limit(cmd *exec.Cmd, mb int) *exec.Cmd {
	cmd.Env = append(environOf(cmd), memoryVariable+"="+strconv.Itoa(mb))
	return cmd
}

// Make runs the child and reads its files. If the child dies or takes too long, the product has the reason in Failed.
func (c Child) Make(ctx context.Context, t Task) (*Product, error) { return c.make(ctx, t, nil) }

func (c Child) make(ctx context.Context, t Task, give func(*Made) error) (*Product, error) {
	private, err := scratch.New(c.Dir)
	if err != nil {
		return nil, err
	}
	defer private.Close()
	folder := private.Path
	task, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.Deadline)
	defer cancel()
	words, err := c.runWithEditions(ctx, folder, task, give)
	var refused *passError
	if errors.As(err, &refused) {
		return nil, refused.err
	}
	if product, ok := readProduct(folder); ok && err == nil {
		return product, nil
	}
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		text := fmt.Sprintf("it had not finished after %s and was stopped (the limit is serve: {deadline: %s} in the YAML)", c.Deadline, c.Deadline)
		return &Product{Failed: text, Exhausted: true}, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	return &Product{Failed: exit.Reason(err, words), Exhausted: true}, nil
}

// passError reports that an edition could not be passed on. The child was stopped because of it.
type passError struct{ err error }

func (n *passError) Error() string { return n.err.Error() }

// MakeEach runs the child and passes each edition that it hands over to give.
func (c Child) MakeEach(ctx context.Context, t Task, give func(*Made) error) (*Product, error) {
	t.Each = true
	return c.make(ctx, t, give)
}

// newTaker returns a Taker that passes the editions in a child's folder to give.
func newTaker(folder string, give func(*Made) error) *handover.Taker {
	return &handover.Taker{Folder: folder, Files: slices.Collect(maps.Keys(largeFields(&Made{}))), Take: func(text []byte, parts map[string][]byte) error {
		var m Made
		if err := json.Unmarshal(text, &m); err != nil {
			return err
		}
		for name, data := range largeFields(&m) {
			*data = parts[name]
		}
		return give(&m)
	}}
}

// runWithEditions runs the child, and passes on its editions meanwhile. words is the child's output.
func (c Child) runWithEditions(ctx context.Context, folder string, task []byte, give func(*Made) error) (words string, err error) {
	if give == nil {
		return c.run(ctx, folder, task)
	}
	within, stop := context.WithCancel(ctx)
	defer stop()
	k, failed := newTaker(folder, give), make(chan error, 1)
	over, end := context.WithCancel(context.Background())
	defer end()
	go func() {
		err := k.Run(over)
		if err != nil {
			stop()
		}
		failed <- err
	}()
	words, err = c.run(within, folder, task)
	end()
	if bad := <-failed; bad != nil {
		return words, &passError{bad}
	}
	if bad := k.All(); bad != nil {
		return words, &passError{bad}
	}
	return words, err
}

// run starts the child and waits for it. It keeps the child's stdin open, because a child ends when stdin closes, which
// also happens if its parent dies. The child's temporary files are in its folder and are deleted with it.
func (c Child) run(ctx context.Context, folder string, task []byte) (words string, err error) {
	cmd := c.Command(folder)
	cmd.Env = append(environOf(cmd), "TMPDIR="+folder)
	cmd.SysProcAttr = childAttributes()
	cmd.WaitDelay = waitDelay
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return "", err
	}
	var out exit.Tail
	cmd.Stdout, cmd.Stderr = &out, &out
	started, done := make(chan error, 1), make(chan error, 1)
	go func() {
		// The child ends with the thread that started it, so no other goroutine may use that thread.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		if started <- err; err != nil {
			return
		}
		go func() { _, _ = stdin.Write(append(task, '\n')) }() // a child that does not read its task reports the reason
		done <- cmd.Wait()
	}()
	if err := <-started; err != nil {
		return "", err
	}
	select {
	case err = <-done:
	case <-ctx.Done():
		killGroup(cmd)
		select {
		case err = <-done:
		case <-time.After(killWait): // the child waits in the kernel, for example for a disk that does not answer
			return "", errors.New("its process does not end")
		}
	}
	return out.String(), err
}

// waitDelay is how long to wait for the output of a child that has ended.
const waitDelay = 5 * time.Second

// killWait is how long to wait for a child to end after it was killed.
const killWait = 15 * time.Second

// ServeChild is the child's part: it reads one task, makes the report and writes the product into the folder. It ends
// the process when stdin closes, which means that the parent has ended.
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
		_, _ = io.Copy(io.Discard, stdin)
		_ = os.RemoveAll(folder)
		os.Exit(1)
	}()
	product, err := makeTask(ctx, t, folder, maker)
	if err != nil {
		return err
	}
	return writeProduct(folder, product)
}

// membersGCPercent is the GC percentage of a child with the figures of many members. It takes a quarter more CPU for a
// tenth less memory.
const membersGCPercent = 50

// makeTask makes the report, and hands over the editions of its members one by one.
func makeTask(ctx context.Context, t Task, folder string, maker Maker) (*Product, error) {
	each, ok := maker.(EditionsMaker)
	if !t.Each || !ok {
		return maker.Make(ctx, t)
	}
	debug.SetGCPercent(membersGCPercent)
	g := &handover.Giver{Folder: folder}
	return each.MakeEach(ctx, t, func(m *Made) error {
		text, err := json.Marshal(m)
		if err != nil {
			return err
		}
		parts := map[string][]byte{}
		for name, data := range largeFields(m) {
			parts[name] = *data
		}
		return g.Give(ctx, text, parts)
	})
}

const productFile = "product.json"

// writeProduct writes product.json last, so that the other files exist when it does.
func writeProduct(folder string, p *Product) error {
	if p.Made != nil {
		for name, data := range largeFields(p.Made) {
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
	text, err := regular.ReadFile(filepath.Join(folder, productFile))
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
	for name, data := range largeFields(p.Made) {
		if *data, err = regular.ReadFile(filepath.Join(folder, name)); err != nil {
			return nil, false
		}
	}
	return &p, true
}

// largeFields returns the large fields of an edition, by the name of the file in which each is stored.
func largeFields(m *Made) map[string]*[]byte {
	return map[string]*[]byte{"distribution.json": &m.Distribution, "report.pdf": &m.PDF, "figures.json": &m.Figures, "figures.gz": &m.Record, "body.eml": &m.Body, "review.eml": &m.Review}
}
