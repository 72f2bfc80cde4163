package daemon

import (
	"sync"

	"bilan/internal/ledger"
)

// pings are the editions with a sent message for which it is not yet known whether that was the last one. The zero
// value is ready to use.
type pings struct {
	mu   sync.Mutex
	sent map[int64]ledger.Delivery // by edition, the newest message
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
