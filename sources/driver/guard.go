package driver

import (
	"context"
	"time"
)

// StopTimeout is how long a stopped statement may run before its connection is cut.
const StopTimeout = 10 * time.Second

// Guard stops a statement on the server when a context ends.
type Guard struct{ done, gone chan struct{} }

// NewGuard watches ctx. When ctx ends, kill is called at the interval every until Release. If the statement then runs
// longer than StopTimeout, cut is called once.
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

// Release reports that the statement has ended. It waits for a running kill, which could otherwise stop the next
// statement.
func (g Guard) Release() {
	close(g.done)
	<-g.gone
}
