// Package limit bounds how much work runs at the same time.
package limit

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// Produce limits how many reports are made at once, so that Monday morning does not use all memory. A report that takes
// long gives its place to the next, so that a query that never ends blocks nobody.
type Produce chan struct{}

const (
	fastFor    = 10 * time.Second // how long a report keeps its place
	mostAtOnce = 4
	MostMade   = 32 // reports at once, the slow ones included: a server that never answers holds many
)

// NewProduce has as many places as the machine bears.
func NewProduce() Produce {
	return make(Produce, min(max(2, runtime.NumCPU()/2), mostAtOnce))
}

// Enter waits for a place. The caller calls leave when it is done; false when ctx ended first.
func (l Produce) Enter(ctx context.Context) (leave func(), ok bool) {
	select {
	case l <- struct{}{}:
	case <-ctx.Done():
		return nil, false
	}
	free := sync.OnceFunc(func() { <-l })
	slow := time.AfterFunc(fastFor, free)
	return func() { slow.Stop(); free() }, true
}
