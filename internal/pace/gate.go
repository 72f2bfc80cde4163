package pace

import (
	"context"
	"sync"
	"time"
)

// Gate lets one message after the other begin to leave. A message is in doubt, should the process end, from when its beginning is written
// until its answer is. SQLite writes one thing at a time: two that begin together wait for each other's writing as well as for their own.
// It is safe for concurrent use.
type Gate struct{ turn chan struct{} }

// patience is how long others wait for the server's answer to a message. A server that takes longer has as many at once as the
// ledger's limits say.
const patience = 10 * time.Millisecond

// NewGate is a gate without waiting messages.
func NewGate() *Gate { return &Gate{make(chan struct{}, 1)} }

// Begin waits for a message's turn, and writes that it begins. answered, which is never nil, lets the next one begin; calling it again does nothing. It is to be
// called once the server has answered and before that is written, so that both are written together.
func (g *Gate) Begin(ctx context.Context, write func() error) (answered func(), err error) {
	select {
	case g.turn <- struct{}{}:
	case <-ctx.Done():
		return func() {}, ctx.Err()
	}
	answered = sync.OnceFunc(func() { <-g.turn })
	if err := write(); err != nil {
		answered()
		return answered, err
	}
	time.AfterFunc(patience, answered)
	return answered, nil
}
