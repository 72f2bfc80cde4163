package daemon

import "sync"

// connections bounds the connections with the mail server, which counts them. The zero value is ready.
type connections struct {
	once sync.Once
	free chan struct{}
}

// mostMailConnections is what a mail server bears from one client.
const mostMailConnections = 10

// acquire waits for a free connection. The caller releases it.
func (l *connections) acquire() (release func()) {
	l.once.Do(func() { l.free = make(chan struct{}, mostMailConnections) })
	l.free <- struct{}{}
	return func() { <-l.free }
}
