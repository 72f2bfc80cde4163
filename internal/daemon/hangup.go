package daemon

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// ReloadSignals returns a channel that receives a value for each SIGHUP until ctx ends.
func ReloadSignals(ctx context.Context) <-chan struct{} {
	signals, wishes := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(signals, syscall.SIGHUP)
	go func() {
		defer signal.Stop(signals)
		for {
			select {
			case <-ctx.Done():
				return
			case <-signals:
			}
			select {
			case wishes <- struct{}{}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return wishes
}
