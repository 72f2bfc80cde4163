package daemon

import (
	"sync"

	"bilan/internal/ledger"
)

// pings are the editions of which a message was sent, but possibly not the last one. The zero value is ready to use.
type pings struct {
	mu   sync.Mutex
	sent map[int64]ledger.Delivery // the latest message, by the edition's ID
}

func (p *pings) add(d ledger.Delivery) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sent == nil {
		p.sent = map[int64]ledger.Delivery{}
	}
	p.sent[d.Edition] = d
}

func (p *pings) take() (list []ledger.Delivery) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, d := range p.sent {
		list = append(list, d)
	}
	clear(p.sent)
	return list
}
