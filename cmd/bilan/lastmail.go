package main

import (
	"context"
	"fmt"
	"time"

	"bilan/internal/config"
	"bilan/internal/daemon"
	"bilan/internal/ledger"
	"bilan/internal/timetable"
)

// printLastMail prints when the last of the given number of messages is sent, if the mail service's limits delay them.
func (a *app) printLastMail(ctx context.Context, cfg *config.Config, messages int) error {
	known := timetable.Coming{Limits: daemon.PaceLimits(cfg)}
	if !known.Limits.Paced() {
		return nil
	}
	err := a.lookAtState(ctx, cfg, func(l *ledger.Ledger) (err error) {
		if l != nil {
			known, err = timetable.ReadComing(ctx, l, known.Limits, a.Now())
		}
		return err
	})
	if last, waits := known.LastMail(messages, a.Now()); err == nil && waits {
		fmt.Fprintf(a.Stdout, "messages: %d, the last one is sent %s after the first, because of the limits of mail.smtp\n", messages, last.Sub(a.Now()).Round(time.Second))
	}
	return err
}
