package daemon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"bilan/internal/regular"
)

// A child hands the editions of members over one by one, as files in its folder: edition-000001.json comes last, so that where it is, everything is. The
// daemon takes them away as soon as it has staged them, which is its acknowledgement: a child never has more than editionsAhead of them lying there.
const (
	editionsAhead = 4
	editionPoll   = 5 * time.Millisecond
)

// MakeEach runs the child and gives on each edition that it leaves.
func (c Child) MakeEach(ctx context.Context, t Task, give func(*Made) error) (*Product, error) {
	t.Each = true
	return c.make(ctx, t, give)
}

// taking takes the editions away while the child runs.
type taking struct {
	folder string
	give   func(*Made) error
	next   int // the edition that is taken next, from 1
}

// run takes what comes until ctx ends. Its error is that of giving.
func (k *taking) run(ctx context.Context) error {
	tick := time.NewTicker(editionPoll)
	defer tick.Stop()
	for {
		if err := k.all(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// all takes every edition that lies there.
func (k *taking) all() error {
	for {
		m, err := readEdition(k.folder, k.next)
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err == nil {
			err = k.give(m)
		}
		if err != nil {
			return err
		}
		if err := os.Remove(filepath.Join(k.folder, editionFile(k.next))); err != nil {
			return err
		}
		k.next++
	}
}

func editionFile(n int) string { return fmt.Sprintf("edition-%06d.json", n) }

func editionPart(n int, name string) string { return fmt.Sprintf("edition-%06d-%s", n, name) }

func readEdition(folder string, n int) (*Made, error) {
	if _, err := os.Lstat(filepath.Join(folder, editionFile(n))); err != nil {
		return nil, err
	}
	text, err := regular.ReadFile(filepath.Join(folder, editionFile(n)))
	if err != nil {
		return nil, err
	}
	var m Made
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, err
	}
	for name, data := range files(&m) {
		path := filepath.Join(folder, editionPart(n, name))
		if *data, err = regular.ReadFile(path); err != nil {
			return nil, fmt.Errorf("an edition of the child is not whole: %w", err)
		}
		_ = os.Remove(path)
	}
	return &m, nil
}

// leaving writes editions for the daemon to take.
type leaving struct {
	folder string
	n      int
}

// leave writes one edition, and waits while too many lie there.
func (l *leaving) leave(ctx context.Context, m *Made) error {
	l.n++
	for name, data := range files(m) {
		if err := os.WriteFile(filepath.Join(l.folder, editionPart(l.n, name)), *data, 0o600); err != nil {
			return err
		}
	}
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	temp := filepath.Join(l.folder, "edition.new")
	if err := os.WriteFile(temp, text, 0o600); err != nil {
		return err
	}
	if err := os.Rename(temp, filepath.Join(l.folder, editionFile(l.n))); err != nil {
		return err
	}
	return l.wait(ctx)
}

func (l *leaving) wait(ctx context.Context) error {
	for l.n > editionsAhead {
		_, err := os.Lstat(filepath.Join(l.folder, editionFile(l.n-editionsAhead)))
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(editionPoll):
		}
	}
	return nil
}
