package daemon

import (
	"context"
	"fmt"
	"time"

	"bilan/internal/ledger"
)

// These are the wait between two attempts to reach the state's database, the time limit of an attempt, and the number
// of attempts between two log messages.
const (
	awaitEvery    = 2 * time.Second
	awaitWithin   = 20 * time.Second
	awaitLogEvery = 30
)

// begin prepares the state and makes the first plan. It waits while the database cannot be reached, and while a
// restored state is not settled, until ctx ends.
func (d *Daemon) begin(ctx context.Context) error {
	return d.retryWhileAway(ctx, func(ctx context.Context) error {
		reach, cancel := context.WithTimeout(ctx, awaitWithin)
		defer cancel()
		if err := d.Ledger.Prepare(reach); err != nil {
			return err
		}
		if err := d.resumeClock(ctx); err != nil {
			return err
		}
		if settled, err := d.waitUntilSettled(ctx); err != nil || !settled {
			return err
		}
		if err := d.Plan(ctx); err != nil {
			return fmt.Errorf("plan: %w", err)
		}
		return nil
	})
}

// retryWhileAway repeats do while the state's database cannot be reached. It returns nil if ctx ends meanwhile.
func (d *Daemon) retryWhileAway(ctx context.Context, do func(context.Context) error) error {
	for try := 0; ; try++ {
		err := do(ctx)
		if err == nil || !ledger.Unreachable(err) {
			d.stats.Unreachable.Store(false)
			return err
		}
		if ctx.Err() != nil {
			return nil
		}
		d.stats.Unreachable.Store(true)
		notifyWaiting()
		if try%awaitLogEvery == 0 {
			d.Log.Error("the state's database cannot be reached, waiting for it", "attempt", try+1, "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(awaitEvery):
		}
	}
}
