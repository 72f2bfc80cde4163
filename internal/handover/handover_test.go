package handover_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"

	"bilan/internal/handover"
)

// Every item arrives complete and in order. The folder never contains many items, and is empty at the end.
func TestHandedOver(t *testing.T) {
	folder := t.TempDir()
	g, got, most := handover.Giver{Folder: folder}, []string{}, 0
	taker := handover.Taker{Folder: folder, Files: []string{"a", "b"}, Take: func(text []byte, files map[string][]byte) error {
		got = append(got, string(text)+string(files["a"])+string(files["b"]))
		lie, _ := os.ReadDir(folder)
		most = max(most, len(lie))
		return nil
	}}
	over, end := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- taker.Run(over) }()
	for i := range 100 {
		if err := g.Give(t.Context(), fmt.Append(nil, i), map[string][]byte{"a": []byte("x"), "b": {}}); err != nil {
			t.Fatal(err)
		}
	}
	end()
	if err := errors.Join(<-done, taker.All()); err != nil {
		t.Fatal(err)
	}
	for i, text := range got {
		if text != fmt.Sprint(i)+"x" {
			t.Errorf("%d: %s", i, text)
		}
	}
	if left, _ := os.ReadDir(folder); len(got) != 100 || len(left) > 0 || most > 3*6 {
		t.Errorf("%d arrived, %d files are left, %d lay there at most", len(got), len(left), most)
	}
}

// Give waits until its context ends if nobody takes the items. An item that cannot be taken ends Run.
func TestNotTaken(t *testing.T) {
	folder := t.TempDir()
	g := handover.Giver{Folder: folder}
	ctx, cancel := context.WithCancel(t.Context())
	for range 4 {
		if err := g.Give(ctx, []byte("{}"), nil); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	if err := g.Give(ctx, []byte("{}"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a fifth: %v", err)
	}
	no := errors.New("no")
	taker := handover.Taker{Folder: folder, Take: func([]byte, map[string][]byte) error { return no }}
	if err := taker.Run(t.Context()); !errors.Is(err, no) {
		t.Errorf("taken: %v", err)
	}
}
