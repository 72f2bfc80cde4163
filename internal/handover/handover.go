// Package handover passes items from a child process to its parent, one after another, as files in a shared folder. The
// child writes item-000001.json last, so that an item is complete as soon as that file exists. The parent acknowledges
// an item by removing its files, so that the folder contains few items at any time.
package handover

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"bilan/internal/regular"
)

const (
	maxWaiting = 4 // how many items may wait in the folder
	poll       = 5 * time.Millisecond
)

func itemName(n int) string { return fmt.Sprintf("item-%06d.json", n) }

func fileName(n int, name string) string { return fmt.Sprintf("item-%06d-%s", n, name) }

// Giver passes items to the parent. It must be used by one goroutine only.
type Giver struct {
	Folder string
	n      int
}

// Give passes one item with its files, which files maps by name. It then waits while more than four items are in the
// folder.
func (g *Giver) Give(ctx context.Context, text []byte, files map[string][]byte) error {
	g.n++
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(g.Folder, fileName(g.n, name)), data, 0o600); err != nil {
			return err
		}
	}
	temp := filepath.Join(g.Folder, "item.new")
	if err := os.WriteFile(temp, text, 0o600); err != nil {
		return err
	}
	if err := os.Rename(temp, filepath.Join(g.Folder, itemName(g.n))); err != nil {
		return err
	}
	return g.wait(ctx)
}

func (g *Giver) wait(ctx context.Context) error {
	for g.n > maxWaiting {
		_, err := os.Lstat(filepath.Join(g.Folder, itemName(g.n-maxWaiting)))
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(poll):
		}
	}
	return nil
}

// Taker takes the items of a Giver. It must be used by one goroutine only.
type Taker struct {
	Folder string
	Files  []string // the names of the files of each item
	// Take gets the content of item-N.json and of the item's files, by name. An error ends Run.
	Take func(text []byte, files map[string][]byte) error
	n    int
}

// Run takes items until ctx ends, and then returns nil. It returns an error if an item cannot be taken.
func (t *Taker) Run(ctx context.Context) error {
	tick := time.NewTicker(poll)
	defer tick.Stop()
	for {
		if err := t.All(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// All takes every item in the folder.
func (t *Taker) All() error {
	for {
		path := filepath.Join(t.Folder, itemName(t.n+1))
		if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
			return nil
		} else if err != nil {
			return err
		}
		t.n++
		if err := t.takeItem(path); err != nil {
			return err
		}
	}
}

func (t *Taker) takeItem(path string) error {
	text, err := regular.ReadFile(path)
	if err != nil {
		return err
	}
	files := make(map[string][]byte, len(t.Files))
	for _, name := range t.Files {
		file := filepath.Join(t.Folder, fileName(t.n, name))
		if files[name], err = regular.ReadFile(file); err != nil {
			return fmt.Errorf("the result is incomplete: %w", err)
		}
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	if err := t.Take(text, files); err != nil {
		return err
	}
	return os.Remove(path)
}
