package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/user"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/daemon"
	"bilan/internal/ledger"
	"bilan/internal/review"
	"bilan/internal/usage"
)

func (a *app) releaseCommand() *cobra.Command {
	var hash string
	cmd := a.turnCommand("release", "Send a report that waits for approval", func(ctx context.Context, _ *config.Config, l *ledger.Ledger, k ledger.Key) error {
		k, err := review.Find(ctx, l, k)
		if err != nil {
			return err
		}
		n, err := review.Decide(ctx, l, k, review.Released, hash, a.personName(), "", a.Now())
		var other *review.OtherHashError
		switch {
		case errors.As(err, &other):
			return fmt.Errorf("%w: look at it again (bilan history %s lists its editions, bilan show NUMBER writes one to a file)", err, k.Report)
		case err != nil:
			return err
		}
		fmt.Fprintf(a.Stdout, "%s is released: messages: %d\n", k, n)
		return a.followSlot(ctx, l, k)
	})
	cmd.Flags().StringVar(&hash, "hash", "", "release it only if this is the `HASH` of what would be sent")
	return cmd
}

func (a *app) refuseCommand() *cobra.Command {
	var why string
	cmd := a.turnCommand("refuse", "Refuse a report that waits for approval, so that it is not sent", func(ctx context.Context, cfg *config.Config, l *ledger.Ledger, k ledger.Key) error {
		k, err := review.Find(ctx, l, k)
		if err != nil {
			return err
		}
		n, err := review.Decide(ctx, l, k, review.Refused, "", a.personName(), why, a.Now())
		if err != nil {
			return err
		}
		letter, err := daemon.RefusalLetter(cfg, a.Now(), k, a.personName(), why)
		if err == nil {
			err = l.Notify(ctx, letter...)
		}
		fmt.Fprintf(a.Stdout, "%s is refused: messages cancelled: %d; its owner is notified\n", k, n)
		return errors.Join(err, a.tellOwners(ctx, l, k))
	})
	cmd.Flags().StringVar(&why, "why", "", "the `reason`, for its owner and for bilan history")
	usage.CheckBefore(cmd, func() error {
		if why == "" {
			return usage.New(errors.New("the reason is missing"), `write --why "the figures of Nord are those of last week"`)
		}
		return nil
	})
	return cmd
}

// personName returns the name of the person who decides, for the history and for mails.
func (a *app) personName() string {
	name, _ := a.Getenv("USER")
	if u, err := user.Current(); name == "" && err == nil { // cron and containers may not set USER
		name = u.Username
	}
	return cmp.Or(name, "somebody at the command line")
}
