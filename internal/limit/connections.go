package limit

import "sync"

// Connections bounds the connections with the mail server, which counts them. The zero value is ready.
type Connections struct {
	once sync.Once
	free chan struct{}
}

// mostMailConnections is the number of connections that a mail server accepts from one client.
const mostMailConnections = 10

// Acquire waits for a free connection. The caller releases it.
func (l *Connections) Acquire() (release func()) {
	l.once.Do(func() { l.free = make(chan struct{}, mostMailConnections) })
	l.free <- struct{}{}
	return func() { <-l.free }
}
