package pace

import (
	"sync"
	"time"
)

// Gate holds back messages from beginning to leave while others are under way. A message is in doubt, should the process end, from its
// beginning until its answer is written. SQLite writes one thing at a time, so answers come first, and where the server is quick two
// messages are enough to keep it busy. The zero value is ready.
type Gate struct {
	mu       sync.Mutex
	underWay int           // begun and not answered
	answers  int           // that wait to be written
	changed  chan struct{} // closed at the next change; nil while nobody waits
}

const (
	mostUnderWay = 2
	// longestHeld bounds the wait, so that a server that is slow or hangs has as many messages at once as the ledger's limits say.
	longestHeld = 100 * time.Millisecond
)

// Begin waits for a message's turn. End is then to be called.
func (g *Gate) Begin() {
	late := time.NewTimer(longestHeld)
	defer late.Stop()
	for held := true; ; {
		g.mu.Lock()
		if !held || g.answers == 0 && g.underWay < mostUnderWay {
			g.underWay++
			g.mu.Unlock()
			return
		}
		if g.changed == nil {
			g.changed = make(chan struct{})
		}
		changed := g.changed
		g.mu.Unlock()
		select {
		case <-changed:
		case <-late.C:
			held = false
		}
	}
}

// End writes a message's answer.
func (g *Gate) End(write func() error) error {
	g.note(1, 0)
	defer g.note(-1, -1)
	return write()
}

func (g *Gate) note(answers, underWay int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.answers, g.underWay = g.answers+answers, g.underWay+underWay
	if g.changed != nil {
		close(g.changed)
		g.changed = nil
	}
}
