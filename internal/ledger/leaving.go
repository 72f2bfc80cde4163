package ledger

import (
	"sync"
	"time"
)

// leaving holds back messages from beginning to leave while others are under way. A message is in doubt, should the process end, from its
// beginning until its answer is written. SQLite writes one thing at a time, so answers come first, and where the server is quick two
// messages are enough to keep it busy. The zero value is ready.
type leaving struct {
	mu       sync.Mutex
	underWay int           // begun and not answered
	answers  int           // that wait to be written
	changed  chan struct{} // closed at the next change; nil while nobody waits
}

const (
	mostUnderWay = 2
	// longestHeld bounds the wait, so that a server that is slow or hangs has as many messages at once as Limits.Deliver says.
	longestHeld = 100 * time.Millisecond
)

// begin waits for a message's turn. end is then to be called.
func (l *leaving) begin() {
	late := time.NewTimer(longestHeld)
	defer late.Stop()
	for held := true; ; {
		l.mu.Lock()
		if !held || l.answers == 0 && l.underWay < mostUnderWay {
			l.underWay++
			l.mu.Unlock()
			return
		}
		if l.changed == nil {
			l.changed = make(chan struct{})
		}
		changed := l.changed
		l.mu.Unlock()
		select {
		case <-changed:
		case <-late.C:
			held = false
		}
	}
}

// end writes a message's answer.
func (l *leaving) end(write func() error) error {
	l.note(1, 0)
	defer l.note(-1, -1)
	return write()
}

func (l *leaving) note(answers, underWay int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.answers, l.underWay = l.answers+answers, l.underWay+underWay
	if l.changed != nil {
		close(l.changed)
		l.changed = nil
	}
}
