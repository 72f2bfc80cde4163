package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"bilan/internal/ledger/database"
)

// group commits the writes of several goroutines in one transaction, so that they wait for the disk only once: with ten
// messages in flight, that is most of the cost of a delivery. Each has its own savepoint, and fails alone.
type group struct {
	mu      sync.Mutex
	waiting []*pendingWrite
	leading bool
}

// pendingWrite is one call of Write.
type pendingWrite struct {
	do    func(database.Tx) error
	err   error
	taken atomic.Bool // set by the goroutine that runs it, or by its caller who gave it up
	begun bool        // whether the group runs it
	done  chan struct{}
}

// claim reports whether the caller still waits for this write. The caller then waits until it ends, because do uses the
// caller's variables.
func (w *pendingWrite) claim() bool {
	w.begun = w.begun || w.taken.CompareAndSwap(false, true)
	return w.begun
}

// maxGroup limits the number of writes in one transaction.
const maxGroup = 64

// Write waits until ctx ends for its transaction to begin. It then waits for the transaction, whose statements ctx
// ends.
func (s *sqlite) Write(ctx context.Context, do func(database.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := &pendingWrite{do: do, done: make(chan struct{})}
	if s.group.enqueue(w) {
		go func() {
			for s.group.hasWaiting() {
				s.runGroup()
			}
		}()
	}
	select {
	case <-w.done:
		return w.err
	case <-ctx.Done():
		if w.taken.CompareAndSwap(false, true) {
			return ctx.Err()
		}
	}
	<-w.done
	return w.err
}

// enqueue queues a write. It returns true if the caller must start a goroutine that runs the queue.
func (g *group) enqueue(w *pendingWrite) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waiting = append(g.waiting, w)
	lead := !g.leading
	g.leading = true
	return lead
}

// hasWaiting reports whether writes are waiting. If none are, the goroutine that runs the queue must end.
func (g *group) hasWaiting() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.leading = len(g.waiting) > 0
	return g.leading
}

// next removes up to maxGroup waiting writes from the queue and returns them.
func (g *group) next() []*pendingWrite {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := min(len(g.waiting), maxGroup)
	batch := g.waiting[:n:n]
	g.waiting = g.waiting[n:]
	return batch
}

// runGroup runs the waiting writes in one transaction. If the transaction itself fails, for example because a context
// ended within a statement, it runs each write in a transaction of its own.
func (s *sqlite) runGroup() {
	err := s.Present()
	var t *sql.Tx
	if err == nil {
		s.statements.Prepare(context.Background(), s.writer)
		t, err = s.writer.BeginTx(context.Background(), nil)
	}
	runtime.Gosched() // callers of the last transaction may add writes to this one
	batch := s.group.next()
	if err == nil && s.runInSavepoints(t, batch) != nil {
		for _, w := range batch {
			if w.claim() {
				w.err = s.runAlone(w.do)
			}
		}
	}
	for _, w := range batch {
		if err != nil {
			w.err = err
		}
		close(w.done)
	}
}

func (s *sqlite) runAlone(do func(database.Tx) error) error {
	t, err := s.writer.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	if err := recoverPanic(do, sqliteTx{sqliteConn{s.statements.Tx(t)}, t}); err != nil {
		return errors.Join(err, ignoreTxDone(t.Rollback()))
	}
	return t.Commit()
}

func (s *sqlite) runInSavepoints(t *sql.Tx, batch []*pendingWrite) error {
	defer func() { _ = t.Rollback() }() // has no effect after a commit
	for _, w := range batch {
		if !w.claim() {
			continue
		}
		if _, err := t.Exec("SAVEPOINT part"); err != nil {
			return err
		}
		if w.err = recoverPanic(w.do, sqliteTx{sqliteConn{s.statements.Tx(t)}, t}); w.err != nil {
			if _, err := t.Exec("ROLLBACK TO part"); err != nil {
				return err
			}
		}
		if _, err := t.Exec("RELEASE part"); err != nil {
			return err
		}
	}
	return t.Commit()
}

// recoverPanic returns a panic of one write as its error, so that the other writes are not affected.
func recoverPanic(do func(database.Tx) error, t database.Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a bug in bilan: %v", p)
		}
	}()
	return do(t)
}
