package clock

import (
	"context"
	"time"
)

// Every calls do at regular intervals of the given length until ctx ends. The first call comes after one interval.
// Calls never overlap: those that are due while do runs are left out.
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
