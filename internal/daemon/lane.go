package daemon

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// lanes lets only a few reports be made at once, so that Monday morning does not take all memory. One that takes long
// leaves its lane to the next, so that a query that never ends holds nobody up.
type lanes chan struct{}

const (
	fastFor   = 10 * time.Second // how long a report keeps its lane
	mostLanes = 4
	mostMade  = 32 // reports at once, the slow ones included: a server that never answers holds many
)

func newLanes() lanes { return make(lanes, min(max(2, runtime.NumCPU()/2), mostLanes)) }

// enter waits for a lane. The caller calls leave when it is done; false when ctx ended first.
func (l lanes) enter(ctx context.Context) (leave func(), ok bool) {
	select {
	case l <- struct{}{}:
	case <-ctx.Done():
		return nil, false
	}
	free := sync.OnceFunc(func() { <-l })
	slow := time.AfterFunc(fastFor, free)
	return func() { slow.Stop(); free() }, true
}
