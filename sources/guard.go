package sources

import (
	"context"
	"time"
)

// patience is how long a stopped statement may take to end before its connection is cut.
const patience = 10 * time.Second

// guard stops a statement on the server when a context ends.
type guard struct{ done, gone chan struct{} }

// newGuard watches ctx: when it ends, kill is called again and again until the statement is released, and cut once
// when that takes longer than patience.
func newGuard(ctx context.Context, every time.Duration, kill, cut func()) guard {
	g := guard{make(chan struct{}), make(chan struct{})}
	go func() {
		defer close(g.gone)
		select {
		case <-g.done:
		case <-ctx.Done():
			g.insist(every, kill, cut)
		}
	}()
	return g
}

func (g guard) insist(every time.Duration, kill, cut func()) {
	late := time.AfterFunc(patience, cut)
	defer late.Stop()
	for {
		kill()
		select {
		case <-g.done:
			return
		case <-time.After(every):
		}
	}
}

// release says that the statement has ended, and waits until no kill is under way that could hit the next one.
func (g guard) release() {
	close(g.done)
	<-g.gone
}
