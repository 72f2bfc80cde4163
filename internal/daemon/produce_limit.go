package daemon

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// produceLimit lets only a few reports be made at once, so that Monday morning does not take all memory. One that takes long
// leaves its place to the next, so that a query that never ends holds nobody up.
type produceLimit chan struct{}

const (
	fastFor    = 10 * time.Second // how long a report keeps its place
	mostAtOnce = 4
	mostMade   = 32 // reports at once, the slow ones included: a server that never answers holds many
)

func newProduceLimit() produceLimit {
	return make(produceLimit, min(max(2, runtime.NumCPU()/2), mostAtOnce))
}

// enter waits for a place. The caller calls leave when it is done; false when ctx ended first.
func (l produceLimit) enter(ctx context.Context) (leave func(), ok bool) {
	select {
	case l <- struct{}{}:
	case <-ctx.Done():
		return nil, false
	}
	free := sync.OnceFunc(func() { <-l })
	slow := time.AfterFunc(fastFor, free)
	return func() { slow.Stop(); free() }, true
}
