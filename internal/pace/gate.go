package pace

import (
	"context"
	"sync"
	"time"
)

// Gate lets messages begin to leave one after the other. It is safe for concurrent use. It shortens the time in which a
// message's fate is unknown if the process ends: from the write that it begins to the write of the server's answer.
// SQLite writes one thing at a time, so a message that begins beside another would also wait for the other's writes.
type Gate struct{ turn chan struct{} }

// answerWait is how long other messages wait for the server's answer to one message. A server that takes longer is sent
// several messages at once, as many as the ledger's limits allow.
const answerWait = 10 * time.Millisecond

// NewGate returns a gate at which no message waits.
func NewGate() *Gate { return &Gate{make(chan struct{}, 1)} }

// Begin waits for a message's turn, then calls write, which stores that the message begins. Call answered when the server
// has answered, before the answer is stored: it lets the next message begin, so that both writes can be combined.
// answered is never nil; calling it again does nothing.
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
	time.AfterFunc(answerWait, answered)
	return answered, nil
}
