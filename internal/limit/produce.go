// Package limit bounds how much work runs at the same time.
package limit

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// Produce limits how many reports are made at once, so that many reports due together do not use all memory. A report
// that takes over 10 seconds gives its place to the next, so that a query that never ends does not block other reports.
type Produce chan struct{}

const (
	fastFor    = 10 * time.Second // how long a report keeps its place
	mostAtOnce = 4
	MostMade   = 32 // the most reports at once, with the slow ones that gave up their place
)

// NewProduce returns a limit with as many places as the machine has memory and cores for: 2 to 4.
func NewProduce() Produce {
	return make(Produce, min(max(2, runtime.NumCPU()/2), mostAtOnce))
}

// Enter waits for a place. The caller calls leave when its report is made. ok is false if ctx ended before a place was
// free.
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
