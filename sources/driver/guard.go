package driver

import (
	"context"
	"time"
)

// StopTimeout is how long a stopped statement may take to end before its connection is cut.
const StopTimeout = 10 * time.Second

// Guard stops a statement on the server when a context ends.
type Guard struct{ done, gone chan struct{} }

// NewGuard watches ctx: when it ends, kill is called again and again until the statement is released, and cut once
// when that takes longer than patience.
func NewGuard(ctx context.Context, every time.Duration, kill, cut func()) Guard {
	g := Guard{make(chan struct{}), make(chan struct{})}
	go func() {
		defer close(g.gone)
		select {
		case <-g.done:
		case <-ctx.Done():
			g.killUntilDone(every, kill, cut)
		}
	}()
	return g
}

func (g Guard) killUntilDone(every time.Duration, kill, cut func()) {
	late := time.AfterFunc(StopTimeout, cut)
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

// Release notes that the statement has ended, and waits until no kill is in progress that could hit the next one.
func (g Guard) Release() {
	close(g.done)
	<-g.gone
}
