package daemon

import "sync"

// lines bounds the conversations with the mail server, which counts them. The zero value is ready.
type lines struct {
	once sync.Once
	free chan struct{}
}

// mostLines is what a mail server bears from one client.
const mostLines = 10

// pickUp waits for a free line. Whoever has one hangs up.
func (l *lines) pickUp() (hangUp func()) {
	l.once.Do(func() { l.free = make(chan struct{}, mostLines) })
	l.free <- struct{}{}
	return func() { <-l.free }
}
