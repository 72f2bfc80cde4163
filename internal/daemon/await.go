package daemon

import (
	"context"
	"fmt"
	"time"

	"bilan/internal/ledger"
)

// The wait between two attempts to reach a database that is down, the limit of one attempt, and the interval of the log
// message.
const (
	awaitEvery  = 2 * time.Second
	awaitWithin = 20 * time.Second
	awaitSaid   = 30 // attempts
)

// begin makes the first plan, once a restored state is settled. A database that is away is waited for until ctx ends.
func (d *Daemon) begin(ctx context.Context) error {
	return d.awaited(ctx, func(ctx context.Context) error {
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

// awaited does something again for as long as the state's database is away. It comes back without an error when ctx ends meanwhile.
func (d *Daemon) awaited(ctx context.Context, do func(context.Context) error) error {
	for try := 0; ; try++ {
		err := do(ctx)
		if err == nil || !ledger.Away(err) {
			d.stats.Away.Store(false)
			return err
		}
		if ctx.Err() != nil {
			return nil
		}
		d.stats.Away.Store(true)
		awaiting()
		if try%awaitSaid == 0 {
			d.Log.Error("the state's database cannot be reached, waiting for it", "attempt", try+1, "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(awaitEvery):
		}
	}
}
