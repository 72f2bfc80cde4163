package clock

import (
	"context"
	"time"
)

// Every calls do each time that a length of time has gone by, the first time after the first one, until ctx ends. A call that takes
// longer leaves out those that it overruns.
func Every(ctx context.Context, length time.Duration, do func()) {
	tick := time.NewTicker(length)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			do()
		}
	}
}
