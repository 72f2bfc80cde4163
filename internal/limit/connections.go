package limit

import "sync"

// Connections limits the simultaneous connections to the mail server, because a server refuses a client that opens too
// many. The zero value is ready. It is safe for concurrent use.
type Connections struct {
	once sync.Once
	free chan struct{}
}

// mostMailConnections is the most connections that are open at once. Mail servers commonly accept this many from one
// client.
const mostMailConnections = 10

// Acquire waits for a free connection. The caller calls release after its use.
func (l *Connections) Acquire() (release func()) {
	l.once.Do(func() { l.free = make(chan struct{}, mostMailConnections) })
	l.free <- struct{}{}
	return func() { <-l.free }
}
