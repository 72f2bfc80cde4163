package ledger

import (
	"context"
	"errors"
	"testing"

	"bilan/internal/ledger/database"
)

// A caller that waits for the writer returns when its context ends. Its write is not done afterwards.
func TestWaitingForTheWriterEnds(t *testing.T) {
	l := locked(t, places[0].make(t))
	begun, free, first := make(chan bool), make(chan bool), make(chan error)
	go func() {
		first <- l.db.Write(t.Context(), func(database.Tx) error {
			close(begun)
			<-free
			return nil
		})
	}()
	<-begun
	ctx, stop := context.WithCancel(t.Context())
	asked, second := make(chan bool), make(chan error)
	ran := false
	go func() {
		close(asked)
		second <- l.db.Write(ctx, func(database.Tx) error {
			ran = true
			return nil
		})
	}()
	<-asked
	stop()
	if err := <-second; !errors.Is(err, context.Canceled) {
		t.Errorf("write = %v", err)
	}
	close(free)
	check(t, <-first)
	// the group has reached the write that was given up
	check(t, l.db.Write(t.Context(), func(database.Tx) error { return nil }))
	if ran {
		t.Error("what was given up was written")
	}
}
